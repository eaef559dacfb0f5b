import { within } from "./conditions.ts";
import type { SpanFilters } from "./filters.ts";
import type { Parameters } from "./parameters.ts";
import { shownSpans } from "./shown-spans.ts";

/** The spans that failed, plain ones too, as a table to sum over: what they used and cost is the ledger's word. */
export function failedSpans(filters: SpanFilters, add: Parameters): string {
  const bounds = within(filters.project, "start", filters.range, add).join(" AND ");
  return `
    SELECT told.* EXCEPT (own_type, own_message), trace_id AS in_trace,
      if(own_type = '', adopted_type, own_type) AS error_type,
      if(own_message = '', adopted_message, own_message) AS error_message,
      booked.* EXCEPT (trace_id, span_id, adopted_type, adopted_message)
    FROM (
      SELECT trace_id, span_id, start, duration, state = 'ended' AS ended, true AS failed, kind,
        error_type AS own_type, error_message AS own_message, status_message
      FROM spans FINAL WHERE ${bounds} AND ${thatFailed(filters, bounds, add)}
    ) AS told
    LEFT ANY JOIN (
      SELECT trace_id, span_id, counts, has_tokens, input_tokens, output_tokens, cached_tokens, cache_write_tokens,
        reasoning_tokens, cost_source, cost, cost_input, cost_output, cost_cached, cost_cache_write, price_version,
        trace_session, user_id, agent_name, tool_name, error_type AS adopted_type, error_message AS adopted_message
      FROM ledger FINAL WHERE ${bounds} AND failed
    ) AS booked USING (trace_id, span_id)`;
}

function thatFailed(filters: SpanFilters, bounds: string, add: Parameters): string {
  const { table, conditions } = shownSpans(filters);
  const asked = [...conditions(filters, add), ...conditions({ ...onlyPlace(filters), status: ["error"] }, add)];
  if (table === "spans") return asked.join(" AND ");
  return `(trace_id, span_id) IN (SELECT trace_id, span_id FROM ledger FINAL WHERE ${[bounds, ...asked].join(" AND ")})`;
}

const onlyPlace = ({ project, range }: SpanFilters) => ({ project, range });
