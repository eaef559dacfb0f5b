import { BadRequest } from "../../errors.ts";
import type { Store } from "../store.ts";
import { type Filters, within } from "./filters.ts";
import {
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

/** What the lists of traces and of sessions can be sorted by. */
const sorts: ReadonlyMap<string, string> = new Map([
  ["start", "start"],
  ["duration", "toInt64(end - start)"],
  ["spans", "toInt64(span_count)"],
  ["errors", "toInt64(error_count)"],
  ["llmCalls", "toInt64(llm_calls)"],
  ["toolCalls", "toInt64(tool_calls)"],
  ["tokens", "toInt64(input_tokens + output_tokens)"],
]);

interface Summaries {
  readonly table: "traces" | "sessions";
  readonly columns: string;
  /** The column of the id, how it is told, and how a told one is compared. */
  readonly id: string;
  readonly toldId: string;
  readonly idPattern: RegExp;
  readonly compare: (add: Parameters, id: string) => string;
  readonly conditions: (filters: Filters, add: Parameters) => string[];
}

interface PlacedRow {
  readonly sorted: string;
  readonly start: string;
  readonly place_id: string;
}

/**
 * A page of summaries. The newest page reads in the order of the key: how far back it must look is found from the key
 * alone, and only the minutes from there on are read whole.
 */
export async function findSummaries<Row, Item>(
  store: Store,
  summaries: Summaries,
  filters: Filters,
  page: PageQuery,
  toItem: (row: Row) => Item,
): Promise<Page<Item>> {
  const { sort = "start", order = "desc", limit } = page;
  const expression = sorts.get(sort);
  if (expression === undefined) throw new BadRequest(`sort by one of ${[...sorts.keys()].join(", ")}, not "${sort}"`);
  const patterns = [wholeNumber, nanos, summaries.idPattern];
  const cursor = page.cursor === undefined ? undefined : decodeCursor(page.cursor, sort, order, patterns);
  const range = cursor?.range ?? filters.range;
  const asked = { summaries, filters: { ...filters, range }, expression, order, limit, cursor };
  const isNewestFirst = sort === "start" && order === "desc";
  let rows = isNewestFirst ? await store.query<Row & PlacedRow>(question(asked, "recent")) : [];
  if (rows.length <= limit) rows = await store.query<Row & PlacedRow>(question(asked, "all"));
  return pageOf(rows, limit, toItem, (row) =>
    encodeCursor({ sort, order, range, place: [row.sorted, row.start, row.place_id] }),
  );
}

interface Asked {
  readonly summaries: Summaries;
  readonly filters: Filters;
  readonly expression: string;
  readonly order: "asc" | "desc";
  readonly limit: number;
  readonly cursor: Cursor | undefined;
}

function question({ summaries, filters, expression, order, limit, cursor }: Asked, reach: "recent" | "all") {
  const add = new Parameters();
  const { table, columns, id, toldId } = summaries;
  const conditions = [
    ...within(filters.project, "start", filters.range, add),
    ...(cursor === undefined ? [] : behind(cursor, summaries, expression, add)),
  ];
  const told = [...conditions, ...summaries.conditions(filters, add)];
  const reaching = reach === "recent" ? [...told, recent(table, told, (limit + 1) * 4)] : told;
  const text = `
    SELECT ${expression} AS sorted, ${toldId} AS place_id, ${columns}
    FROM ${table} FINAL
    WHERE ${reaching.join(" AND ")}
    ORDER BY ${expression} ${order}, start ${order}, ${id} ${order}
    LIMIT ${add.add("UInt32", limit + 1)}`;
  return { text, params: add.values };
}

const minute = "intDiv(start, 60000000000)";

/** Rows that were replaced or removed count here too, so what it finds may be too little: then all is read. */
function recent(table: string, conditions: readonly string[], rows: number): string {
  return `start >= (
    SELECT min(begun) * 60000000000 FROM (
      SELECT ${minute} AS begun FROM ${table} WHERE ${conditions.join(" AND ")}
      ORDER BY ${minute} DESC LIMIT ${Math.trunc(rows)}
    )
  )`;
}

function behind({ order, place }: Cursor, summaries: Summaries, expression: string, add: Parameters): string[] {
  const [sorted = "", start = "", id = ""] = place;
  const beyond = order === "desc" ? "<" : ">";
  const from = add.nanos(BigInt(start));
  const sameStart = `start = ${from} AND ${summaries.id} ${beyond} ${summaries.compare(add, id)}`;
  const laterStart = `(start ${beyond} ${from} OR (${sameStart}))`;
  if (expression === "start") return [`start ${beyond}= ${from}`, laterStart];
  const value = add.add("Int64", sorted);
  return [`(${expression} ${beyond} ${value} OR (${expression} = ${value} AND ${laterStart}))`];
}
