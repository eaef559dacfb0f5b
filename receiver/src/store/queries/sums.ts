import { type CostSumsRow, costSums } from "./cost-row.ts";

/** Over the spans that count. */
export const tokenSums = `
    sumIf(input_tokens, counts) AS input_sum, sumIf(output_tokens, counts) AS output_sum,
    sumIf(cached_tokens, counts) AS cached_sum, sumIf(cache_write_tokens, counts) AS cache_write_sum,
    sumIf(reasoning_tokens, counts) AS reasoning_sum, countIf(counts AND has_tokens) > 0 AS any_tokens`;

/** How what is summed over tells how many spans it stands for, and how long they took. */
interface Times {
  readonly count: (condition: string) => string;
  readonly ended: string;
  readonly lasted: string;
  readonly shortest: string;
  readonly longest: string;
  readonly quantiles: (levels: string, condition: string) => string;
}

/** What of cells the sums are made from. */
export const summedOfCells: readonly string[] = [
  ...["state", "failed", "counts", "kind", "has_tokens", "cost_source", "price_version", "held"],
  ...["input_tokens", "output_tokens", "cached_tokens", "cache_write_tokens", "reasoning_tokens"],
  ...["cost", "cost_input", "cost_output", "cost_cached", "cost_cache_write"],
  ...["lasted", "shortest", "longest", "took", "took_so"],
];

export const countOf = (condition: string) => `countIf(${condition})`;
export const countOfCells = (condition: string) => `sumIf(held, ${condition})`;

const rowsLasting = (duration: string): Times => ({
  count: countOf,
  ended: "ended",
  lasted: `toInt128(${duration})`,
  shortest: duration,
  longest: duration,
  quantiles: (levels, condition) => `quantilesBFloat16If(${levels})(toFloat32(${duration}), ${condition})`,
});

const cells: Times = {
  count: countOfCells,
  ended: "state = 'ended'",
  lasted: "lasted",
  shortest: "shortest",
  longest: "longest",
  quantiles: (levels, condition) => `quantilesBFloat16WeightedArrayIf(${levels})(took, took_so, CAST(${condition} AS UInt8))`,
};

/** Sums over the spans that count, and how long some of them took. */
export const sums = (call: string) => sumsOver(call, rowsLasting("duration"));

/** The same over cells of rollups. */
export const sumsOfCells = (call: string) => sumsOver(call, cells);

function sumsOver(call: string, over: Times): string {
  const { count, ended } = over;
  return `
    ${count(call)} AS call_count, ${count(`(${call}) AND failed`)} AS failure_count,
    ${count(`(${call}) AND ${ended} AND NOT failed`)} AS success_count,
    ${tokenSums},
    ${times(over, `(${call}) AND ${ended}`)},
    ${costSums(count)}`;
}

/** The same over summaries, of traces or of sessions, each of which is one call. */
export const sumsOfSummaries = `
    count() AS call_count, countIf(went = 'error') AS failure_count, countIf(went = 'ok') AS success_count,
    sum(input_tokens) AS input_sum, sum(output_tokens) AS output_sum, sum(cached_tokens) AS cached_sum,
    sum(cache_write_tokens) AS cache_write_sum, sum(reasoning_tokens) AS reasoning_sum, max(has_tokens) AS any_tokens,
    ${times(rowsLasting("duration"), "went != 'running'")},
    toString(sum(cost)) AS cost_total, toString(sum(cost_input)) AS input_cost, toString(sum(cost_output)) AS output_cost,
    toString(sum(cost_cached)) AS cached_cost, toString(sum(cost_cache_write)) AS cache_write_cost,
    sum(reported_calls) AS reported, sum(computed_calls) AS computed, sum(estimated_calls) AS estimated,
    sum(unpriced_calls) AS unpriced,
    groupUniqArrayIf(2)(price_version, reported_calls + computed_calls + estimated_calls > 0) AS versions`;

/**
 * Quantiles are nearest ranks of times that are told to eight binary digits, so that however they are added up, and in
 * whatever order, they are the same. `latencyOf` makes them times again.
 */
function times({ count, lasted, shortest, longest, quantiles }: Times, timed: string): string {
  return `
    ${count(timed)} AS timed, toString(sumIf(${lasted}, ${timed})) AS time_sum,
    minIf(${shortest}, ${timed}) AS fastest, maxIf(${longest}, ${timed}) AS slowest,
    ${quantiles("0.5, 0.9, 0.95, 0.99", timed)} AS latencies`;
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
