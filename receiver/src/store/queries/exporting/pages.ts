import type { Columns } from "../../native-columns.ts";
import type { Store } from "../../store.ts";
import { within } from "../conditions.ts";
import type { Filters, Range } from "../filters.ts";
import { Parameters } from "../parameters.ts";
import { aMinute, stretchesOf, timeOf } from "./stretches.ts";

/** A table that is read in the order of its sort key. */
export interface KeyedTable<Row> {
  readonly name: "spans" | "logs";
  readonly columns: string;
  /** What the sort key holds behind the project; the first is the minute. */
  readonly key: readonly KeyPart[];
  /** How many of the last parts of the key name a row. */
  readonly naming: 1 | 2;
  /** Of the export, whatever is asked for. */
  readonly always: string;
  /** Where those that answer are found, by what; undefined where all are asked for. The key is the same there. */
  readonly found: (filters: Filters) => Found | undefined;
  readonly placeOf: (row: Row) => Place;
}

export interface Found {
  readonly table: string;
  readonly conditions: (add: Parameters) => string[];
}

/** A number, or an id of so many bytes. */
interface KeyPart {
  readonly expression: string;
  readonly bytes: "number" | 8 | 16;
}

/** Where a row stands in the order of the key: numbers in decimal, ids in hex. */
export type Place = readonly string[];

/** So many rows, or so many bytes, are read at a time; the bytes are looked at after each block. */
const rowsAtOnce = 2000;
const bytesAtOnce = 4 * 1024 * 1024;
const blockRows = 64;
/** So many rows are looked for before they are read, where only some are asked for. */
const foundAtOnce = 100_000;
const namedAtOnce = 1000;

/**
 * The rows of the range that answer to the filters, by pages in the order of the sort key: a page is one question, so
 * that nothing is held between two of them and others have their turn. What comes in meanwhile may be told or not.
 */
export async function* pagesOf<Row>(
  store: Store,
  table: KeyedTable<Row>,
  filters: Filters,
): AsyncGenerator<readonly Row[]> {
  const { project } = filters;
  for await (const range of stretchesOf(store, table.name, project, filters.range)) {
    const found = table.found({ ...filters, range });
    if (found === undefined) yield* pagesIn(store, table, project, range);
    else yield* pagesFound(store, table, found, { project, range });
  }
}

/** Of what is looked through at a time. */
interface Stretch {
  readonly project: string;
  readonly range: Range;
}

/** First which rows they are, so that what is asked of other tables is asked once; then the rows, by their names. */
async function* pagesFound<Row>(store: Store, table: KeyedTable<Row>, found: Found, stretch: Stretch) {
  let place: Place | undefined;
  for (let more = true; more; ) {
    const places = await find(store, table, found, { ...stretch, place });
    const placeAt = placesIn(places, table.key);
    for (let at = 0; at < places.rows; at += namedAtOnce) {
      const count = Math.min(namedAtOnce, places.rows - at);
      const named = Array.from({ length: count }, (_, offset) => placeAt(at + offset));
      yield* pagesIn(store, table, stretch.project, minutesOf(named, stretch.range), named);
    }
    more = places.rows === foundAtOnce;
    place = places.rows > 0 ? placeAt(places.rows - 1) : undefined;
  }
}

function find<Row>(
  store: Store,
  table: KeyedTable<Row>,
  found: Found,
  { project, range, place }: Stretch & { readonly place: Place | undefined },
): Promise<Columns> {
  const add = new Parameters();
  const conditions = [
    ...within(project, timeOf[table.name], range, add),
    ...found.conditions(add),
    ...(place === undefined ? [] : [behind(table.key, place, add)]),
  ];
  const parts = table.key.map(({ expression }, at) => `${expression} AS part_${at}`);
  const text = `
    SELECT ${parts.join(", ")} FROM ${found.table} FINAL
    WHERE ${conditions.join(" AND ")}
    ORDER BY ${order(table.key)} LIMIT ${add.add("UInt32", foundAtOnce)}`;
  return store.columns({ text, params: add.values });
}

async function* pagesIn<Row>(
  store: Store,
  table: KeyedTable<Row>,
  project: string,
  range: Range,
  named?: readonly Place[],
): AsyncGenerator<readonly Row[]> {
  let place: Place | undefined;
  for (let read = 0; named === undefined || read < named.length; ) {
    const rows = await readPage(store, table, { project, range, named, place });
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows;
    place = table.placeOf(last);
    read += rows.length;
  }
}

interface Asked {
  readonly project: string;
  readonly range: Range;
  readonly named: readonly Place[] | undefined;
  readonly place: Place | undefined;
}

function readPage<Row>(store: Store, table: KeyedTable<Row>, { project, range, named, place }: Asked): Promise<Row[]> {
  const add = new Parameters();
  const conditions = [
    ...within(project, timeOf[table.name], range, add),
    table.always,
    ...(named === undefined ? [] : [isNamed(table, named, add)]),
    ...(place === undefined ? [] : [behind(table.key, place, add)]),
  ];
  const { limit, settings } = bounds(store);
  const text = `
    SELECT ${table.columns} FROM ${table.name} FINAL
    WHERE ${conditions.join(" AND ")}
    ORDER BY ${order(table.key)} LIMIT ${add.add("UInt32", limit)}`;
  return store.query<Row>({ text, params: add.values, settings });
}

/**
 * One engine stops at a number of bytes and has told the first rows by then. Of several, each would stop by itself, and
 * what it left out would be missing among the others': there a page is few rows.
 */
function bounds(store: Store) {
  if (store.cluster !== undefined) return { limit: rowsAtOnce / 10, settings: {} };
  const settings = {
    max_result_bytes: bytesAtOnce,
    result_overflow_mode: "break",
    max_block_size: blockRows,
    query_plan_optimize_lazy_materialization: 0,
  };
  return { limit: rowsAtOnce, settings };
}

const order = (key: readonly KeyPart[]) => key.map(({ expression }) => expression).join(", ");

/** Behind the place in the order of the key, said so that the index is of use. */
function behind(key: readonly KeyPart[], place: Place, add: Parameters): string {
  const [first, ...others] = key.map(({ expression, bytes }, at) => {
    const text = place[at] ?? "";
    return { expression, value: bytes === "number" ? add.nanos(BigInt(text)) : add.id(text) };
  });
  const beyond = others.reduceRight(
    (inner, { expression, value }) =>
      `(${expression} > ${value}${inner === "" ? "" : ` OR (${expression} = ${value} AND ${inner})`})`,
    "",
  );
  if (first === undefined) return "1";
  return `${first.expression} >= ${first.value} AND (${first.expression} > ${first.value} OR ${beyond})`;
}

function isNamed<Row>({ key, naming }: KeyedTable<Row>, named: readonly Place[], add: Parameters): string {
  const parts = key.slice(-naming);
  const lists = parts.map((_, at) => add.strings(named.map((place) => place[key.length - naming + at] ?? "")));
  const ids = parts.map(({ bytes }, at) => `toFixedString(unhex(id_${at}), ${bytes})`);
  const names = parts.map((_, at) => `id_${at}`).join(", ");
  const columns = parts.map(({ expression }) => expression).join(", ");
  return `(${columns}) IN (SELECT arrayJoin(arrayMap((${names}) -> (${ids.join(", ")}), ${lists.join(", ")})))`;
}

function minutesOf(places: readonly Place[], range: Range): Range {
  const from = BigInt(places[0]?.[0] ?? 0) * aMinute;
  const to = (BigInt(places.at(-1)?.[0] ?? 0) + 1n) * aMinute;
  return { from: from > range.from ? from : range.from, to: to < range.to ? to : range.to };
}

function placesIn(columns: Columns, key: readonly KeyPart[]): (row: number) => Place {
  const parts = key.map(({ bytes }, at) => {
    const values = columns.fixed(`part_${at}`);
    return textsIn(Buffer.from(values.buffer, values.byteOffset, values.byteLength), bytes);
  });
  return (row) => parts.map((textAt) => textAt(row));
}

function textsIn(values: Buffer, bytes: KeyPart["bytes"]): (row: number) => string {
  if (bytes === "number") return (row) => String(values.readBigUInt64LE(row * 8));
  return (row) => values.toString("hex", row * bytes, (row + 1) * bytes);
}
