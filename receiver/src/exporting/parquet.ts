import { constants, zstdCompressSync } from "node:zlib";
import { ByteWriter, ParquetWriter } from "hyparquet-writer";
import type { Column } from "./column.ts";

/** A group of rows is held and written at once: this many characters, or rows, whichever comes first. */
const groupCharacters = 6 * 1024 * 1024;
const groupRows = 20_000;

/** The bytes of a Parquet file; without its end, which comes last, nobody can read it. */
export async function* parquetPieces<Item>(
  columns: readonly Column<Item>[],
  batches: AsyncIterable<readonly Item[]>,
): AsyncGenerator<Uint8Array> {
  const bytes = new Pieces();
  const writer = new ParquetWriter({
    writer: bytes,
    schema: [{ name: "spanwise", num_children: columns.length }, ...columns.map(elementOf)],
    codec: "ZSTD",
    compressors: { ZSTD: (input: Uint8Array) => zstdCompressSync(input, zstd) },
    createdBy: "Spanwise",
  });
  let group = emptyGroup(columns);
  const write = async () => {
    const columnData = group.columns.map(({ name, values, isLong }) => ({
      ...{ name, data: values, statistics: !isLong, offsetIndex: false },
    }));
    await writer.write({ columnData, rowGroupSize: groupRows });
    group = emptyGroup(columns);
    return bytes.take();
  };
  for await (const items of batches) {
    for (const item of items) {
      addRow(group, columns, item);
      if (group.rows >= groupRows || group.characters >= groupCharacters) yield await write();
    }
  }
  if (group.rows > 0) yield await write();
  await writer.finish();
  yield bytes.take();
}

const zstd = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

class Pieces extends ByteWriter {
  /** What was written since the last time. */
  take(): Uint8Array {
    const taken = new Uint8Array(this.buffer, 0, this.index);
    this.buffer = new ArrayBuffer(1024);
    this.view = new DataView(this.buffer);
    this.index = 0;
    return taken;
  }
}

type Value = string | bigint | boolean | null;

interface Group {
  readonly columns: readonly { readonly name: string; readonly values: Value[]; readonly isLong: boolean }[];
  rows: number;
  characters: number;
}

function emptyGroup<Item>(columns: readonly Column<Item>[]): Group {
  const empty = columns.map(({ name, type }) => ({ name, values: [], isLong: type === "json" }));
  return { columns: empty, rows: 0, characters: 0 };
}

function addRow<Item>(group: Group, columns: readonly Column<Item>[], item: Item): void {
  for (const [at, column] of columns.entries()) {
    const value = toldBy(column, item);
    group.columns[at]?.values.push(value);
    group.characters += typeof value === "string" ? value.length : 8;
  }
  group.rows += 1;
}

function toldBy<Item>(column: Column<Item>, item: Item): Value {
  switch (column.type) {
    case "text":
      return column.of(item)?.toWellFormed() ?? null;
    case "flag":
      return column.of(item);
    case "json": {
      const value = column.of(item);
      return value === null || value === undefined ? null : (JSON.stringify(value) ?? null);
    }
    case "money":
      return inTrillionths(column.of(item));
    default:
      return inSixtyFourBits(column.of(item));
  }
}

const most = 2n ** 63n - 1n;

/** Null beyond the year 2262, as Parquet cannot tell it. */
function inSixtyFourBits(value: string | number | null): bigint | null {
  if (value === null) return null;
  const number = BigInt(value);
  return number > most ? null : number;
}

const places = 12;

function inTrillionths(dollars: string | null): bigint | null {
  if (dollars === null) return null;
  const [units = "0", fraction = ""] = dollars.split(".");
  return BigInt(units + fraction.slice(0, places).padEnd(places, "0"));
}

function elementOf<Item>({ name, type }: Column<Item>) {
  return { name, repetition_type: "OPTIONAL", ...elements[type] } as const;
}

const string = { type: "BYTE_ARRAY", converted_type: "UTF8" } as const;
const elements = {
  text: string,
  json: string,
  time: { type: "INT64", logical_type: { type: "TIMESTAMP", isAdjustedToUTC: true, unit: "NANOS" } },
  whole: { type: "INT64" },
  money: { type: "FIXED_LEN_BYTE_ARRAY", type_length: 16, converted_type: "DECIMAL", precision: 38, scale: places },
  flag: { type: "BOOLEAN" },
} as const;
