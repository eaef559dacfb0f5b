import { BadRequest } from "../../errors.ts";
import type { UsageDimension, UsageOf } from "../../model/usage.ts";
import { spansOfCells, sumsOfCells } from "./cell-sums.ts";
import { type Filters, sessionConditions, traceConditions, within } from "./filters.ts";
import { ledgerSpans } from "./ledger-spans.ts";
import type { Parameters } from "./parameters.ts";
import { withSessions } from "./session-conditions.ts";
import { sums, sumsOfSummaries } from "./sums.ts";

/** What is summed over: where it lies, what it can be grouped by, and how it adds up. */
export interface UsageTable {
  readonly rows: (filters: Filters, add: Parameters) => string;
  readonly dimensions: ReadonlyMap<UsageDimension, string>;
  /** Where it says of which session it is, for what only sessions tell. */
  readonly session: string;
  readonly sums: string;
  /** The same over cells of rollups, which stand for many rows. */
  readonly sumsOfCells?: string;
}

const tag = ["tag", "arrayJoin(if(empty(tags), [''], tags))"] as const;
const whose = [
  ["agent", "agent_name"],
  ["user", "user_id"],
  ["platform", "platform"],
  ["service", "service"],
  ["environment", "environment"],
  ["status", "went"],
  tag,
] as const;
const told = [
  ["bot", "bot_name"],
  ["botType", "bot_type"],
  ["endReason", "end_reason"],
] as const;

const spans: UsageTable = {
  rows: ledgerSpans,
  dimensions: new Map<UsageDimension, string>([
    ...[...whose, ...told],
    ["model", "used_model"],
    ["provider", "provider"],
    ["session", "trace_session"],
    ["tool", "tool_name"],
    ["kind", "kind"],
  ]),
  session: "trace_session",
  sums: `count() AS span_count, countIf(failed) AS failed_count, ${sums("counts")}`,
  sumsOfCells: `${spansOfCells}, ${sumsOfCells("counts")}`,
};

const ofSummaries = `sum(held) AS span_count, sum(failures) AS failed_count, ${sumsOfSummaries}`;
const summed = `
  session_id, start, toInt64(end - start) AS duration, toString(status) AS went, span_count AS held,
  error_count AS failures, has_tokens, input_tokens, output_tokens, cached_tokens, cache_write_tokens, reasoning_tokens,
  cost, cost_input, cost_output, cost_cached, cost_cache_write, reported_calls, computed_calls, estimated_calls,
  unpriced_calls, price_version, user_id, agent_name, service, environment, platform, tags`;

const traces: UsageTable = {
  rows: (filters, add) => {
    const conditions = [...within(filters.project, "start", filters.range, add), ...traceConditions(filters, add)];
    return `SELECT trace_id, ${summed} FROM traces FINAL WHERE ${conditions.join(" AND ")}`;
  },
  dimensions: new Map<UsageDimension, string>([...whose, ...told, ["session", "session_id"]]),
  session: "session_id",
  sums: ofSummaries,
};

const sessions: UsageTable = {
  rows: (filters, add) => {
    const conditions = [...within(filters.project, "start", filters.range, add), ...sessionConditions(filters, add)];
    return `SELECT ${summed}, bot_name, bot_type, end_reason FROM sessions FINAL WHERE ${conditions.join(" AND ")}`;
  },
  dimensions: new Map<UsageDimension, string>([...whose, ...told, ["session", "session_id"]]),
  session: "",
  sums: ofSummaries,
};

const tables: Readonly<Record<UsageOf, UsageTable>> = { spans, traces, sessions };

export function usageTable(of: UsageOf, groupBy: readonly UsageDimension[]): UsageTable {
  const table = tables[of];
  const strange = groupBy.find((name) => !table.dimensions.has(name));
  if (strange === undefined) return table;
  throw new BadRequest(
    `groupBy: ${of} have no one ${strange}; group them by ${[...table.dimensions.keys()].join(", ")}`,
  );
}

/** The rows asked for, with what their sessions tell where it is grouped by that. */
export function usageRows(table: UsageTable, groupBy: readonly UsageDimension[], filters: Filters, add: Parameters) {
  const rows = table.rows(filters, add);
  const isTold = table.session !== "" && groupBy.some((name) => told.some(([one]) => one === name));
  return isTold ? withSessions(rows, table.session, filters, add) : rows;
}
