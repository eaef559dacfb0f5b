import { BadRequest } from "../../errors.ts";
import { longest } from "../rollups/lengths.ts";
import type { Store } from "../store.ts";
import { summedOfCells, sumsOfCells, withCellSums } from "./cell-sums.ts";
import { askOverCells } from "./cells-asked.ts";
import type { Filters, SpanFilters } from "./filters.ts";
import {
  anyText,
  type Cursor,
  decodeCursor,
  encodeCursor,
  type Page,
  type PageQuery,
  pageOf,
  wholeNumber,
} from "./page.ts";
import type { Parameters } from "./parameters.ts";
import { findOrigins } from "./read-origins.ts";
import { type SumsRow, sums } from "./sums.ts";

/** Spans grouped by what they name: what names it, what else tells it apart, and which of the spans are calls of it. */
export interface Grouping {
  readonly spans: (filters: SpanFilters, add: Parameters) => string;
  readonly name: string;
  readonly detail: (add: Parameters) => string;
  readonly call: string;
  readonly where: string;
  /** What else is told of each. */
  readonly columns: readonly string[];
  /** Beside those that all have. Whole numbers that fit into 64 bits. */
  readonly sorts: ReadonlyMap<string, string>;
  /** Whether all of this can be asked of cells of rollups, whose columns are called as those of the spans. */
  readonly inCells?: boolean;
}

export interface GroupRow extends SumsRow {
  readonly entity: string;
  readonly particular: string;
  readonly trace_count: string;
  readonly earliest: string;
  readonly latest: string;
  readonly last_trace: string;
  readonly last_span: string;
  readonly sorted: string;
}

const sorts: ReadonlyMap<string, string> = new Map([
  ["calls", "toInt64(call_count)"],
  ["failures", "toInt64(failure_count)"],
  // In billionths.
  ["failureRate", "toInt64(failure_count * 1000000000 / greatest(failure_count + success_count, 1))"],
  ["latency", "toInt64(if(timed = 0, 0, toInt128(time_sum) / timed))"],
  ["p95", "if(timed = 0, 0, toInt64(latencies[3]))"],
  ["traces", "toInt64(trace_count)"],
  ["tokens", "toInt64(input_sum + output_sum)"],
  ["cost", "toInt64(least(toDecimal128(cost_total, 12), toDecimal128(9000000000, 12)) * 1000000000)"],
  ["last", "toInt64(latest)"],
]);

/** A page of the groups, the most called first unless asked otherwise. */
export async function groupedPage<Row extends GroupRow, Item>(
  store: Store,
  grouping: Grouping,
  asked: { readonly filters: Filters; readonly page: PageQuery },
  toItem: (row: Row) => Item,
): Promise<Page<Item>> {
  const { filters, page } = asked;
  const { sort = "calls", order = "desc", limit } = page;
  const cursor =
    page.cursor === undefined ? undefined : decodeCursor(page.cursor, sort, order, [wholeNumber, anyText, anyText]);
  const range = cursor?.range ?? filters.range;
  const attributes = await findOrigins(store, filters.project, filters.attributes);
  const ofSpans = { ...filters, range, ...(attributes && { attributes }) };
  const rows = await askOverCells<Row>(
    store,
    { ...filters, range },
    grouping.inCells ? longest : undefined,
    (add, cells) => {
      const told = [
        `${grouping.name} AS entity`,
        `${grouping.detail(add)} AS particular`,
        ...(cells ? [sumsOfCells(grouping.call), tracesOfCells] : [sums(grouping.call), tracesOfSpans]),
        ...grouping.columns,
        `${sortOf(sort, grouping)} AS sorted`,
      ];
      return `
      ${cells ? withCellSums : ""}
      SELECT ${told.join(", ")}
      FROM (${cells ? cells(add, columns) : grouping.spans(ofSpans, add)})
      WHERE ${grouping.where} AND entity != ''
      GROUP BY entity, particular
      ${cursor === undefined ? "" : `HAVING ${behind(cursor, add)}`}
      ORDER BY sorted ${order}, entity ${order}, particular ${order}
      LIMIT ${add.add("UInt32", limit + 1)}`;
    },
  );
  return pageOf(rows, limit, toItem, (row) =>
    encodeCursor({ sort, order, range, place: [row.sorted, row.entity, row.particular] }),
  );
}

const tracesOfSpans = `
  uniqExact(in_trace) AS trace_count, min(start) AS earliest, max(start) AS latest,
  lower(hex(argMax(in_trace, start))) AS last_trace, lower(hex(argMax(span_id, start))) AS last_span`;
const columns = [
  ...summedOfCells,
  ...["kind", "used_model", "provider", "tool_name", "agent_name"],
  ...["in_traces", "first_start", "last_start", "trace_of_last", "span_of_last"],
];
const tracesOfCells = `
  arrayUniq(groupArrayArray(in_traces)) AS trace_count, min(first_start) AS earliest, max(last_start) AS latest,
  lower(hex(argMax(trace_of_last, last_start))) AS last_trace,
  lower(hex(argMax(span_of_last, last_start))) AS last_span`;

function sortOf(sort: string, grouping: Grouping): string {
  const expression = sorts.get(sort) ?? grouping.sorts.get(sort);
  if (expression !== undefined) return expression;
  const known = [...sorts.keys(), ...grouping.sorts.keys()];
  throw new BadRequest(`sort by one of ${known.join(", ")}, not "${sort}"`);
}

function behind({ order, place: [sorted = "", name = "", detail = ""] }: Cursor, add: Parameters): string {
  const beyond = order === "desc" ? "<" : ">";
  const value = add.add("Int64", sorted);
  const entity = add.string(name);
  const sameName = `entity = ${entity} AND particular ${beyond} ${add.string(detail)}`;
  return `(sorted ${beyond} ${value} OR (sorted = ${value} AND (entity ${beyond} ${entity} OR (${sameName}))))`;
}
