import { formatDuration } from "../../../receiver/src/format.ts";
import { ticksOf } from "../viewer/time-window.ts";
import type { ScalePart, TimeScale } from "./time-scale.ts";

interface WaterfallTimeProps {
  readonly scale: TimeScale;
  /** Of the column of names, in pixels. */
  readonly names: number;
  /** Nanoseconds after the session began. */
  readonly at: number | undefined;
  readonly seek: (nanos: number) => void;
  readonly isZoomed: boolean;
}

/** Pixels for each moment that is named. */
const room = 84;
/** A label that begins nearer to the end would be cut. */
const ending = 26;

/** Moments above the lanes, the pauses through them, and the moment that is looked at. */
export function WaterfallTime({ scale, names, at, seek, isZoomed }: WaterfallTimeProps) {
  const marks = scale.parts.flatMap(marksOf);
  const idle = scale.parts.filter(({ isIdle }) => isIdle);
  return (
    <>
      <div className="sticky top-0 z-2 flex h-6 border-line border-b bg-ground text-[11px] text-quiet tabular-nums">
        <span className="sticky left-0 z-1 shrink-0 border-line border-r bg-ground" style={{ width: names }} />
        <button
          type="button"
          tabIndex={-1}
          aria-hidden
          onClick={(event) => seek(scale.timeAt(event.clientX - event.currentTarget.getBoundingClientRect().left))}
          title="Look at this moment"
          className="relative h-full cursor-crosshair overflow-hidden"
          style={{ width: scale.width }}
        >
          {marks.map(({ x, label }) => (
            <span
              key={x}
              className="absolute inset-y-0 flex items-center whitespace-nowrap border-line border-l pl-1"
              style={{ left: x }}
            >
              {label}
            </span>
          ))}
        </button>
      </div>
      {idle.map(({ from, to, left, right }) => (
        <span
          key={from}
          title={`nothing ran for ${formatDuration(to - from)}`}
          className="pointer-events-none absolute border-line border-x border-dashed bg-hover/60 top-6 bottom-0 flex items-start justify-center pt-1 text-[10px] text-quiet"
          style={{ left: names + left, width: right - left }}
        >
          <span className="rounded-xs bg-ground px-0.5 tabular-nums">
            {right - left >= 36 || isZoomed
              ? formatDuration(to - from)
                  .split(" ")
                  .slice(0, 2)
                  .join(" ")
              : ""}
          </span>
        </span>
      ))}
      {at !== undefined && (
        <span
          aria-hidden
          className="pointer-events-none absolute top-0 bottom-0 z-1 w-px bg-ink"
          style={{ left: names + scale.xAt(at) }}
        />
      )}
    </>
  );
}

function marksOf({ from, to, left, right, isIdle }: ScalePart) {
  if (isIdle || right - left < ending) return [];
  const perNano = (right - left) / Math.max(1, to - from);
  const ticks = ticksOf({ from, to }, Math.max(1, Math.floor((right - left) / room)));
  return ticks
    .map(({ at, label }) => ({ x: left + (at - from) * perNano, label }))
    .filter(({ x }) => x <= right - ending);
}
