import { formatDuration } from "../../../receiver/src/format.ts";

/** The part of the trace that is drawn, in nanoseconds from its origin. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

export interface Bar {
  /** Percent of the drawn width. */
  readonly left: number;
  readonly width: number;
}

/** Where a span is drawn, or null when it lies outside. What still runs reaches to `now`. */
export function barOf(node: { start: number; end: number | null }, window: Window, now: number): Bar | null {
  const span = window.to - window.from;
  const end = node.end ?? Math.max(now, node.start);
  if (span <= 0 || end < window.from || node.start > window.to) return null;
  const left = Math.max(0, (node.start - window.from) / span);
  const right = Math.min(1, (end - window.from) / span);
  return { left: left * 100, width: Math.max(0, right - left) * 100 };
}

export interface Tick {
  readonly at: number;
  readonly label: string;
}

/** Round moments within the window, at most `most` of them, 1, 2 or 5 times a power of ten apart. */
export function ticksOf(window: Window, most: number): Tick[] {
  const span = window.to - window.from;
  if (span <= 0 || most < 1) return [];
  const step = roundStep(span / most);
  const ticks: Tick[] = [];
  for (let i = Math.ceil(window.from / step); i * step < window.to; i++) {
    ticks.push({ at: i * step, label: labelOf(i * step, step) });
  }
  return ticks;
}

const units = [
  { nanos: 1e9, name: "s" },
  { nanos: 1e6, name: "ms" },
  { nanos: 1e3, name: "µs" },
] as const;

/** As exact as the step between two ticks asks for. */
function labelOf(nanos: number, step: number): string {
  if (nanos === 0) return "0";
  const unit = units.find((unit) => nanos >= unit.nanos);
  if (step >= 1e9 || !unit) return formatDuration(nanos);
  const places = Math.max(0, Math.ceil(Math.log10(unit.nanos / step) - 1e-9));
  return `${(nanos / unit.nanos).toFixed(places)} ${unit.name}`;
}

function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  const factor = [1, 2, 5].find((factor) => factor * power >= least) ?? 10;
  return factor * power;
}

/** The window grown or shrunk by `factor` around the point at `share` (0 to 1) of it, never past the trace's bounds. */
export function zoomed(window: Window, { factor, share, bounds }: { factor: number; share: number; bounds: Window }) {
  const span = Math.min(bounds.to - bounds.from, Math.max(1000, (window.to - window.from) * factor));
  const anchor = window.from + (window.to - window.from) * share;
  return moved({ from: anchor - span * share, to: anchor + span * (1 - share) }, 0, bounds);
}

/** The window shifted by nanoseconds, held within the bounds. */
export function moved(window: Window, by: number, bounds: Window): Window {
  const span = window.to - window.from;
  const from = Math.max(bounds.from, Math.min(bounds.to - span, window.from + by));
  return { from, to: from + span };
}

/** A window that shows one span with a little air around it. */
export function fitted(node: { start: number; end: number | null }, bounds: Window): Window {
  const end = node.end ?? bounds.to;
  const air = Math.max(1000, (end - node.start) * 0.1);
  return { from: Math.max(bounds.from, node.start - air), to: Math.min(bounds.to, end + air) };
}
