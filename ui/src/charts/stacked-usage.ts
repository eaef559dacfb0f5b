import { useQuery } from "@tanstack/react-query";
import { millisOf } from "../../../receiver/src/format.ts";
import type { UsageDimension } from "../../../receiver/src/model/usage.ts";
import { type Narrowing, type Usage, type UsageAnswer, type UsageGiven, usageQuery } from "../api/usage-queries.ts";
import type { TimeSearch } from "../search.ts";
import type { SumMeasure } from "../sum-search.ts";
import { type Interval, intervalStarts, viewerZone } from "./intervals.ts";
import { type Series, stackedSeries } from "./series.ts";

interface Asked {
  readonly project: string;
  readonly time: TimeSearch;
  readonly narrowing: Narrowing;
  readonly by: UsageDimension;
  readonly interval: Interval;
  readonly measure: SumMeasure;
}

const most = 8;

/** What was spent over time by those that spent most, and by all others together. */
export function useStackedUsage({ project, time, narrowing, by, interval, measure }: Asked) {
  const steps = { interval, zone: viewerZone, limit: 10_000 } as const;
  const groups = useQuery(usageQuery(project, time, { ...narrowing, groupBy: by, limit: 1000 }));
  const totals = useQuery(usageQuery(project, time, { ...narrowing, ...steps }));
  const keys = largest(groups.data?.items ?? [], by, measure);
  const told = useQuery({
    ...usageQuery(project, time, { ...narrowing, ...steps, groupBy: by, [by]: keys } as UsageGiven),
    enabled: keys.length > 0,
  });
  const times = totals.data ? timesOf(totals.data, interval) : [];
  return {
    groups,
    totals,
    times,
    /** Sums are there, and whose they are is still on the way. */
    isPartial: keys.length > 0 && told.data === undefined,
    series: totals.data ? seriesOf({ times, keys, by, measure }, told.data?.items ?? [], totals.data.items) : [],
    unknown: measure === "cost" ? unknownAt(times, totals.data?.items ?? []) : undefined,
  };
}

interface Stack {
  readonly times: readonly number[];
  readonly keys: readonly string[];
  readonly by: UsageDimension;
  readonly measure: SumMeasure;
}

function seriesOf(
  { times, keys, by, measure }: Stack,
  told: readonly Usage[],
  totals: readonly Usage[],
): readonly Series[] {
  return stackedSeries({
    times,
    keys,
    told: told.map((row) => ({ time: momentOf(row), key: row.group[by] ?? "", value: measured(row, measure) })),
    totals: totals.map((row) => ({ time: momentOf(row), value: measured(row, measure) })),
    restLabel: keys.length === 0 ? "all" : "all else",
  });
}

/** When each step of an answer begins, those in which nothing happened too. */
export function timesOf({ items, from, to }: UsageAnswer, interval: Interval): readonly number[] {
  const first = from === 0 ? items.map(momentOf)[0] : from;
  return first === undefined ? [] : intervalStarts(first, to, interval);
}

/** One value for each step; null where nothing happened. */
export function valuesAt(times: readonly number[], items: readonly Usage[], tell: (row: Usage) => number | null) {
  const byTime = new Map(items.map((row) => [momentOf(row), row]));
  return times.map((time) => {
    const row = byTime.get(time);
    return row === undefined ? null : tell(row);
  });
}

function unknownAt(times: readonly number[], items: readonly Usage[]): readonly number[] {
  return valuesAt(times, items, ({ costCoverage }) => costCoverage.unknown).map((count) => count ?? 0);
}

function largest(rows: readonly Usage[], by: UsageDimension, measure: SumMeasure): readonly string[] {
  return rows
    .flatMap((row) => {
      const key = row.group[by];
      const value = measured(row, measure);
      return key == null || value === 0 ? [] : [{ key, value }];
    })
    .sort((a, b) => b.value - a.value)
    .slice(0, most)
    .map(({ key }) => key);
}

export function measured({ cost, tokens, calls }: Usage, measure: SumMeasure): number {
  if (measure === "cost") return Number(cost?.total ?? 0);
  return measure === "tokens" ? (tokens?.total ?? 0) : calls;
}

const momentOf = ({ time }: Usage) => (time === null ? 0 : millisOf(time));
