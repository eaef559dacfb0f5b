import type { Interval } from "./intervals.ts";
import { type Series, sumOf, type Unit } from "./series.ts";
import { intervalWords } from "./time-words.ts";

interface Summed {
  readonly times: readonly number[];
  readonly interval: Interval;
  readonly series: readonly Series[];
  readonly unit: Unit;
}

/** A chart that adds up, in the words of someone who describes it: how much in all, of what most, when most. */
export function stackSummary({ times, interval, series, unit }: Summed): string {
  const totals = times.map((_, index) => sumOf(series.map(({ values }) => values[index] ?? 0)));
  const all = sumOf(totals);
  if (all === 0) return "Nothing in this time.";
  const parts = series
    .map(({ label, values }) => ({ label, sum: sumOf(values) }))
    .sort((a, b) => b.sum - a.sum)
    .slice(0, 3)
    .map(({ label, sum }) => `${label} ${unit.short(sum)}`);
  const peak = totals.indexOf(Math.max(...totals));
  const when = intervalWords(times[peak] ?? 0, interval);
  return `In all ${unit.short(all)}: ${parts.join(", ")}. Most at ${when}: ${unit.short(totals[peak] ?? 0)}.`;
}

/** Lines side by side: where each ends and how high it went. */
export function lineSummary({ series, unit }: Summed): string {
  const told = series.flatMap(({ label, values }) => {
    const known = values.filter((value) => value !== null);
    const last = known.at(-1);
    if (last === undefined) return [];
    return [`${label} ${unit.short(last)} at the end, at most ${unit.short(Math.max(...known))}`];
  });
  return told.length === 0 ? "Nothing in this time." : `${told.join("; ")}.`;
}
