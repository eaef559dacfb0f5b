import type { CostSource } from "../../../model/ledger.ts";
import type { LiveSpan } from "../../../model/live.ts";
import type { Kind } from "../../../model/span.ts";
import type { Store } from "../../store.ts";
import { type Filters, modelOf } from "../filters.ts";
import { entryConditions } from "../ledger-spans.ts";
import { Parameters } from "../parameters.ts";
import { endOf, idOrNull, type TokenRow, toTokens } from "../span-row.ts";
import type { Change } from "./find-changes.ts";
import { flags, pairs, placed } from "./live-conditions.ts";
import type { Changed } from "./read-changed.ts";

/** In characters: what is told live is for one line. */
const longestName = 200;

/** What the ledger says where it has an entry, and the span itself elsewhere. */
const told = [
  ...["user_id", "agent_name", "platform", "environment", "tags", "provider", "model", "response_model", "error_type"],
  ...["has_tokens", "input_tokens", "output_tokens", "cached_tokens", "cache_write_tokens", "reasoning_tokens"],
];
const own = (name: string) => `${name} AS own_${name}`;
const booked = (name: string) => `${name} AS booked_${name}`;
const either = (name: string) => `if(reckoned > 0, booked_${name}, own_${name}) AS ${name}`;

const costs = ["cost_input", "cost_output", "cost_cached", "cost_cache_write"];

/** These spans as they are now, and for each of `filters` whether it asks for them. */
export async function readChangedSpans(
  store: Store,
  project: string,
  changes: readonly Change[],
  filters: readonly Filters[],
): Promise<readonly Changed<LiveSpan>[]> {
  if (changes.length === 0) return [];
  const add = new Parameters();
  const ids = pairs(add.strings(changes.map(({ trace }) => trace)), add.strings(changes.map(({ span }) => span)));
  const these = `SELECT toFixedString(unhex(pair.1), 16), toFixedString(unhex(pair.2), 8) ${ids}`;
  const there = `${placed(project, changes, add)} AND (trace_id, span_id) IN (${these})`;
  const matches = flags(filters, changes, (one) => entryConditions(one, add), add);
  const text = `
    SELECT lower(hex(trace_id)) AS trace, lower(hex(span_id)) AS span, lower(hex(parent)) AS parent_id, title, kind,
      toString(state) AS stage, failed, start, duration, service, session, user_id, agent_name, provider,
      ${modelOf} AS called, tool_name, error_type, has_tokens, input_tokens, output_tokens, cached_tokens,
      cache_write_tokens, reasoning_tokens, counts, hidden, toString(cost_source) AS source, toString(cost) AS total,
      ${costs.map((name) => `toString(${name}) AS told_${name}`).join(", ")}, price_version,
      toString(version_told) AS told_version, toString(reckoned) AS reckoned_version, ${matches} AS matches
    FROM (
      SELECT *, if(reckoned > 0, booked_failed, own_failed) AS failed,
        if(reckoned > 0, booked_session, own_session) AS session,
        if(reckoned > 0, booked_trace_session, own_session) AS trace_session,
        ${told.map(either).join(", ")}
      FROM (
        SELECT trace_id, span_id, parent_span_id AS parent, substringUTF8(name, 1, ${longestName}) AS title, kind, state,
          status = 'error' AS own_failed, start, duration, service, session_id AS own_session, tool_name,
          version AS version_told, ${told.map(own).join(", ")}
        FROM spans FINAL WHERE ${there}
      ) AS stated
      LEFT ANY JOIN (
        SELECT trace_id, span_id, failed AS booked_failed, session_id AS booked_session, hidden, counts,
          trace_session AS booked_trace_session, cost_source, cost, ${costs.join(", ")}, price_version,
          version AS reckoned, ${told.map(booked).join(", ")}
        FROM ledger FINAL WHERE ${there}
      ) AS entered USING (trace_id, span_id)
    )`;
  const rows = await store.query<Row>({ text, params: add.values, settings: { max_threads: 1 } });
  return rows.map(toChanged);
}

interface Row extends TokenRow {
  readonly trace: string;
  readonly span: string;
  readonly parent_id: string;
  readonly title: string;
  readonly kind: string;
  readonly stage: "running" | "abandoned" | "ended";
  readonly failed: boolean | number;
  readonly start: string;
  readonly duration: string;
  readonly service: string;
  readonly session: string;
  readonly user_id: string;
  readonly agent_name: string;
  readonly provider: string;
  readonly called: string;
  readonly tool_name: string;
  readonly error_type: string;
  readonly counts: boolean;
  readonly hidden: boolean;
  readonly source: CostSource;
  readonly total: string;
  readonly told_cost_input: string;
  readonly told_cost_output: string;
  readonly told_cost_cached: string;
  readonly told_cost_cache_write: string;
  readonly price_version: string;
  readonly told_version: string;
  readonly reckoned_version: string;
  readonly matches: readonly boolean[];
}

function toChanged(row: Row): Changed<LiveSpan> {
  return {
    item: toLiveSpan(row),
    told: BigInt(row.told_version),
    reckoned: BigInt(row.reckoned_version),
    matches: row.matches,
  };
}

function toLiveSpan(row: Row): LiveSpan {
  const hasEnded = row.stage === "ended";
  return {
    traceId: row.trace,
    spanId: row.span,
    parentSpanId: idOrNull(row.parent_id),
    name: row.title,
    kind: (row.kind || "span") as Kind,
    status: row.stage === "running" ? "running" : row.failed ? "error" : "ok",
    startTime: row.start,
    endTime: hasEnded ? endOf(row.start, row.duration) : null,
    durationNanos: hasEnded ? row.duration : null,
    service: row.service || null,
    sessionId: row.session || null,
    userId: row.user_id || null,
    agentName: row.agent_name || null,
    provider: row.provider || null,
    model: row.called || null,
    toolName: row.tool_name || null,
    errorType: row.error_type || null,
    tokens: toTokens(row),
    cost: costOf(row),
    countsTowardTotals: Boolean(row.counts),
    hidden: Boolean(row.hidden),
  };
}

function costOf(row: Row): LiveSpan["cost"] {
  if (row.source === "none" || row.source === "failed" || row.reckoned_version === "0") return null;
  return {
    total: row.total,
    input: row.told_cost_input,
    output: row.told_cost_output,
    cached: row.told_cost_cached,
    cacheWrite: row.told_cost_cache_write,
    source: row.source,
    priceVersion: row.price_version || null,
  };
}
