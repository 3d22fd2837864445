import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';

const names = { BOOLEAN: 'Boolean', INT32: 'Int32', INT64: 'Int64', DOUBLE: 'Double', BYTE_ARRAY: 'String' };

export async function readWithHyparquet(path) {
  const file = await asyncBufferFromFile(path);
  const metadata = await parquetMetadataAsync(file);
  const rows = await parquetReadObjects({ file, metadata, compressors });
  const columns = {};
  for (const { name, type } of topLevel(metadata.schema)) {
    columns[name] = { type, values: rows.map(row => row[name]) };
  }
  return { rows: Number(metadata.num_rows), columns };
}

function topLevel(schema) {
  const found = [];
  for (let index = 1; index < schema.length; index++) {
    const element = schema[index];
    if (element.converted_type === 'LIST') {
      found.push({ name: element.name, type: `${names[schema[index + 2].type]}List` });
      index += 2;
    } else {
      found.push({ name: element.name, type: names[element.type] ?? element.type });
    }
  }
  return found;
}
