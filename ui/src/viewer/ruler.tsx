import { type PointerEvent, useEffect, useEffectEvent, useRef, useState } from "react";
import { between, type Tick, type TimeWindow, zoomed } from "./time-window.ts";

interface RulerProps {
  readonly ticks: readonly Tick[];
  readonly window: TimeWindow;
  readonly bounds: TimeWindow;
  readonly width: number;
  readonly onWindow: (window: TimeWindow | null) => void;
}

/** Pixels, rather too many: what would be cut off is left out. */
const labelRoom = (label: string) => 10 + 7 * label.length;

/** Moments of the window; drawing over it looks closer, a wheel over it zooms. */
export function Ruler({ ticks, window, bounds, width, onWindow }: RulerProps) {
  const ruler = useRef<HTMLDivElement>(null);
  const [drawn, setDrawn] = useState<{ readonly from: number; readonly to: number } | null>(null);
  const span = window.to - window.from;
  const shareOf = (event: { clientX: number }) =>
    ruler.current ? (event.clientX - ruler.current.getBoundingClientRect().left) / Math.max(1, width) : 0;
  function press(event: PointerEvent<HTMLElement>) {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    setDrawn({ from: shareOf(event), to: shareOf(event) });
  }
  function lift() {
    const next = drawn && between(window, drawn.from, drawn.to);
    setDrawn(null);
    if (next) onWindow(next);
  }
  const onWheel = useEffectEvent((event: WheelEvent) => {
    event.preventDefault();
    onWindow(
      zoomed(window, { factor: 1.002 ** event.deltaY, share: Math.max(0, Math.min(1, shareOf(event))), bounds }),
    );
  });
  useEffect(() => {
    const element = ruler.current;
    const turn = (event: WheelEvent) => onWheel(event);
    element?.addEventListener("wheel", turn, { passive: false });
    return () => element?.removeEventListener("wheel", turn);
  }, []);
  return (
    <div
      ref={ruler}
      role="img"
      aria-label="Moments of the trace"
      className="relative h-6 cursor-crosshair touch-none select-none overflow-hidden text-[11px] text-quiet tabular-nums"
      style={{ width }}
      onPointerDown={press}
      onPointerMove={(event) => drawn && setDrawn({ ...drawn, to: shareOf(event) })}
      onPointerUp={lift}
      onDoubleClick={() => onWindow(null)}
    >
      {ticks.map(({ at, label }) => {
        const left = Math.round(((at - window.from) / span) * width);
        return (
          <span
            key={at}
            className="absolute inset-y-0 flex items-center whitespace-nowrap border-line border-l pl-1.5"
            style={{ left }}
          >
            {width - left > labelRoom(label) && label}
          </span>
        );
      })}
      {drawn && (
        <span
          className="absolute inset-y-0 bg-accent opacity-30"
          style={{ left: Math.min(drawn.from, drawn.to) * width, width: Math.abs(drawn.to - drawn.from) * width }}
        />
      )}
    </div>
  );
}
