import type uPlot from "uplot";
import { type Series, stackUp, type Unit } from "./series.ts";

/** What a plot draws. */
export interface Drawn {
  readonly shape: "stack" | "lines";
  /** Milliseconds since 1970, where each interval begins. */
  readonly times: readonly number[];
  readonly begin: number;
  /** Of the last interval. */
  readonly end: number;
  /** In the order in which they are painted. */
  readonly series: readonly Series[];
  readonly unit: Unit;
  /** How many calls of each interval are in no series, since nobody knows what they cost. */
  readonly unknown: readonly number[] | undefined;
}

/** A stack is painted from its top, each over the one before: so the lowest is painted last and hides what lies behind. */
export function plotData({ shape, times, end, series }: Drawn): uPlot.AlignedData {
  const middles = times.map((time, index) => (time + (times[index + 1] ?? end)) / 2000);
  if (shape === "lines") return [middles, ...series.map(({ values }) => [...values])];
  const sums = stackUp(series.toReversed()).toReversed();
  return [middles, ...sums.map((values) => [...values])];
}
