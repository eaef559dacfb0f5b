import { type PointerEvent, useEffect, useEffectEvent, useLayoutEffect, useMemo, useRef, useState } from "react";
import { Strip } from "../strip/strip.tsx";
import { fitted } from "./bars.tsx";
import { drawDensity } from "./draw-density.ts";
import type { Layout } from "./layout.ts";
import { useThemeColors } from "./theme-colors.ts";
import { between, moved, type TimeWindow, zoomed } from "./time-window.ts";

interface MinimapProps {
  readonly layout: Pick<Layout, "density" | "extent" | "origin" | "steps">;
  readonly bounds: TimeWindow;
  readonly window: TimeWindow;
  /** Nanoseconds from the origin: how far what runs has come. */
  readonly now: number;
  readonly width: number;
  /** null is the whole. */
  readonly onWindow: (window: TimeWindow | null) => void;
  /** A step was pressed: its row. */
  readonly onPick: (row: number) => void;
}

/** Pixels: the steps, and below them how many ran at once. */
const stripHeight = 26;
const densityHeight = 10;
/** Within reach of a finger. */
const reach = 12;
/** A pointer that moved further was dragged. */
const dragged = 4;
/** Milliseconds in which it follows the first. */
const secondPress = 250;

/** The strip of the whole trace, and which part of it is shown; drawing over it shows another. */
export function Minimap({ layout, bounds, window, now, width, onWindow, onPick }: MinimapProps) {
  const area = useRef<HTMLDivElement>(null);
  const { steps, origin } = layout;
  const strip = useMemo(() => {
    const stepCount = steps.reduce((sum, { count }) => sum + count, 0);
    return { startTime: origin, steps, stepCount, title: null };
  }, [steps, origin]);
  const whole = useMemo(() => ({ from: bounds.from, to: bounds.to }), [bounds.from, bounds.to]);

  const [drawn, setDrawn] = useState<{ readonly from: number; readonly to: number } | null>(null);
  const [isOver, setOver] = useState(false);
  const held = useRef<{ readonly share: number; readonly window: TimeWindow | null } | null>(null);
  const isWhole = window.from <= bounds.from && window.to >= bounds.to;
  const shareOf = (event: { clientX: number }) =>
    area.current ? (event.clientX - area.current.getBoundingClientRect().left) / Math.max(1, width) : 0;
  const isShown = (share: number) => !isWhole && share * bounds.to > window.from && share * bounds.to < window.to;
  function press(event: PointerEvent<HTMLElement>) {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const share = shareOf(event);
    held.current = { share, window: isShown(share) ? window : null };
  }
  function move(event: PointerEvent) {
    const at = shareOf(event);
    if (!held.current) return setOver(isShown(at));
    if (held.current.window) onWindow(moved(held.current.window, (at - held.current.share) * bounds.to, bounds));
    else setDrawn({ from: held.current.share, to: at });
  }
  function lift(event: PointerEvent) {
    const next = drawn && between(bounds, drawn.from, drawn.to);
    const from = held.current?.share;
    held.current = null;
    setDrawn(null);
    if (next) onWindow(next);
    else if (from !== undefined && Math.abs(shareOf(event) - from) * width < dragged) pickSoon(from);
  }
  const soon = useRef<ReturnType<typeof setTimeout>>(undefined);
  /** A second press means the whole; what is picked may move what is under the pointer. */
  function pickSoon(share: number): void {
    clearTimeout(soon.current);
    soon.current = setTimeout(() => pick(share), secondPress);
  }
  function showAll(): void {
    clearTimeout(soon.current);
    onWindow(null);
  }
  function pick(share: number): void {
    const away = (start: number) => Math.abs((start / bounds.to - share) * width);
    const [nearest] = steps.toSorted((one, other) => away(one.start) - away(other.start));
    if (nearest && away(nearest.start) < reach) onPick(nearest.row);
  }
  const onWheel = useEffectEvent((event: WheelEvent) => {
    event.preventDefault();
    const at = Math.max(0, Math.min(1, (shareOf(event) * bounds.to - window.from) / (window.to - window.from)));
    onWindow(zoomed(window, { factor: 1.002 ** event.deltaY, share: at, bounds }));
  });
  useEffect(() => {
    const element = area.current;
    const turn = (event: WheelEvent) => onWheel(event);
    element?.addEventListener("wheel", turn, { passive: false });
    return () => element?.removeEventListener("wheel", turn);
  }, []);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys zoom, pan and go to steps too
    <div
      ref={area}
      className={`relative touch-none overflow-hidden ${isOver ? "cursor-grab active:cursor-grabbing" : "cursor-crosshair"}`}
      style={{ width, height: stripHeight + densityHeight }}
      onPointerDown={press}
      onPointerMove={move}
      onPointerUp={lift}
      onPointerCancel={() => {
        held.current = null;
        setDrawn(null);
      }}
      onDoubleClick={showAll}
    >
      <Strip strip={strip} width={width} height={stripHeight} now={now} by="time" zoom={whole} />
      <Density layout={layout} share={layout.extent / bounds.to} width={width} />
      {!isWhole && (
        <Shown from={(window.from / bounds.to) * width} to={(window.to / bounds.to) * width} width={width} />
      )}
      {drawn && (
        <span
          className="pointer-events-none absolute inset-y-0 border-accent border-x bg-accent opacity-30"
          style={{ left: Math.min(drawn.from, drawn.to) * width, width: Math.abs(drawn.to - drawn.from) * width }}
        />
      )}
    </div>
  );
}

/** What is outside of the part that is shown is pale. */
function Shown({ from, to, width }: { from: number; to: number; width: number }) {
  const pale = "pointer-events-none absolute inset-y-0 bg-ground opacity-75";
  return (
    <>
      <span className={`${pale} left-0`} style={{ width: from }} />
      <span className={`${pale} right-0`} style={{ width: Math.max(0, width - to) }} />
      <span
        className="pointer-events-none absolute inset-y-0 border-accent border-x-2"
        style={{ left: from, width: Math.max(4, to - from) }}
      />
    </>
  );
}

interface DensityProps {
  readonly layout: Pick<Layout, "density">;
  /** How much of the width it covers: what runs has gone on since it was told. */
  readonly share: number;
  readonly width: number;
}

/** How many steps ran at once. */
function Density({ layout: { density }, share, width }: DensityProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const colors = useThemeColors();
  useLayoutEffect(() => {
    const context = fitted(canvas.current, width, densityHeight);
    if (context) drawDensity(context, { density, share, colors, width, height: densityHeight });
  }, [density, share, colors, width]);
  return (
    <canvas
      ref={canvas}
      aria-hidden
      className="pointer-events-none absolute bottom-0 left-0 opacity-50"
      style={{ width, height: densityHeight }}
    />
  );
}
