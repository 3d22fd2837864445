import { DuckDBInstance } from '@duckdb/node-api';

const names = { BOOLEAN: 'Boolean', INTEGER: 'Int32', BIGINT: 'Int64', DOUBLE: 'Double', VARCHAR: 'String', 'DOUBLE[]': 'DoubleList' };

export async function readWithDuckDB(file) {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const result = await connection.runAndReadAll(`SELECT * FROM read_parquet('${file}')`);
  const values = result.currentRowCount > 0 ? result.getColumns() : result.columnNames().map(() => []);
  const columns = {};
  result.columnNames().forEach((name, index) => {
    const type = names[String(result.columnType(index))] ?? String(result.columnType(index));
    columns[name] = { type, values: type === 'DoubleList' ? values[index].map(list => list && list.items) : values[index] };
  });
  return { rows: result.currentRowCount, columns };
}
