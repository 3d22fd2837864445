// Times DuckDB's COPY of a table in memory to a Parquet file and prints the median in seconds.
// Usage: node time-copy.mjs SOURCE TARGET CODEC THREADS REPETITIONS
import { rm } from 'node:fs/promises';
import { DuckDBInstance } from '@duckdb/node-api';

const [source, target, codec, threads, repetitions] = process.argv.slice(2);
const connection = await (await DuckDBInstance.create(':memory:')).connect();
await connection.run(`CREATE TABLE data AS SELECT * FROM read_parquet('${source}')`);
await connection.run(`SET threads = ${threads}`);
const seconds = [];
for (let repetition = 0; repetition < Number(repetitions); repetition++) {
  await rm(target, { force: true });
  const start = process.hrtime.bigint();
  await connection.run(`COPY data TO '${target}' (FORMAT parquet, COMPRESSION ${codec})`);
  seconds.push(Number(process.hrtime.bigint() - start) / 1e9);
}
console.log(seconds.sort((a, b) => a - b)[Math.floor(seconds.length / 2)]);
