import { type PointerEvent, useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from "react";
import { fitted } from "./bars.tsx";
import type { Density } from "./density.ts";
import { drawMinimap } from "./draw-minimap.ts";
import { useThemeColors } from "./theme-colors.ts";
import { between, moved, type TimeWindow, zoomed } from "./time-window.ts";

interface MinimapProps {
  readonly density: Density;
  /** The last moment the density tells of. */
  readonly extent: number;
  readonly bounds: TimeWindow;
  readonly window: TimeWindow;
  readonly width: number;
  /** null is the whole. */
  readonly onWindow: (window: TimeWindow | null) => void;
}

const height = 36;

/** The whole trace as it was busy, and which part of it is shown; drawing over it shows another. */
export function Minimap({ density, extent, bounds, window, width, onWindow }: MinimapProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const colors = useThemeColors();
  const share = extent / bounds.to;
  useLayoutEffect(() => {
    const context = fitted(canvas.current, width, height);
    if (context) drawMinimap(context, { density, share, colors, width, height });
  }, [density, share, colors, width]);

  const [drawn, setDrawn] = useState<{ readonly from: number; readonly to: number } | null>(null);
  const held = useRef<{ readonly share: number; readonly window: TimeWindow | null } | null>(null);
  const isWhole = window.from <= bounds.from && window.to >= bounds.to;
  const shareOf = (event: { clientX: number }) =>
    canvas.current ? (event.clientX - canvas.current.getBoundingClientRect().left) / Math.max(1, width) : 0;
  function press(event: PointerEvent<HTMLElement>) {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const at = shareOf(event);
    const moment = at * bounds.to;
    held.current = { share: at, window: !isWhole && moment > window.from && moment < window.to ? window : null };
  }
  function move(event: PointerEvent) {
    if (!held.current) return;
    const at = shareOf(event);
    if (held.current.window) onWindow(moved(held.current.window, (at - held.current.share) * bounds.to, bounds));
    else setDrawn({ from: held.current.share, to: at });
  }
  function lift() {
    const next = drawn && between(bounds, drawn.from, drawn.to);
    held.current = null;
    setDrawn(null);
    if (next) onWindow(next);
  }
  const onWheel = useEffectEvent((event: WheelEvent) => {
    event.preventDefault();
    const at = Math.max(0, Math.min(1, (shareOf(event) * bounds.to - window.from) / (window.to - window.from)));
    onWindow(zoomed(window, { factor: 1.002 ** event.deltaY, share: at, bounds }));
  });
  useEffect(() => {
    const element = canvas.current?.parentElement;
    const turn = (event: WheelEvent) => onWheel(event);
    element?.addEventListener("wheel", turn, { passive: false });
    return () => element?.removeEventListener("wheel", turn);
  }, []);

  const left = (window.from / bounds.to) * width;
  const right = (window.to / bounds.to) * width;
  return (
    <div
      role="img"
      aria-label="How many steps ran at once over the trace, and where some failed"
      className="relative h-9 cursor-crosshair touch-none overflow-hidden"
      style={{ width }}
      title="Draw over it to look closer, double-click for the whole"
      onPointerDown={press}
      onPointerMove={move}
      onPointerUp={lift}
      onDoubleClick={() => onWindow(null)}
    >
      <canvas ref={canvas} aria-hidden className="absolute inset-0" style={{ width, height }} />
      {!isWhole && (
        <>
          <span className="absolute inset-y-0 left-0 bg-ground opacity-75" style={{ width: left }} />
          <span
            className="absolute inset-y-0 right-0 bg-ground opacity-75"
            style={{ width: Math.max(0, width - right) }}
          />
          <span
            className="absolute inset-y-0 cursor-grab border-accent border-x-2"
            style={{ left, width: Math.max(4, right - left) }}
          />
        </>
      )}
      {drawn && (
        <span
          className="absolute inset-y-0 border-accent border-x bg-accent opacity-30"
          style={{ left: Math.min(drawn.from, drawn.to) * width, width: Math.abs(drawn.to - drawn.from) * width }}
        />
      )}
    </div>
  );
}
