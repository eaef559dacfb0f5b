import type { Tokens } from "../../model/usage.ts";
import type { SumsRow, TokenSumsRow } from "./sums.ts";

/** Nanoseconds: on average, and under which the part of the calls lay that the name tells. */
export interface Latency {
  readonly average: string;
  readonly p50: string;
  readonly p90: string;
  readonly p95: string;
  readonly p99: string;
}

export function tokensOf(row: TokenSumsRow): Tokens | null {
  if (!row.any_tokens) return null;
  const input = Number(row.input_sum);
  const output = Number(row.output_sum);
  return {
    input,
    output,
    total: input + output,
    cached: Number(row.cached_sum),
    cacheWrite: Number(row.cache_write_sum),
    reasoning: Number(row.reasoning_sum),
  };
}

export function latencyOf(row: SumsRow): Latency | null {
  if (row.timed === "0") return null;
  const [p50 = "0", p90 = "0", p95 = "0", p99 = "0"] = row.latencies.map((one) => lasting(one, row));
  return { average: String(BigInt(row.time_sum) / BigInt(row.timed)), p50, p90, p95, p99 };
}

/**
 * The middle of the times that are told alike, at most 0.4 % off; where all took equally long it is what they took.
 */
function lasting(least: number | null, { fastest, slowest }: SumsRow): string {
  const time = (least ?? 0) * middle;
  if (time <= Number(fastest)) return fastest;
  return time >= Number(slowest) ? slowest : String(BigInt(Math.round(time)));
}

const middle = 1 + 1 / 256;

/** Of those that ended, the part that did not fail; null while none has. */
export function successRateOf(row: SumsRow): number | null {
  const [succeeded, failed] = [Number(row.success_count), Number(row.failure_count)];
  return succeeded + failed === 0 ? null : succeeded / (succeeded + failed);
}
