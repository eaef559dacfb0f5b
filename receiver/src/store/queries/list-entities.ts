import { BadRequest } from "../../errors.ts";
import type { Cost, CostCoverage, Tokens } from "../../model/usage.ts";
import type { Store } from "../store.ts";
import { coverageOf, sumOfCosts } from "./cost-row.ts";
import { failedSpans } from "./failed-spans.ts";
import type { Filters } from "./filters.ts";
import { ledgerSpans } from "./ledger-spans.ts";
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
import { Parameters } from "./parameters.ts";
import { findOrigins } from "./read-origins.ts";
import { type SumsRow, sums } from "./sums.ts";
import { type Latency, latencyOf, successRateOf, tokensOf } from "./usage-row.ts";

export type EntityKind = "tools" | "agents" | "users" | "models" | "errors";

export interface Entity {
  readonly name: string;
  /** Of a model: who serves it. Of an error: what it says. */
  readonly detail: string | null;
  readonly calls: number;
  readonly failures: number;
  readonly successRate: number | null;
  readonly traces: number;
  readonly latency: Latency | null;
  readonly tokens: Tokens | null;
  readonly cost: Cost | null;
  readonly costCoverage: CostCoverage;
  readonly firstTime: string;
  readonly lastTime: string;
  /** The last span it was seen in. */
  readonly lastTraceId: string;
  readonly lastSpanId: string;
}

/** How an entity is named on a told span, what else tells it apart, and which spans are calls of it. */
interface Naming {
  readonly name: string;
  readonly detail: string;
  readonly call: string;
  readonly where: string;
}

const namings: Readonly<Record<EntityKind, Naming>> = {
  tools: { name: "tool_name", detail: "''", call: "counts AND kind = 'tool'", where: "kind = 'tool'" },
  agents: { name: "agent_name", detail: "''", call: "kind = 'agent'", where: "1" },
  users: { name: "user_id", detail: "''", call: "counts", where: "1" },
  models: { name: "used_model", detail: "provider", call: "counts AND kind != 'tool'", where: "1" },
  errors: {
    name: "if(error_type = '', 'error', error_type)",
    detail: "substringUTF8(if(error_message = '', status_message, error_message), 1, 300)",
    call: "1",
    where: "failed",
  },
};

const spansOf = {
  tools: ledgerSpans,
  agents: ledgerSpans,
  users: ledgerSpans,
  models: ledgerSpans,
  errors: failedSpans,
} as const satisfies Record<EntityKind, typeof ledgerSpans>;

const sorts: ReadonlyMap<string, string> = new Map([
  ["calls", "toInt64(call_count)"],
  ["failures", "toInt64(failure_count)"],
  // In billionths.
  ["failureRate", "toInt64(failure_count * 1000000000 / greatest(failure_count + success_count, 1))"],
  ["latency", "toInt64(if(timed = 0, 0, toInt128(time_sum) / timed))"],
  ["p95", "toInt64(latencies[3])"],
  ["traces", "toInt64(trace_count)"],
  ["tokens", "toInt64(input_sum + output_sum)"],
  ["cost", "toInt64(least(toDecimal128(cost_total, 12), toDecimal128(9000000000, 12)) * 1000000000)"],
  ["last", "toInt64(latest)"],
]);

/** One row for each tool, agent, user, model or error of the spans in the range; the most called first. */
export async function listEntities(
  store: Store,
  kind: EntityKind,
  filters: Filters,
  page: PageQuery,
): Promise<Page<Entity>> {
  const { sort = "calls", order = "desc", limit } = page;
  const expression = sorts.get(sort);
  if (expression === undefined) throw new BadRequest(`sort by one of ${[...sorts.keys()].join(", ")}, not "${sort}"`);
  const patterns = [wholeNumber, anyText, anyText];
  const cursor = page.cursor === undefined ? undefined : decodeCursor(page.cursor, sort, order, patterns);
  const range = cursor?.range ?? filters.range;
  const attributes = await findOrigins(store, filters.project, filters.attributes);
  const add = new Parameters();
  const { name, detail, call, where } = namings[kind];
  const text = `
    SELECT ${name} AS entity, ${detail} AS particular, ${sums(call)},
      uniqExact(in_trace) AS trace_count, min(start) AS earliest, max(start) AS latest,
      lower(hex(argMax(in_trace, start))) AS last_trace, lower(hex(argMax(span_id, start))) AS last_span,
      ${expression} AS sorted
    FROM (${spansOf[kind]({ ...filters, range, ...(attributes && { attributes }) }, add)})
    WHERE ${where} AND entity != ''
    GROUP BY entity, particular
    ${cursor === undefined ? "" : `HAVING ${behind(cursor, add)}`}
    ORDER BY sorted ${order}, entity ${order}, particular ${order}
    LIMIT ${add.add("UInt32", limit + 1)}`;
  const rows = await store.query<EntityRow>({ text, params: add.values, lane: "heavy" });
  return pageOf(rows, limit, toEntity, (row) =>
    encodeCursor({ sort, order, range, place: [row.sorted, row.entity, row.particular] }),
  );
}

interface EntityRow extends SumsRow {
  readonly entity: string;
  readonly particular: string;
  readonly trace_count: string;
  readonly earliest: string;
  readonly latest: string;
  readonly last_trace: string;
  readonly last_span: string;
  readonly sorted: string;
}

function behind({ order, place: [sorted = "", name = "", detail = ""] }: Cursor, add: Parameters): string {
  const beyond = order === "desc" ? "<" : ">";
  const value = add.add("Int64", sorted);
  const entity = add.string(name);
  const sameName = `entity = ${entity} AND particular ${beyond} ${add.string(detail)}`;
  return `(sorted ${beyond} ${value} OR (sorted = ${value} AND (entity ${beyond} ${entity} OR (${sameName}))))`;
}

const toEntity = (row: EntityRow): Entity => ({
  name: row.entity,
  detail: row.particular || null,
  calls: Number(row.call_count),
  failures: Number(row.failure_count),
  successRate: successRateOf(row),
  traces: Number(row.trace_count),
  latency: latencyOf(row),
  tokens: tokensOf(row),
  cost: sumOfCosts(row),
  costCoverage: coverageOf(row),
  firstTime: row.earliest,
  lastTime: row.latest,
  lastTraceId: row.last_trace,
  lastSpanId: row.last_span,
});
