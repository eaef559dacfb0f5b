import { type Interval, nextAfter } from "../charts/intervals.ts";
import { intervalWords } from "../charts/time-words.ts";
import type { Spike } from "./attention.ts";

const fewest = 8;
const often = 4;
const leastDollars = 0.01;
const mostTold = 3;

/** Stretches whose steps cost at least four times what a step with any cost usually does, the dearest first. */
export function spikesIn(times: readonly number[], values: readonly number[], interval: Interval): readonly Spike[] {
  const spent = values.filter((value) => value > 0).sort((a, b) => a - b);
  const usual = spent[Math.floor(spent.length / 2)] ?? 0;
  if (spent.length < fewest || usual === 0) return [];
  const isHigh = (index: number) => (values[index] ?? 0) >= Math.max(usual * often, leastDollars);
  return times
    .flatMap((_, first) => (isHigh(first) && !isHigh(first - 1) ? [stretchFrom(first)] : []))
    .sort((a, b) => b.cost - a.cost)
    .slice(0, mostTold);

  function stretchFrom(first: number): Spike {
    let last = first;
    while (isHigh(last + 1)) last++;
    const cost = values.slice(first, last + 1).reduce((sum, value) => sum + value, 0);
    const [from, begin] = [times[first] ?? 0, times[last] ?? 0];
    const words = intervalWords(from, interval);
    return { from, to: nextAfter(begin, interval), words, cost, times: cost / (last + 1 - first) / usual };
  }
}
