import { type CostSumsRow, costSums } from "./cost-row.ts";

/** Over the spans that count. */
export const tokenSums = `
    sumIf(input_tokens, counts) AS input_sum, sumIf(output_tokens, counts) AS output_sum,
    sumIf(cached_tokens, counts) AS cached_sum, sumIf(cache_write_tokens, counts) AS cache_write_sum,
    sumIf(reasoning_tokens, counts) AS reasoning_sum, countIf(counts AND has_tokens) > 0 AS any_tokens`;

/**
 * Sums over the spans that count, and how long some of them took: quantiles over a sample that the spans themselves
 * decide, exact up to 8,192 of them and the same whenever it is asked.
 */
export function sums(call: string): string {
  return `
    countIf(${call}) AS call_count, countIf((${call}) AND failed) AS failure_count,
    countIf((${call}) AND ended AND NOT failed) AS success_count,
    ${tokenSums},
    ${times("duration", "span_id", `(${call}) AND ended`)},
    ${costSums}`;
}

/** The same over summaries, of traces or of sessions, each of which is one call. */
export function sumsOfSummaries(id: string): string {
  return `
    count() AS call_count, countIf(went = 'error') AS failure_count, countIf(went = 'ok') AS success_count,
    sum(input_tokens) AS input_sum, sum(output_tokens) AS output_sum, sum(cached_tokens) AS cached_sum,
    sum(cache_write_tokens) AS cache_write_sum, sum(reasoning_tokens) AS reasoning_sum, max(has_tokens) AS any_tokens,
    ${times("duration", id, "went != 'running'")},
    toString(sum(cost)) AS cost_total, toString(sum(cost_input)) AS input_cost, toString(sum(cost_output)) AS output_cost,
    toString(sum(cost_cached)) AS cached_cost, toString(sum(cost_cache_write)) AS cache_write_cost,
    sum(reported_calls) AS reported, sum(computed_calls) AS computed, sum(estimated_calls) AS estimated,
    sum(unpriced_calls) AS unpriced,
    groupUniqArrayIf(2)(price_version, reported_calls + computed_calls + estimated_calls > 0) AS versions`;
}

function times(duration: string, id: string, timed: string): string {
  return `
    countIf(${timed}) AS timed, toString(sumIf(toInt128(${duration}), ${timed})) AS time_sum,
    arrayMap(q -> if(isFinite(q), toString(toInt64(round(q))), '0'),
      quantilesDeterministicIf(0.5, 0.9, 0.95, 0.99)(${duration}, cityHash64(${id}), ${timed})) AS latencies`;
}

export interface TokenSumsRow {
  readonly input_sum: string;
  readonly output_sum: string;
  readonly cached_sum: string;
  readonly cache_write_sum: string;
  readonly reasoning_sum: string;
  readonly any_tokens: number | boolean;
}

export interface SumsRow extends CostSumsRow, TokenSumsRow {
  readonly call_count: string;
  readonly failure_count: string;
  readonly success_count: string;
  readonly timed: string;
  readonly time_sum: string;
  readonly latencies: readonly string[];
}
