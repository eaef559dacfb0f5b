import { availableParallelism } from "node:os";
import { type Lane, lanes } from "./store.ts";

export interface LaneLimits {
  /** How many statements of the lane run at once. */
  readonly concurrency: number;
  readonly seconds: number;
  readonly memoryBytes: number;
  /** Rows one statement may read; 0 is no limit. */
  readonly rowsRead: number;
  /** How many cores one statement may use; 0 leaves it to the engine. */
  readonly threads: number;
}

export type LaneSettings = Readonly<Partial<Record<Lane, Partial<LaneLimits>>>>;

const cores = availableParallelism();
const mebibyte = 1024 * 1024;

const defaults: Readonly<Record<Lane, LaneLimits>> = {
  ingest: { concurrency: 1, seconds: 300, memoryBytes: 1024 * mebibyte, rowsRead: 0, threads: 1 },
  interactive: { concurrency: 2, seconds: 10, memoryBytes: 512 * mebibyte, rowsRead: 200_000_000, threads: cores },
  // All cores: in this process it gives way to what somebody waits for.
  heavy: { concurrency: 1, seconds: 120, memoryBytes: 1024 * mebibyte, rowsRead: 5_000_000_000, threads: cores },
};

export function limitsOfLanes(settings: LaneSettings = {}): Readonly<Record<Lane, LaneLimits>> {
  const entries = lanes.map((lane) => [lane, { ...defaults[lane], ...settings[lane] }] as const);
  return Object.fromEntries(entries) as Record<Lane, LaneLimits>;
}

/**
 * The limits as the engine calls them. Sorting and grouping go to disk before they take the lane's whole memory.
 * 64-bit numbers come as text, because JavaScript would round them.
 */
export function engineSettings(limits: LaneLimits): Readonly<Record<string, number>> {
  return {
    max_execution_time: limits.seconds,
    max_memory_usage: limits.memoryBytes,
    max_bytes_before_external_group_by: Math.floor(limits.memoryBytes / 2),
    max_bytes_before_external_sort: Math.floor(limits.memoryBytes / 2),
    max_rows_to_read: limits.rowsRead,
    max_threads: limits.threads,
    output_format_json_quote_64bit_integers: 1,
  };
}
