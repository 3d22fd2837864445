// Runs SQL statements in DuckDB, one after the other: how files by a foreign writer are made.
// Usage: node write.mjs STATEMENT...
import { DuckDBInstance } from '@duckdb/node-api';

const connection = await (await DuckDBInstance.create(':memory:')).connect();
for (const statement of process.argv.slice(2)) {
  await connection.run(statement);
}
