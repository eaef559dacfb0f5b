import { Table2 } from "lucide-react";
import { lazy, type ReactNode, Suspense, useMemo, useState } from "react";
import { useKeys } from "../parts/keys.ts";
import { useTurn } from "../parts/turn.ts";
import { ChartTip } from "./chart-tip.tsx";
import type { Drawn } from "./drawn.ts";
import { type Interval, nextAfter } from "./intervals.ts";
import { Legend } from "./legend.tsx";
import { mendLanguage } from "./mend-language.ts";
import { NumbersTable } from "./numbers-table.tsx";
import type { Series, Unit } from "./series.ts";
import { useShowsNumbers } from "./shows-numbers.ts";
import { lineSummary, stackSummary } from "./summary.ts";

const Plot = lazy(async () => {
  mendLanguage();
  return { default: (await import("./plot.tsx")).Plot };
});

export interface TimeChartProps {
  readonly title: string;
  readonly shape: "stack" | "lines";
  /** Milliseconds since 1970, where each interval begins. */
  readonly times: readonly number[];
  readonly interval: Interval;
  readonly series: readonly Series[];
  readonly unit: Unit;
  readonly height?: number;
  /** How many calls of each interval are in no series, since nobody knows what they cost. */
  readonly unknown?: readonly number[];
  /** Whose the numbers are is not known yet: it is drawn faintly. */
  readonly isPartial?: boolean;
  /** Beside the title. */
  readonly aside?: ReactNode;
}

/** What happened over time, as a picture or as the same numbers in a table; a stretch of it can be picked with the pointer. */
export function TimeChart({ title, aside, height = 220, ...chart }: TimeChartProps) {
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const { asNumbers, turnNumbers } = useShowsNumbers();
  // All charts of a page turn at once: the first of them answers the key.
  useKeys({ v: turnNumbers });
  const shown = chart.series.filter(({ key }) => !hidden.has(key));
  return (
    <figure aria-label={title} aria-busy={chart.isPartial} className="group m-0 min-w-0">
      <figcaption className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-1">
        <h2 className="font-semibold">{title}</h2>
        {aside}
        <button
          type="button"
          aria-pressed={asNumbers}
          onClick={turnNumbers}
          title={asNumbers ? "Show as a chart (v)" : "Show the numbers (v)"}
          aria-label="Numbers"
          className="tool-button ml-auto aria-pressed:bg-picked aria-pressed:text-ink"
        >
          <Table2 size={15} aria-hidden />
        </button>
      </figcaption>
      {asNumbers ? (
        <NumbersTable title={title} {...chart} series={shown} height={height} />
      ) : (
        <Picture {...chart} series={shown} height={height} />
      )}
      <Legend series={chart.series} hidden={hidden} onChange={setHidden} unknown={chart.unknown} />
    </figure>
  );
}

type PictureProps = Omit<TimeChartProps, "title" | "aside"> & { readonly height: number };

function Picture({ shape, times, interval, series, unit, unknown, height }: PictureProps) {
  const [point, setPoint] = useState<Point>();
  const turn = useTurn();
  // The same as long as its numbers are: pointing at it must not draw it anew.
  const drawn = useMemo(
    () => drawnOf({ shape, times, interval, series, unit, unknown }),
    [shape, times, interval, series, unit, unknown],
  );
  const summary = (shape === "stack" ? stackSummary : lineSummary)({ times, interval, series, unit });
  function pick(from: number, to: number) {
    turn({ from: new Date(from).toISOString(), to: new Date(to).toISOString(), last: undefined });
  }
  return (
    <div className="relative group-aria-busy:opacity-30" style={{ height }}>
      {times.length > 0 && (
        <Suspense>
          <Plot
            drawn={drawn}
            summary={summary}
            height={height}
            onPoint={(index, left) => setPoint((before) => pointAt(before, index, left))}
            onPick={pick}
          />
        </Suspense>
      )}
      {point && <ChartTip {...{ shape, times, interval, series, unit, unknown }} {...point} />}
    </div>
  );
}

interface Point {
  readonly index: number;
  readonly left: number;
}

/** The one before where nothing moved. */
function pointAt(before: Point | undefined, index: number | null, left: number): Point | undefined {
  if (index === null) return undefined;
  return before?.index === index && before.left === left ? before : { index, left };
}

function drawnOf({ shape, times, interval, series, unit, unknown }: Omit<PictureProps, "height">): Drawn {
  const [begin, end] = [times[0] ?? 0, nextAfter(times.at(-1) ?? 0, interval)];
  return { shape, times, begin, end, unit, unknown, series: shape === "stack" ? series.toReversed() : series };
}
