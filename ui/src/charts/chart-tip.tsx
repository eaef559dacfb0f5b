import { plural } from "../../../receiver/src/format.ts";
import type { Interval } from "./intervals.ts";
import { type Series, sumOf, type Unit } from "./series.ts";
import { Swatch } from "./swatch.tsx";
import { intervalWords } from "./time-words.ts";

interface ChartTipProps {
  readonly shape: "stack" | "lines";
  readonly times: readonly number[];
  readonly interval: Interval;
  readonly series: readonly Series[];
  readonly unit: Unit;
  readonly unknown?: readonly number[] | undefined;
  readonly index: number;
  /** Pixels from the left edge of the chart. */
  readonly left: number;
}

/** The exact values of what is pointed at. It stands on the side where there is room. */
export function ChartTip({ shape, times, interval, series, unit, unknown, index, left }: ChartTipProps) {
  const time = times[index];
  if (time === undefined) return null;
  const told = series.flatMap(({ key, label, hue, values }) => {
    const value = values[index] ?? null;
    return value === null || (shape === "stack" && value === 0) ? [] : [{ key, label, hue, value }];
  });
  const missing = unknown?.[index] ?? 0;
  return (
    <div
      role="status"
      className="pointer-events-none absolute top-2 z-10 min-w-40 max-w-72 rounded-box border border-line bg-raised px-2.5 py-2 text-table shadow-lg"
      style={{ left, translate: left > 320 ? "calc(-100% - 12px)" : "12px" }}
    >
      <p className="mb-1 font-semibold">{intervalWords(time, interval)}</p>
      {told.length === 0 && missing === 0 && <p className="text-quiet">Nothing</p>}
      {told.map(({ key, label, hue, value }) => (
        <p key={key} className="flex items-center gap-2">
          <Swatch hue={hue} />
          <span className="min-w-0 flex-1 truncate">{label}</span>
          <span className="tabular-nums">{unit.exact(value)}</span>
        </p>
      ))}
      {shape === "stack" && told.length > 1 && (
        <p className="mt-1 flex justify-between gap-3 border-line border-t pt-1 font-semibold">
          In all <span className="tabular-nums">{unit.exact(sumOf(told.map(({ value }) => value)))}</span>
        </p>
      )}
      {missing > 0 && (
        <p className="mt-1 flex items-center gap-2 text-quiet">
          <span className="hatched size-2.5 shrink-0 rounded-xs" aria-hidden />
          {plural(missing, "call")} of unknown cost
        </p>
      )}
    </div>
  );
}
