import { type CostSumsRow, costSums } from "./cost-row.ts";

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
        duration, cityHash64(span_id), (${call}) AND ended)) AS latencies,
    ${costSums}`;
}

export interface SumsRow extends CostSumsRow {
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
