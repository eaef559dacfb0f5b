import type { Store } from "../store.ts";
import { later, within } from "./conditions.ts";
import type { Filters } from "./filters.ts";
import { type PageAsked, reachesBack, rememberReach } from "./newest-reach.ts";
import {
  anyText,
  type Cursor,
  decodeCursor,
  encodeCursor,
  nanos,
  type Page,
  type PageQuery,
  pageOf,
  wholeNumber,
} from "./page.ts";
import { Parameters } from "./parameters.ts";
import { findOrigins } from "./read-origins.ts";
import { type Sort, sortOf } from "./summary-sorts.ts";

interface Summaries {
  readonly table: "traces" | "sessions";
  readonly columns: string;
  /** The column of the id, how it is told, and how a told one is compared. */
  readonly id: string;
  readonly toldId: string;
  readonly idPattern: RegExp;
  readonly compare: (add: Parameters, id: string) => string;
  readonly conditions: (filters: Filters, add: Parameters) => string[];
  /** Of these, what a row says by itself. */
  readonly own: (filters: Filters, add: Parameters) => string[];
}

interface PlacedRow {
  readonly sorted: string;
  readonly start: string;
  readonly place_id: string;
}

/** A page of summaries. The newest page reads no further back than it must. */
export async function findSummaries<Row, Item>(
  store: Store,
  summaries: Summaries,
  filters: Filters,
  page: PageQuery,
  toItem: (row: Row) => Item,
): Promise<Page<Item>> {
  const { sort = "start", order = "desc", limit } = page;
  const by = sortOf(summaries.table, sort);
  const patterns = [by.type === "Int64" ? wholeNumber : anyText, nanos, summaries.idPattern];
  const cursor = page.cursor === undefined ? undefined : decodeCursor(page.cursor, sort, order, patterns);
  const range = cursor?.range ?? filters.range;
  const asked = { summaries, filters: { ...filters, range }, by, order, limit, cursor };
  const isNewestFirst = sort === "start" && order === "desc";
  const rows = isNewestFirst ? await newest<Row>(store, asked) : await all<Row>(store, await withOrigins(store, asked));
  return pageOf(rows, limit, toItem, (row) =>
    encodeCursor({ sort, order, range, place: [row.sorted, row.start, row.place_id] }),
  );
}

/** What lies at the newest end is read before anything else: the further back, the more summaries stand in the way. */
async function newest<Row>(store: Store, asked: Asked): Promise<(Row & PlacedRow)[]> {
  let found: Promise<Asked> | undefined;
  const whole = () => (found ??= withOrigins(store, asked));
  const page = pageAsked(asked, whole);
  for await (const { low, among, standing } of reachesBack(store, page)) {
    const { filters: wanted } = among === undefined ? await whole() : asked;
    const range = { ...wanted.range, from: later(wanted.range.from, low) };
    const filters = { ...wanted, range, ...(among && { among, attributes: [] }) };
    const [rowsThere, those] = await Promise.all([all<Row>(store, { ...asked, filters }), standing]);
    const rows = those === undefined ? rowsThere : rowsThere.filter(({ place_id }) => those.has(place_id));
    const last = rows[asked.limit];
    if (last !== undefined) rememberReach(store, page, BigInt(last.start));
    if (last !== undefined || (low <= asked.filters.range.from && those === undefined)) return rows;
  }
  return all(store, await whole());
}

async function withOrigins(store: Store, asked: Asked): Promise<Asked> {
  const { project, attributes } = asked.filters;
  if (attributes === undefined) return asked;
  return { ...asked, filters: { ...asked.filters, attributes: await findOrigins(store, project, attributes) } };
}

function pageAsked(asked: Asked, whole: () => Promise<Asked>): PageAsked {
  const { summaries, filters, limit, cursor } = asked;
  return {
    ...{ table: summaries.table, filters, limit, isFirst: cursor === undefined },
    placed: (add) => placed(asked, "start", add),
    own: (add) => summaries.own(filters, add),
    isOnSpans: async () => (await whole()).filters.attributes?.every(({ origins }) => origins?.length === 0) ?? true,
  };
}

function all<Row>(store: Store, asked: Asked): Promise<(Row & PlacedRow)[]> {
  return store.query<Row & PlacedRow>(question(asked));
}

interface Asked {
  readonly summaries: Summaries;
  readonly filters: Filters;
  readonly by: Sort;
  readonly order: "asc" | "desc";
  readonly limit: number;
  readonly cursor: Cursor | undefined;
}

function question(asked: Asked) {
  const { summaries, filters, by, order, limit } = asked;
  const add = new Parameters();
  const expression = by.expression(add);
  const { table, columns, id, toldId } = summaries;
  const text = `
    SELECT ${expression} AS sorted, ${toldId} AS place_id, ${columns}
    FROM ${table} FINAL
    WHERE ${[...placed(asked, expression, add), ...summaries.conditions(filters, add)].join(" AND ")}
    ORDER BY ${expression} ${order}, start ${order}, ${id} ${order}
    LIMIT ${add.add("UInt32", limit + 1)}`;
  return { text, params: add.values, ...(filters.among && { settings: idsFirst }) };
}

/** What all tellings of a row share, its id, is looked at before anything else of it is read. */
const idsFirst = { optimize_move_to_prewhere_if_final: 1 };

function placed({ summaries, filters, by, cursor }: Asked, expression: string, add: Parameters): string[] {
  const range = within(filters.project, "start", filters.range, add);
  return cursor === undefined ? range : [...range, ...behind(cursor, summaries, { ...by, expression }, add)];
}

interface Sorted {
  readonly expression: string;
  readonly type: Sort["type"];
}

function behind(
  { order, place }: Cursor,
  summaries: Summaries,
  { expression, type }: Sorted,
  add: Parameters,
): string[] {
  const [sorted = "", start = "", id = ""] = place;
  const beyond = order === "desc" ? "<" : ">";
  const from = add.nanos(BigInt(start));
  const sameStart = `start = ${from} AND ${summaries.id} ${beyond} ${summaries.compare(add, id)}`;
  const laterStart = `(start ${beyond} ${from} OR (${sameStart}))`;
  if (expression === "start") return [`start ${beyond}= ${from}`, laterStart];
  const value = add.add(type, sorted);
  return [`(${expression} ${beyond} ${value} OR (${expression} = ${value} AND ${laterStart}))`];
}
