import type { Span } from "../../model/span.ts";
import type { Store } from "../store.ts";
import { type InTraces, later, minute, ofTraces, within } from "./conditions.ts";
import type { Range, SpanFilters } from "./filters.ts";
import { entryKey, readEntries, withAdopted, withEntry } from "./ledger-entries.ts";
import { type PageAsked, reachesBack, rememberReach } from "./newest-reach.ts";
import {
  type Cursor,
  decodeCursor,
  encodeCursor,
  hexId,
  nanos,
  type Page,
  type PageQuery,
  pageOf,
  wholeNumber,
} from "./page.ts";
import { Parameters } from "./parameters.ts";
import { findOrigins } from "./read-origins.ts";
import { readSurroundings } from "./referring-row.ts";
import { type Shown, shownInLedger, shownSpans } from "./shown-spans.ts";
import { readSpanRows, spanColumns, toSpan } from "./span-row.ts";
import { spanSortOf } from "./span-sorts.ts";

/** Spans that begin in the range, newest first unless asked otherwise. Those another span says all of are left out. */
export async function findSpans(
  store: Store,
  filters: SpanFilters & InTraces,
  page: PageQuery,
  content: "full" | "none",
): Promise<Page<Span>> {
  const { sort = "start", order = "desc", limit } = page;
  const by = spanSortOf(sort);
  const cursor = page.cursor === undefined ? undefined : decodeCursor(page.cursor, sort, order, patterns);
  const range = cursor?.range ?? filters.range;
  const attributes = await findOrigins(store, filters.project, filters.attributes);
  const asked = { ...filters, range, ...(attributes && { attributes }) };
  const shown = by.isOfLedger ? shownInLedger : shownSpans(asked);
  const search = { filters: asked, shown, by, order, limit, cursor };
  const places = sort === "start" && order === "desc" ? await newest(store, search) : await sorted(store, search);
  const spans = await readPlaces(store, filters.project, places.slice(0, limit), content);
  const { nextCursor } = pageOf(places, limit, String, ({ sorted: value, start, trace, span }) =>
    encodeCursor({ sort, order, range, place: [value, start, trace, span] }),
  );
  return { items: places.slice(0, limit).flatMap((place) => spans.get(keyOf(place)) ?? []), nextCursor };
}

const patterns = [wholeNumber, nanos, hexId(16), hexId(8)];

/** Where the pages of the newest spans look that such a cursor leads through. */
export const rangeOf = (cursor: string): Range => decodeCursor(cursor, "start", "desc", patterns).range;

interface Search {
  readonly filters: SpanFilters & InTraces;
  readonly shown: Shown;
  readonly by: ReturnType<typeof spanSortOf>;
  readonly order: "asc" | "desc";
  readonly limit: number;
  readonly cursor: Cursor | undefined;
}

interface Place {
  readonly sorted: string;
  readonly start: string;
  readonly trace: string;
  readonly span: string;
}

const keyOf = ({ trace, span, start }: Omit<Place, "sorted">) => `${trace} ${span} ${start}`;

/** What lies at the newest end is looked through before anything else. */
async function newest(store: Store, search: Search): Promise<Place[]> {
  const { filters, shown, limit, cursor } = search;
  const page: PageAsked = {
    ...{ table: shown.table, filters, limit, isFirst: cursor === undefined },
    placed: (add) => placed(search, filters, add),
    own: (add) => shown.own(filters, add),
  };
  for await (const { low } of reachesBack(store, page)) {
    const from = later(low, filters.range.from);
    const places = await look(store, search, { ...filters, range: { ...filters.range, from } });
    const last = places[limit];
    if (last !== undefined) rememberReach(store, page, BigInt(last.start));
    if (last !== undefined || from <= filters.range.from) return places;
  }
  return look(store, search, filters);
}

const sorted = (store: Store, search: Search) => look(store, search, search.filters, "heavy");

async function look(
  store: Store,
  search: Search,
  filters: Search["filters"],
  lane: "interactive" | "heavy" = "interactive",
): Promise<Place[]> {
  const { shown, by, order, limit } = search;
  const add = new Parameters();
  const conditions = [...placed(search, filters, add), ...by.having, ...shown.conditions(filters, add)];
  const text = `
    SELECT ${by.expression} AS sorted, start, lower(hex(trace_id)) AS trace, lower(hex(span_id)) AS span
    FROM ${shown.table} FINAL
    WHERE ${conditions.join(" AND ")}
    ORDER BY sorted ${order}, start ${order}, trace_id ${order}, span_id ${order}
    LIMIT ${add.add("UInt32", limit + 1)}`;
  return store.query<Place>({ text, params: add.values, lane });
}

function placed({ by, cursor }: Search, filters: Search["filters"], add: Parameters): string[] {
  const bounds = [...within(filters.project, "start", filters.range, add), ...ofTraces(filters, add)];
  return cursor === undefined ? bounds : [...bounds, ...behind(cursor, by.expression, add)];
}

function behind({ order, place }: Cursor, expression: string, add: Parameters): string[] {
  const [value = "", start = "", trace = "", span = ""] = place;
  const beyond = order === "desc" ? "<" : ">";
  const from = add.nanos(BigInt(start));
  const later = `(start, trace_id, span_id) ${beyond} (${from}, ${add.id(trace)}, ${add.id(span)})`;
  if (expression === "start") return [`start ${beyond}= ${from}`, later];
  const told = add.add("Int64", value);
  return [`(${expression} ${beyond} ${told} OR (${expression} = ${told} AND ${later}))`];
}

/** The spans at these places, whole, by `keyOf`. */
async function readPlaces(
  store: Store,
  project: string,
  places: readonly Place[],
  content: "full" | "none",
): Promise<ReadonlyMap<string, Span>> {
  if (places.length === 0) return new Map();
  const add = new Parameters();
  const starts = places.map(({ start }) => BigInt(start)).sort((one, other) => (one < other ? -1 : 1));
  const range = { from: starts[0] ?? 0n, to: (starts.at(-1) ?? 0n) + 1n };
  const minutes = add.add(
    "Array(UInt64)",
    places.map(({ start }) => BigInt(start) / 60_000_000_000n),
  );
  const traces = add.strings(places.map(({ trace }) => trace));
  const spans = add.strings(places.map(({ span }) => span));
  const named = `arrayMap((m, t, s) -> (m, toFixedString(unhex(t), 16), toFixedString(unhex(s), 8)), ${minutes}, ${traces}, ${spans})`;
  const text = `
    SELECT ${spanColumns} FROM spans FINAL
    WHERE ${within(project, "start", range, add).join(" AND ")}
      AND (${minute}, trace_id, span_id) IN (SELECT arrayJoin(${named}))`;
  const [rows, entries] = await Promise.all([
    readSpanRows(store, { text, params: add.values }),
    readEntries(store, project, places),
  ]);
  const surroundings = await readSurroundings(store, project, rows, content);
  return new Map(
    rows.map((row) => {
      const entry = entries.get(entryKey(row));
      return [keyOf(row), withEntry(toSpan(withAdopted(row, entry), surroundings), entry)];
    }),
  );
}
