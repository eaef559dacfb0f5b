import { costIsKnown } from "./cost-row.ts";
import {
  costConditions,
  durationConditions,
  type Filters,
  modelOf,
  oneOf,
  storedConditions,
  within,
} from "./filters.ts";
import type { Parameters } from "./parameters.ts";

/** What usage can be asked for by, and where an entry says it. */
export const dimensions: ReadonlyMap<string, string> = new Map([
  ["model", "used_model"],
  ["provider", "provider"],
  ["agent", "agent_name"],
  ["user", "user_id"],
  ["session", "trace_session"],
  ["tool", "tool_name"],
  ["platform", "platform"],
  ["tag", "arrayJoin(if(empty(tags), [''], tags))"],
  ["service", "service"],
  ["kind", "kind"],
]);

const outcome = "if(state = 'running', 'running', if(failed, 'error', 'ok'))";

/** Says whether an entry, by what it holds or inherits, is one of those asked for. */
export function entryConditions(filters: Filters, add: Parameters): string[] {
  return [
    ...oneOf("agent_name", filters.agent, add),
    ...oneOf("user_id", filters.user, add),
    ...oneOf("trace_session", filters.session, add),
    ...oneOf("platform", filters.platform, add),
    ...oneOf(modelOf, filters.model, add),
    ...oneOf("provider", filters.provider, add),
    ...oneOf("tool_name", filters.tool, add),
    ...oneOf("kind", filters.kind, add),
    ...oneOf("service", filters.service, add),
    ...oneOf(outcome, filters.status, add),
    ...(filters.tag?.length ? [`hasAny(tags, ${add.strings(filters.tag)})`] : []),
    ...durationConditions("duration", filters, add),
    ...costConditions(filters, costIsKnown, add),
    ...storedConditions(filters, add),
  ];
}

const columns = `
  trace_id AS in_trace, span_id, start, duration, state = 'ended' AS ended, failed, kind, service, provider,
  ${modelOf} AS used_model, tool_name, trace_session, user_id, agent_name, platform, tags, counts, has_tokens,
  input_tokens, output_tokens, cached_tokens, cache_write_tokens, reasoning_tokens, cost_source, cost, cost_input,
  cost_output, cost_cached, cost_cache_write, price_version`;

/**
 * The entries of the ledger asked for, as a table to sum over. A session is the whole trace's, so that its sums are
 * those of its traces.
 */
export function ledgerSpans(filters: Filters, add: Parameters): string {
  const { project, range } = filters;
  const conditions = [...within(project, "start", range, add), "NOT hidden", ...entryConditions(filters, add)];
  return `SELECT ${columns} FROM ledger FINAL WHERE ${conditions.join(" AND ")}`;
}
