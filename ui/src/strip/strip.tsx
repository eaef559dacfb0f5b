import { type KeyboardEvent, type PointerEvent, useMemo, useRef, useState } from "react";
import { createPortal } from "react-dom";
import type { KindFamily } from "../../../receiver/src/model/kind-family.ts";
import { layOutStrip, type StripWindow, type Tick } from "./strip-layout.ts";
import type { StripSteps } from "./strip-steps.ts";
import { stripWords, tickWords } from "./strip-words.ts";
import { failedParts, failureMarks, tickPaths } from "./tick-shapes.ts";

export interface StripProps {
  readonly strip: StripSteps;
  readonly width: number;
  readonly height: number;
  /** Nanoseconds after the strip begins: how far what runs has come. */
  readonly now: number;
  /** In lists each step gets the same room; as a time axis all lies where it was in time. */
  readonly by?: "order" | "time";
  /** By time: the part that fills the width. */
  readonly zoom?: StripWindow | undefined;
  /** Times, in nanoseconds after the strip begins: what is looked at elsewhere, and the moment that is shown. */
  readonly window?: StripWindow | undefined;
  readonly cursor?: number | undefined;
  /** Makes it a scrubber. */
  readonly onSeek?: ((time: number) => void) | undefined;
}

const hues: Readonly<Record<KindFamily, string>> = {
  agent: "text-agent",
  llm: "text-llm",
  tool: "text-tool",
  retrieval: "text-retrieval",
  guardrail: "text-guardrail",
  operation: "text-operation",
  event: "text-operation",
};

/** A session or trace at a glance: one tick a step, in order of time. */
export function Strip({ strip, width, height, now, by = "order", zoom, window, cursor, onSeek }: StripProps) {
  const layout = useMemo(
    () => layOutStrip(strip.steps, { width, height, now, by, window: zoom }),
    [strip, width, height, now, by, zoom],
  );
  const [seen, setSeen] = useState<Seen>();
  const drawn = useMemo(
    () => ({ paths: tickPaths(layout), parts: failedParts(layout), marks: failureMarks(layout) }),
    [layout],
  );
  const seeking = useSeeking({ layout, strip, now, cursor, onSeek });
  const words = stripWords(strip, now);
  function look(event: PointerEvent<SVGSVGElement>) {
    const box = event.currentTarget.getBoundingClientRect();
    const tick = tickAt(layout.ticks, event.clientX - box.left);
    setSeen(tick && { tick, left: box.left + tick.x + tick.width / 2, top: box.top });
    if (event.buttons === 1) seeking.onDrag?.(event.clientX - box.left);
  }
  return (
    <>
      <svg
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        className={`block shrink-0 overflow-visible ${onSeek ? "cursor-pointer touch-none" : ""}`}
        aria-label={words}
        {...(onSeek ? seeking.attributes : { role: "img" })}
        onPointerDown={(event) => {
          if (!onSeek) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          seeking.onDrag?.(event.clientX - event.currentTarget.getBoundingClientRect().left);
        }}
        onPointerMove={look}
        onPointerLeave={() => setSeen(undefined)}
      >
        {window && (
          <WindowBox from={layout.xAt(window.from)} to={layout.xAt(window.to)} height={height} width={width} />
        )}
        {drawn.paths.map(({ family, isFailed, isRunning, path }) => (
          <path
            key={`${family} ${isFailed} ${isRunning}`}
            d={path}
            className={`${isFailed ? "text-error" : hues[family]} ${isRunning ? "animate-breathe" : ""}`}
            fill={isRunning ? "transparent" : "currentColor"}
            stroke={isRunning ? "currentColor" : "none"}
            strokeWidth={1.2}
          />
        ))}
        <path d={drawn.parts} className="text-error" fill="currentColor" />
        <path d={drawn.marks} className="text-error" stroke="currentColor" strokeWidth={1.3} fill="none" />
        {cursor !== undefined && <Cursor x={layout.xAt(cursor)} height={height} />}
      </svg>
      {seen && <Tip seen={seen} words={tickWords(strip.steps.slice(seen.tick.first, seen.tick.last + 1))} />}
    </>
  );
}

interface Seen {
  readonly tick: Tick;
  readonly left: number;
  readonly top: number;
}

/** The tick that is nearest, within reach of a finger. */
function tickAt(ticks: readonly Tick[], x: number): Tick | undefined {
  const away = (tick: Tick) => Math.abs(tick.x + tick.width / 2 - x);
  const nearest = ticks.reduce<Tick | undefined>(
    (best, tick) => (best && away(best) <= away(tick) ? best : tick),
    undefined,
  );
  return nearest && away(nearest) < 12 ? nearest : undefined;
}

function Tip({ seen: { left, top }, words }: { seen: Seen; words: string }) {
  return createPortal(
    <span
      role="tooltip"
      className="pointer-events-none fixed z-50 max-w-80 -translate-x-1/2 -translate-y-full truncate rounded-box border border-line bg-raised px-2 py-1 text-ink text-table shadow-lg"
      style={{ left: Math.min(Math.max(left, 90), innerWidth - 90), top: top - 4 }}
    >
      {words}
    </span>,
    document.body,
  );
}

function WindowBox({ from, to, height, width }: { from: number; to: number; height: number; width: number }) {
  const left = Math.max(0, from);
  return (
    <rect
      x={left}
      y={0.5}
      width={Math.max(2, Math.min(width, to) - left)}
      height={height - 1}
      rx={3}
      className="fill-picked stroke-accent"
    />
  );
}

function Cursor({ x, height }: { x: number; height: number }) {
  return <line x1={x} x2={x} y1={0} y2={height} className="stroke-ink" strokeWidth={1.5} />;
}

interface Seeking {
  readonly layout: ReturnType<typeof layOutStrip>;
  readonly strip: StripSteps;
  readonly now: number;
  readonly cursor: number | undefined;
  readonly onSeek: ((time: number) => void) | undefined;
}

/** By the pointer to any moment, by the arrows from step to step. */
function useSeeking({ layout, strip, now, cursor = 0, onSeek }: Seeking) {
  const last = useRef(-1);
  if (!onSeek) return {};
  const end = strip.steps.reduce((most, { start, duration }) => Math.max(most, start + (duration ?? now - start)), 1);
  const seek = (time: number) => {
    const next = Math.min(end, Math.max(0, time));
    if (next === last.current) return;
    last.current = next;
    onSeek(next);
  };
  const starts = strip.steps.map(({ start }) => start);
  const places = new Map<string, number>([
    ["ArrowRight", starts.find((start) => start > cursor) ?? end],
    ["ArrowLeft", starts.findLast((start) => start < cursor) ?? 0],
    ["Home", 0],
    ["End", end],
  ]);
  const at = strip.steps.filter(({ start }) => start <= cursor).slice(-1);
  return {
    onDrag: (x: number) => seek(layout.timeAt(x)),
    attributes: {
      role: "slider",
      tabIndex: 0,
      "aria-valuemin": 0,
      "aria-valuemax": Math.round(end / 1e6),
      "aria-valuenow": Math.round(cursor / 1e6),
      "aria-valuetext": tickWords(at),
      onKeyDown: (event: KeyboardEvent) => {
        const place = places.get(event.key);
        if (place === undefined) return;
        event.preventDefault();
        last.current = -1;
        seek(place);
      },
    },
  };
}
