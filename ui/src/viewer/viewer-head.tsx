import { formatExact } from "../../../receiver/src/format.ts";
import type { Layout } from "./layout.ts";
import { Minimap } from "./minimap.tsx";
import { ColumnHeads } from "./row-columns.tsx";
import { Ruler } from "./ruler.tsx";
import type { Tick, TimeWindow } from "./time-window.ts";

interface ViewerHeadProps {
  readonly layout: Layout;
  readonly mode: "bars" | "columns";
  readonly isWide: boolean;
  readonly bounds: TimeWindow;
  readonly window: TimeWindow;
  /** Nanoseconds from the origin. */
  readonly now: number;
  readonly ticks: readonly Tick[];
  /** Of the bars, in pixels. */
  readonly width: number;
  readonly onWindow: (window: TimeWindow | null) => void;
  readonly onPick: (row: number) => void;
}

/** What stands above the rows: how many there are, and the time or the names of the columns. */
export function ViewerHead({
  layout,
  mode,
  isWide,
  bounds,
  window,
  now,
  ticks,
  width,
  onWindow,
  onPick,
}: ViewerHeadProps) {
  return (
    <div className="flex shrink-0 border-line border-b">
      <span className="flex w-(--names) shrink-0 items-end truncate pb-1 pl-4 text-quiet text-table">
        {headWords(layout)}
      </span>
      {mode === "bars" ? (
        <span className="flex flex-col pt-1" style={{ width }}>
          <Minimap
            layout={layout}
            bounds={bounds}
            window={window}
            now={now}
            width={width}
            onWindow={onWindow}
            onPick={onPick}
          />
          <Ruler ticks={ticks} window={window} bounds={bounds} width={width} onWindow={onWindow} />
        </span>
      ) : (
        <span className="flex h-7 flex-1 items-center">
          <ColumnHeads isAll={isWide} />
        </span>
      )}
    </div>
  );
}

function headWords({ spans, spanCount, truncated }: Layout): string {
  return truncated
    ? `The first ${formatExact(spans)} of ${formatExact(spanCount)} spans`
    : `${formatExact(spans)} spans`;
}
