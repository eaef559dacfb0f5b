import type { TextColumn } from "../model/columns.ts";

/** An answer by columns. */
export interface Columns {
  readonly rows: number;
  /** The values of a column of one width, one behind the other in little-endian order, at the front of a buffer. */
  fixed(name: string): Uint8Array<ArrayBuffer>;
  texts(name: string): TextColumn;
}

/**
 * Reads ClickHouse's Native format: block after block, and in each the columns one behind the other.
 * https://clickhouse.com/docs/interfaces/formats/Native
 */
export function readColumns(bytes: Uint8Array): Columns {
  const reader = new Reader(bytes);
  const parts = new Map<string, Part[]>();
  let rows = 0;
  while (!reader.isAtEnd()) rows += readBlock(reader, parts);
  const partsOf = <Kind extends Part["kind"]>(name: string, kind: Kind) => {
    const all = parts.get(name) ?? [];
    const wrong = all.find((part) => part.kind !== kind);
    if (wrong || (rows > 0 && all.length === 0))
      throw new Error(`the answer has no column "${name}" of ${kind} values`);
    return all as Extract<Part, { kind: Kind }>[];
  };
  return {
    rows,
    fixed: (name) => joinedBytes(partsOf(name, "fixed")),
    texts: (name) => joinedTexts(partsOf(name, "text"), rows),
  };
}

type Part =
  | { readonly kind: "fixed"; readonly bytes: Uint8Array }
  | { readonly kind: "text"; readonly texts: readonly string[]; readonly which: ArrayLike<number> };

function readBlock(reader: Reader, parts: Map<string, Part[]>): number {
  const [columns, rows] = [reader.varint(), reader.varint()];
  for (let column = 0; column < columns; column += 1) {
    const [name, type] = [reader.text(), reader.text()];
    if (rows === 0) continue;
    const part = readPart(reader, type, rows);
    if (part === undefined) throw new Error(`the column "${name}" is of a type that is not read by columns: ${type}`);
    const before = parts.get(name);
    if (before) before.push(part);
    else parts.set(name, [part]);
  }
  return rows;
}

function readPart(reader: Reader, type: string, rows: number): Part | undefined {
  if (type === "LowCardinality(String)") return readDictionary(reader);
  if (type === "String") return readStrings(reader, rows);
  const width = widthOf(type);
  return width === undefined ? undefined : { kind: "fixed", bytes: reader.take(width * rows) };
}

const widths: ReadonlyMap<string, number> = new Map([
  ...["Bool", "UInt8", "Int8", "Enum8"].map((name) => [name, 1] as const),
  ...["UInt16", "Int16", "Enum16"].map((name) => [name, 2] as const),
  ...["UInt32", "Int32", "Float32", "DateTime"].map((name) => [name, 4] as const),
  ...["UInt64", "Int64", "Float64", "DateTime64"].map((name) => [name, 8] as const),
]);

function widthOf(type: string): number | undefined {
  const [name = "", first = ""] = type.split(/[(,)]/, 2);
  if (name === "FixedString") return Number(first);
  if (name === "Decimal") return Number(first) <= 9 ? 4 : Number(first) <= 18 ? 8 : 16;
  return widths.get(name);
}

/** Low byte of what stands before a dictionary: how wide the numbers are that point into it. */
const pointers = [Uint8Array, Uint16Array, Uint32Array] as const;

function readDictionary(reader: Reader): Part {
  const version = reader.u64();
  const [kind, count] = [reader.u64(), reader.u64()];
  const Pointers = pointers[kind % 256];
  if (version !== 1 || Pointers === undefined) throw new Error(`a dictionary of kind ${version}/${kind} is not read`);
  const texts = Array.from({ length: count }, () => reader.text());
  const rows = reader.u64();
  const bytes = new Uint8Array(reader.take(rows * Pointers.BYTES_PER_ELEMENT));
  return { kind: "text", texts, which: new Pointers(bytes.buffer, 0, rows) };
}

function readStrings(reader: Reader, rows: number): Part {
  const known = new Map<string, number>();
  const which = new Uint32Array(rows);
  for (let row = 0; row < rows; row += 1) which[row] = placeIn(known, reader.text());
  return { kind: "text", texts: [...known.keys()], which };
}

function placeIn(known: Map<string, number>, text: string): number {
  const place = known.get(text) ?? known.size;
  if (place === known.size) known.set(text, place);
  return place;
}

function joinedBytes(parts: readonly { readonly bytes: Uint8Array }[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(parts.reduce((sum, { bytes }) => sum + bytes.length, 0));
  let at = 0;
  for (const { bytes } of parts) {
    joined.set(bytes, at);
    at += bytes.length;
  }
  return joined;
}

function joinedTexts(parts: readonly Extract<Part, { kind: "text" }>[], rows: number): TextColumn {
  const known = new Map<string, number>();
  const joined = new Uint32Array(rows);
  let at = 0;
  for (const { texts, which } of parts) {
    const places = Uint32Array.from(texts, (text) => placeIn(known, text));
    for (let row = 0; row < which.length; row += 1) joined[at + row] = places[which[row] as number] as number;
    at += which.length;
  }
  return { texts: [...known.keys()], which: joined };
}

class Reader {
  private at = 0;
  private readonly bytes: Buffer;

  constructor(bytes: Uint8Array) {
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  isAtEnd(): boolean {
    return this.at >= this.bytes.length;
  }

  take(length: number): Buffer {
    const from = this.at;
    this.at += length;
    if (this.at > this.bytes.length) throw new Error("the engine's answer ends too early");
    return this.bytes.subarray(from, this.at);
  }

  varint(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const [byte = 0] = this.take(1);
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  }

  u64(): number {
    return Number(this.take(8).readBigUInt64LE());
  }

  text(): string {
    const length = this.varint();
    const from = this.at;
    this.take(length);
    return this.bytes.toString("utf8", from, this.at);
  }
}
