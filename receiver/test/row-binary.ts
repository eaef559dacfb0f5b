/** A column as `system.columns` tells it. */
export interface Column {
  readonly name: string;
  readonly type: string;
}

/** One row in RowBinary; a column that `row` does not name gets its type's empty value. */
export function rowBinary(columns: readonly Column[], row: Readonly<Record<string, unknown>>): Buffer {
  return Buffer.concat(columns.map(({ name, type }) => encode(type, row[name])));
}

const numbers: Readonly<Record<string, (into: Buffer, value: bigint | number) => void>> = {
  UInt16: (into, value) => into.writeUInt16LE(Number(value)),
  UInt32: (into, value) => into.writeUInt32LE(Number(value)),
  Int32: (into, value) => into.writeInt32LE(Number(value)),
  UInt64: (into, value) => into.writeBigUInt64LE(BigInt(value)),
  Int64: (into, value) => into.writeBigInt64LE(BigInt(value)),
  DateTime64: (into, value) => into.writeBigInt64LE(BigInt(value)),
  Float64: (into, value) => into.writeDoubleLE(Number(value)),
};

function encode(type: string, value: unknown): Buffer {
  const [, outer = type, inner = ""] = /^(\w+)\((.*)\)$/s.exec(type) ?? [];
  const write = numbers[outer];
  if (write) {
    const bytes = Buffer.alloc(Number(/\d+$/.exec(outer)?.[0]) / 8);
    write(bytes, (value ?? 0) as number);
    return bytes;
  }
  switch (outer) {
    case "LowCardinality":
      return encode(inner, value);
    case "Nullable":
      return value === undefined || value === null ? Buffer.of(1) : Buffer.concat([Buffer.of(0), encode(inner, value)]);
    case "Bool":
      return Buffer.of(value ? 1 : 0);
    case "Enum8":
      return Buffer.of(Number(value ?? /= (\d+)/.exec(inner)?.[1]));
    case "FixedString": {
      const bytes = Buffer.alloc(Number(inner));
      bytes.write(String(value ?? ""), "latin1");
      return bytes;
    }
    case "String": {
      const bytes = Buffer.from(String(value ?? ""));
      return Buffer.concat([length(bytes.length), bytes]);
    }
    case "Array":
      return list((value ?? []) as unknown[], (item) => encode(inner, item));
    case "Map": {
      const [key = "", item = ""] = parts(inner);
      return list(Object.entries(value ?? {}), (entry) =>
        Buffer.concat([encode(key, entry[0]), encode(item, entry[1])]),
      );
    }
    case "Tuple": {
      const values = (value ?? []) as unknown[];
      return Buffer.concat(parts(inner).map((part, index) => encode(part.replace(/^\w+ /, ""), values[index])));
    }
    default:
      throw new Error(`no RowBinary for ${type}`);
  }
}

function list<Item>(items: readonly Item[], one: (item: Item) => Buffer): Buffer {
  return Buffer.concat([length(items.length), ...items.map(one)]);
}

/** LEB128. */
function length(value: number): Buffer {
  const bytes: number[] = [];
  for (; value >= 128; value = Math.floor(value / 128)) bytes.push((value % 128) | 128);
  return Buffer.of(...bytes, value);
}

/** Splits at the commas that stand in no parentheses. */
function parts(text: string): readonly string[] {
  return [...text.matchAll(/(?:[^(),]|\((?:[^()]|\([^()]*\))*\))+/g)].map(([part]) => part.trim());
}
