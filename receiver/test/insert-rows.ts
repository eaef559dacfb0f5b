import { Parameters } from "../src/store/queries/parameters.ts";
import type { Store } from "../src/store/store.ts";

type Table =
  | "spans_in"
  | "logs_in"
  | "points_in"
  | "traces"
  | "ledger"
  | "sessions"
  | "spans"
  | "rejected"
  | "contents"
  | "origins";
type Row = Readonly<Record<string, unknown>>;

/**
 * Puts rows into a table as if they had come in, a column the row does not name at its default. Ids and hashes are hex,
 * `received` is milliseconds, a Map is two lists `[keys, texts]`, bytes are a Buffer.
 */
export async function insertRows(store: Store, table: Table, rows: readonly Row[]): Promise<void> {
  for (const row of rows) {
    const add = new Parameters();
    const entries = Object.entries({ retention: 30, ...row });
    const values = entries.map(([column, value]) => expression(column, value, add));
    const text = `INSERT INTO ${table} (${entries.map(([column]) => column).join(", ")}) SELECT ${values.join(", ")}`;
    await store.command({ text, params: add.values });
  }
}

const ids: ReadonlyMap<string, number> = new Map([
  ...["trace_id", "id", "origin", "series", "hash"].map((name) => [name, 16] as const),
  ...["span_id", "parent_span_id", "duplicate_of", "root_span_id"].map((name) => [name, 8] as const),
]);

function expression(column: string, value: unknown, add: Parameters): string {
  const bytes = ids.get(column);
  if (bytes !== undefined) return `toFixedString(unhex(${add.string(String(value))}), ${bytes})`;
  if (column === "received") return `fromUnixTimestamp64Milli(${add.add("Int64", value)}, 'UTC')`;
  if (column === "refs" || column === "exemplar_traces")
    return `arrayMap(h -> toFixedString(unhex(h), 16), ${add.strings(value as string[])})`;
  if (Buffer.isBuffer(value)) return `base64Decode(${add.string(value.toString("base64"))})`;
  if (Array.isArray(value)) return list(column, value, add);
  if (typeof value === "bigint") return value < 0n ? add.add("Int64", value) : add.add("UInt64", value);
  if (typeof value === "boolean") return value ? "true" : "false";
  if (typeof value === "number") return add.add("Float64", value);
  return add.string(String(value));
}

const maps = new Set(["attributes", "resource", "scope_attributes"]);

function list(column: string, value: readonly unknown[], add: Parameters): string {
  if (maps.has(column)) {
    const [keys, texts] = value as [string[], string[]];
    return `mapFromArrays(${add.strings(keys)}, ${add.strings(texts)})`;
  }
  if (column === "contents" || column === "origins") throw new Error(`put ${column} into their own table`);
  if (value.some(Buffer.isBuffer)) {
    const encoded = value.map((one) => (one as Buffer).toString("base64"));
    return `arrayMap(b -> base64Decode(b), ${add.strings(encoded)})`;
  }
  if (value.every((one) => typeof one === "bigint")) return add.add("Array(UInt64)", value.map(String));
  if (value.every((one) => typeof one === "number"))
    return `arrayMap(n -> toFloat64(n), ${add.strings(value.map(String))})`;
  return add.strings(value as string[]);
}
