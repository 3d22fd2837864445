// Reads Parquet files with one foreign reader and prints a line of JSON for each:
//   {"rows": 2, "columns": {"prey": {"type": "Double", "values": ["3ff0000000000000", null]}}}
// The type is what the reader itself says. Doubles are the 16 hexadecimal digits of their bits (or "NaN", whose payload
// JavaScript does not keep), 64-bit integers are decimal strings, lists are arrays. A file that cannot be read gives {"error": ...}.
// Usage: node read.mjs duckdb|hyparquet|parquet-wasm FILE...
import { readWithDuckDB } from './readers/duckdb.mjs';
import { readWithHyparquet } from './readers/hyparquet.mjs';
import { readWithParquetWasm } from './readers/parquet-wasm.mjs';
import { printable } from './readers/values.mjs';

const readers = { duckdb: readWithDuckDB, hyparquet: readWithHyparquet, 'parquet-wasm': readWithParquetWasm };
const [reader, ...files] = process.argv.slice(2);
for (const file of files) {
  let result;
  try {
    result = await readers[reader](file);
    for (const column of Object.values(result.columns)) {
      column.values = column.values.map(value => printable(column.type, value));
    }
  } catch (error) {
    result = { error: String(error) };
  }
  console.log(JSON.stringify(result));
}
