import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tableFromIPC } from 'apache-arrow';

// The package's WebAssembly build for Node is CommonJS.
const { readParquet } = createRequire(import.meta.url)('parquet-wasm/node');

const names = {
  Bool: 'Boolean', Int32: 'Int32', Int64: 'Int64', Float64: 'Double', Utf8: 'String', LargeUtf8: 'String', 'List<Float64>': 'DoubleList',
};

export async function readWithParquetWasm(path) {
  const table = tableFromIPC(readParquet(new Uint8Array(await readFile(path))).intoIPCStream());
  const columns = {};
  for (const field of table.schema.fields) {
    const column = table.getChild(field.name);
    const values = Array.from({ length: table.numRows }, (_, row) => column.get(row));
    columns[field.name] = { type: names[String(field.type)] ?? String(field.type), values };
  }
  return { rows: table.numRows, columns };
}
