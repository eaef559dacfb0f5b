import { notedOnSpan } from "./attribute-conditions.ts";
import {
  callConditions,
  costConditions,
  durationConditions,
  isAsked,
  modelOf,
  oneOf,
  tokenConditions,
  within,
} from "./conditions.ts";
import { costIsKnown } from "./cost-row.ts";
import type { SpanFilters } from "./filters.ts";
import type { Parameters } from "./parameters.ts";
import { inSessions, metadataConditions, ofSession } from "./session-conditions.ts";
import { spansThat, storedConditions } from "./span-conditions.ts";

/** How an entry went. */
export const outcome = "if(state = 'running', 'running', if(failed, 'error', 'ok'))";

/** Says whether an entry, by what it holds or inherits, is one of those asked for. */
export function entryConditions(filters: SpanFilters, add: Parameters): string[] {
  return [
    ...ownEntryConditions(filters, add),
    ...ofSession(filters, "trace_session", add),
    ...storedConditions(filters, add),
    ...metadataConditions(filters, add, {
      bySession: (noted) => inSessions(filters, "trace_session", [noted], add),
      bySpans: (one) => {
        const spans = spansThat("trace_id, span_id", filters.project, filters.range, notedOnSpan(one, add), add);
        return `(trace_id, span_id) IN (${spans})`;
      },
    }),
  ];
}

/** What an entry's own row says. */
export function ownEntryConditions(filters: SpanFilters, add: Parameters): string[] {
  const { hasError } = filters;
  return [
    ...callConditions(filters, add),
    ...oneOf("user_id", filters.user, add),
    ...oneOf("trace_session", filters.session, add),
    ...oneOf("platform", filters.platform, add),
    ...oneOf(outcome, filters.status, add),
    ...(isAsked(filters.tag) ? [`hasAny(tags, ${add.strings(filters.tag)})`] : []),
    ...(hasError === undefined ? [] : [hasError ? "failed" : "NOT failed"]),
    ...durationConditions("duration", filters, add),
    ...costConditions(filters, costIsKnown, add),
    ...tokenConditions(filters, add),
  ];
}

const columns = `
  trace_id AS in_trace, span_id, start, duration, state = 'ended' AS ended, ${outcome} AS went, failed, kind, service,
  environment, provider, ${modelOf} AS used_model, tool_name, trace_session, user_id, agent_name, platform, tags, counts,
  has_tokens, input_tokens, output_tokens, cached_tokens, cache_write_tokens, reasoning_tokens, cost_source, cost,
  cost_input, cost_output, cost_cached, cost_cache_write, price_version`;

/**
 * The entries of the ledger asked for, as a table to sum over. A session is the whole trace's, so that its sums are
 * those of its traces.
 */
export function ledgerSpans(filters: SpanFilters, add: Parameters): string {
  const { project, range } = filters;
  const conditions = [...within(project, "start", range, add), "NOT hidden", ...entryConditions(filters, add)];
  return `SELECT ${columns} FROM ledger FINAL WHERE ${conditions.join(" AND ")}`;
}
