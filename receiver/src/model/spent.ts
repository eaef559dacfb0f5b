import type { PicoDollars } from "./cost.ts";
import type { Cost, CostCoverage, Tokens } from "./usage.ts";

/** What the calls of a stretch of time add up to. */
export interface Spent {
  readonly calls: number;
  readonly errors: number;
  readonly tokens: Tokens | null;
  readonly cost: Readonly<Record<"total" | "input" | "output" | "cached" | "cacheWrite", PicoDollars>>;
  readonly costCoverage: CostCoverage;
  /** Of the prices; more than one as soon as there are two. */
  readonly priceVersions: readonly string[];
}

/** Begins at `from` and ends where the next one begins. Unix nanoseconds. */
export interface Piece extends Spent {
  readonly from: bigint;
}

/** Null when no call has a cost that is known; its source is the least certain of its parts. */
export function sourceOf({ reported, computed, estimated }: CostCoverage): Cost["source"] | null {
  if (reported + computed + estimated === 0) return null;
  return estimated > 0 ? "estimated" : computed > 0 ? "computed" : "reported";
}

/** The share of the calls whose cost is certain: reported, or computed from tokens that were told. Null without calls. */
export function coverageShare({ reported, computed, estimated, unknown }: CostCoverage): number | null {
  const all = reported + computed + estimated + unknown;
  return all === 0 ? null : (reported + computed) / all;
}
