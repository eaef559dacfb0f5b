import { type CostSumsRow, costSums } from "./cost-row.ts";

export const levels = "0.5, 0.9, 0.95, 0.99";

/** Over the spans that count. */
export const tokenSums = `
    sumIf(input_tokens, counts) AS input_sum, sumIf(output_tokens, counts) AS output_sum,
    sumIf(cached_tokens, counts) AS cached_sum, sumIf(cache_write_tokens, counts) AS cache_write_sum,
    sumIf(reasoning_tokens, counts) AS reasoning_sum, countIf(counts AND has_tokens) > 0 AS any_tokens`;

/** Sums over the spans that count, and how long some of them took. */
export function sums(call: string): string {
  return `
    countIf(${call}) AS call_count, countIf((${call}) AND failed) AS failure_count,
    countIf((${call}) AND ended AND NOT failed) AS success_count,
    ${tokenSums},
    ${times(`(${call}) AND ended`)},
    ${costSums}`;
}

/** The same over summaries, of traces or of sessions, each of which is one call. */
export const sumsOfSummaries = `
    count() AS call_count, countIf(went = 'error') AS failure_count, countIf(went = 'ok') AS success_count,
    sum(input_tokens) AS input_sum, sum(output_tokens) AS output_sum, sum(cached_tokens) AS cached_sum,
    sum(cache_write_tokens) AS cache_write_sum, sum(reasoning_tokens) AS reasoning_sum, max(has_tokens) AS any_tokens,
    ${times("went != 'running'")},
    toString(sum(cost)) AS cost_total, toString(sum(cost_input)) AS input_cost, toString(sum(cost_output)) AS output_cost,
    toString(sum(cost_cached)) AS cached_cost, toString(sum(cost_cache_write)) AS cache_write_cost,
    sum(reported_calls) AS reported, sum(computed_calls) AS computed, sum(estimated_calls) AS estimated,
    sum(unpriced_calls) AS unpriced,
    groupUniqArrayIf(2)(price_version, reported_calls + computed_calls + estimated_calls > 0) AS versions`;

/**
 * Quantiles are nearest ranks of times that are told to eight binary digits, so that however they are added up, and in
 * whatever order, they are the same. `latencyOf` makes them times again.
 */
function times(timed: string): string {
  return `
    countIf(${timed}) AS timed, toString(sumIf(toInt128(duration), ${timed})) AS time_sum,
    minIf(duration, ${timed}) AS fastest, maxIf(duration, ${timed}) AS slowest,
    quantilesBFloat16If(${levels})(toFloat32(duration), ${timed}) AS latencies`;
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
  readonly fastest: string;
  readonly slowest: string;
  readonly latencies: readonly (number | null)[];
}
