import { type Filters, spanConditions, within } from "./filters.ts";
import { entryConditions } from "./ledger-spans.ts";
import type { Parameters } from "./parameters.ts";

const own = [
  "agent",
  "user",
  "session",
  "platform",
  "tag",
  "status",
  "minDuration",
  "maxDuration",
  "minCost",
  "maxCost",
] as const;

/**
 * The spans that failed, plain ones too, as a table to sum over: what they used and cost is the ledger's word, and so is
 * whose they are, as far as that is asked.
 */
export function failedSpans(filters: Filters, add: Parameters): string {
  const { project, range } = filters;
  const bounds = within(project, "start", range, add).join(" AND ");
  const conditions = [bounds, "status = 'error'", ...spanConditions(withoutOwn(filters), add)];
  const asked = entryConditions({ project, range, ...onlyOwn(filters) }, add);
  const among = `SELECT trace_id, span_id FROM ledger FINAL WHERE ${[bounds, ...asked].join(" AND ")}`;
  const narrowed = asked.length === 0 ? "" : `AND (trace_id, span_id) IN (${among})`;
  return `
    SELECT told.*, trace_id AS in_trace, booked.* EXCEPT (trace_id, span_id)
    FROM (
      SELECT trace_id, span_id, start, duration, state = 'ended' AS ended, true AS failed, kind, error_type,
        error_message, status_message
      FROM spans FINAL WHERE ${conditions.join(" AND ")} ${narrowed}
    ) AS told
    LEFT ANY JOIN (
      SELECT trace_id, span_id, counts, has_tokens, input_tokens, output_tokens, cached_tokens, cache_write_tokens,
        reasoning_tokens, cost_source, cost, cost_input, cost_output, cost_cached, cost_cache_write, price_version
      FROM ledger FINAL WHERE ${bounds} AND failed
    ) AS booked USING (trace_id, span_id)`;
}

type Own = Pick<Filters, (typeof own)[number]>;

function onlyOwn(filters: Filters): Own {
  return Object.fromEntries(own.flatMap((name) => (filters[name] === undefined ? [] : [[name, filters[name]]])));
}

function withoutOwn(filters: Filters): Filters {
  const names: ReadonlySet<string> = new Set(own);
  return Object.fromEntries(Object.entries(filters).filter(([name]) => !names.has(name))) as unknown as Filters;
}
