import type { Span } from "../../../receiver/src/model/span.ts";

/** Steps in which something was said that are read at once. */
const blockSize = 80;

/** A stretch of a session: what begins in it is read together. In Unix nanoseconds; null is to its end. */
export interface SaidBlock {
  readonly from: string;
  readonly to: string | null;
}

/** The stretch in which a moment lies and the one before, the earlier first. Steps come by their start. */
export function blocksAt(steps: readonly Span[], moment: bigint): readonly SaidBlock[] {
  const talks = steps.filter(({ kind }) => kind === "llm" || kind === "tool");
  const begun = countUntil(talks, moment);
  const last = Math.max(0, Math.floor((begun - 1) / blockSize));
  return [last - 1, last].flatMap((block) => {
    const first = block < 0 ? undefined : talks[block * blockSize];
    if (!first) return [];
    return [{ from: first.startTime, to: talks[(block + 1) * blockSize]?.startTime ?? null }];
  });
}

/** How many began by then, by halves. */
function countUntil(talks: readonly Span[], moment: bigint): number {
  let [low, high] = [0, talks.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (BigInt((talks[middle] as Span).startTime) <= moment) low = middle + 1;
    else high = middle;
  }
  return low;
}
