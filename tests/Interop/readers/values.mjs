// One way to print values, whichever reader they come from.

const view = new DataView(new ArrayBuffer(8));

function bits(number) {
  if (Number.isNaN(number)) return 'NaN';
  view.setFloat64(0, number);
  return view.getBigUint64(0).toString(16).padStart(16, '0');
}

export function printable(type, value) {
  if (value === null || value === undefined) return null;
  switch (type) {
    case 'Double': return bits(value);
    case 'DoubleList': return Array.from(value, bits);
    case 'Int64': return String(value);
    default: return value;
  }
}
