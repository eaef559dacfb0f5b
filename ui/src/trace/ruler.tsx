import { useIsWide } from "../parts/wide.ts";
import { ticksOf, type Window } from "./scale.ts";

/** The two columns of the waterfall, names and bars, the same in every row. */
export const waterfallColumns = "minmax(0, 1fr) minmax(0, 1.1fr)";
export const wideWaterfallColumns = "minmax(15rem, 24rem) minmax(0, 1fr)";

interface RulerProps {
  readonly window: Window;
  readonly isZoomed: boolean;
  readonly onReset: () => void;
}

export function Ruler({ window, isZoomed, onReset }: RulerProps) {
  const isWide = useIsWide();
  const span = window.to - window.from;
  return (
    <div
      className="grid h-7 shrink-0 items-center overflow-y-hidden border-line border-b text-quiet text-table [scrollbar-gutter:stable]"
      style={{ gridTemplateColumns: isWide ? wideWaterfallColumns : waterfallColumns }}
    >
      <span className="flex gap-3 pl-4">
        Span
        {isZoomed && (
          <button type="button" onClick={onReset} className="text-accent hover:underline">
            Show the whole trace
          </button>
        )}
      </span>
      <span data-bars className="relative mr-16 h-full tabular-nums">
        {ticksOf(window, isWide ? 6 : 2).map(({ at, label }) => (
          <span
            key={at}
            className="absolute inset-y-0 flex items-center whitespace-nowrap border-line border-l pl-1.5"
            style={{ left: `${((at - window.from) / span) * 100}%` }}
          >
            {label}
          </span>
        ))}
      </span>
    </div>
  );
}
