import {
  before,
  costConditions,
  durationConditions,
  type Filters,
  modelOf,
  oneOf,
  spanConditions,
  within,
} from "./filters.ts";
import type { Parameters } from "./parameters.ts";

/** What usage can be asked for by, and where a told span says it. */
export const dimensions: ReadonlyMap<string, string> = new Map([
  ["model", "used_model"],
  ["provider", "provider"],
  ["agent", "of_agent"],
  ["user", "of_user"],
  ["session", "of_session"],
  ["tool", "tool_name"],
  ["platform", "of_platform"],
  ["tag", "arrayJoin(if(empty(of_tags), [''], of_tags))"],
  ["service", "service"],
  ["kind", "kind"],
]);

/**
 * The spans asked for, as a table to sum over. What a span itself does not say of its user, agent, platform and tags
 * its trace says for it; a session is always the trace's, so that its sums are those of its traces. The traces are
 * read only when `asked`, the expressions over this table, or a filter names what they say.
 */
export function toldSpans(filters: Filters, add: Parameters, asked: string): string {
  const { project, range, agent, ...others } = filters;
  const own = [
    ...within(project, "start", range, add),
    ...spanConditions({ project, range, ...others }, add),
    ...oneOf("toString(status)", filters.status, add),
    ...durationConditions("duration", filters, add),
    ...costConditions(filters),
  ];
  const ofTrace = [
    ...oneOf("of_agent", agent, add),
    ...oneOf("of_user", filters.user, add),
    ...oneOf("of_session", filters.session, add),
    ...oneOf("of_platform", filters.platform, add),
    ...(filters.tag?.length ? [`hasAny(of_tags, ${add.strings(filters.tag)})`] : []),
  ];
  const told = `
    SELECT trace_id AS in_trace, start, duration, state = 'ended' AS ended, status = 'error' AS failed, kind, service,
      provider, ${modelOf} AS used_model, tool_name, counts, error_type, error_message, status_message,
      agent_name AS own_agent, user_id AS own_user, platform AS own_platform, tags AS own_tags,
      input_tokens, output_tokens, cached_tokens, cache_write_tokens, reasoning_tokens, has_tokens, span_id
    FROM spans FINAL
    WHERE ${own.join(" AND ")}`;
  if (ofTrace.length === 0 && !/\bof_/.test(asked)) return told;
  const widened = within(project, "start", { from: before(range.from), to: range.to }, add);
  return `
    SELECT told.*,
      if(own_agent = '', agent_name, own_agent) AS of_agent,
      if(own_user = '', user_id, own_user) AS of_user,
      if(own_platform = '', platform, own_platform) AS of_platform,
      if(empty(own_tags), tags, own_tags) AS of_tags,
      session_id AS of_session
    FROM (${told}) AS told
    LEFT ANY JOIN (
      SELECT trace_id, session_id, user_id, agent_name, platform, tags FROM traces FINAL
      WHERE ${widened.join(" AND ")}
    ) AS whole ON told.in_trace = whole.trace_id
    ${ofTrace.length === 0 ? "" : `WHERE ${ofTrace.join(" AND ")}`}`;
}

/**
 * Sums over the spans that count, and how long some of them took: quantiles over a sample that the spans themselves
 * decide, exact up to 8,192 of them and the same whenever it is asked.
 */
export function sums(call: string): string {
  return `
    countIf(${call}) AS call_count, countIf((${call}) AND failed) AS failure_count,
    sumIf(input_tokens, counts) AS input_sum, sumIf(output_tokens, counts) AS output_sum,
    sumIf(cached_tokens, counts) AS cached_sum, sumIf(cache_write_tokens, counts) AS cache_write_sum,
    sumIf(reasoning_tokens, counts) AS reasoning_sum, countIf(counts AND has_tokens) > 0 AS any_tokens,
    countIf((${call}) AND ended) AS timed,
    arrayMap(q -> if(isFinite(q), toString(toInt64(round(q))), '0'),
      quantilesDeterministicIf(0.5, 0.9, 0.95, 0.99)(
        duration, cityHash64(span_id), (${call}) AND ended)) AS latencies`;
}

export interface SumsRow {
  readonly call_count: string;
  readonly failure_count: string;
  readonly input_sum: string;
  readonly output_sum: string;
  readonly cached_sum: string;
  readonly cache_write_sum: string;
  readonly reasoning_sum: string;
  readonly any_tokens: number;
  readonly timed: string;
  readonly latencies: readonly string[];
}
