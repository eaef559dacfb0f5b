import { formatDuration } from "../../../receiver/src/format.ts";

/** The part of the trace that is drawn, in nanoseconds from its origin. */
export interface TimeWindow {
  readonly from: number;
  readonly to: number;
}

/** What it is zoomed into at most, in nanoseconds. */
const least = 1000;

export interface Tick {
  readonly at: number;
  readonly label: string;
}

/** Round moments within the window, at most `most` of them. */
export function ticksOf(window: TimeWindow, most: number): Tick[] {
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

const [second, minute, hour, day] = [1e9, 60e9, 3600e9, 86_400e9];
const longSteps = [
  ...[1, 2, 5, 10, 15, 30].map((count) => count * second),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * minute),
  ...[1, 2, 3, 6, 12].map((count) => count * hour),
];

/** 1, 2 or 5 times a power of ten; from a second on what clocks are read by. */
function roundStep(least: number): number {
  const long = least > second / 2 ? longSteps.find((step) => step >= least) : undefined;
  if (long !== undefined) return long;
  const unit = least > day / 2 ? day : 1;
  const power = 10 ** Math.floor(Math.log10(least / unit)) * unit;
  const factor = [1, 2, 5].find((factor) => factor * power >= least) ?? 10;
  return factor * power;
}

interface Zoom {
  readonly factor: number;
  /** Where in the window time stands still, from 0 to 1. */
  readonly share: number;
  readonly bounds: TimeWindow;
}

/** The window grown or shrunk by `factor` around the point at `share` of it, never past the trace's bounds. */
export function zoomed(window: TimeWindow, { factor, share, bounds }: Zoom): TimeWindow {
  const span = Math.min(bounds.to - bounds.from, Math.max(least, (window.to - window.from) * factor));
  const anchor = window.from + (window.to - window.from) * share;
  return moved({ from: anchor - span * share, to: anchor + span * (1 - share) }, 0, bounds);
}

/** The window shifted by nanoseconds, held within the bounds. */
export function moved(window: TimeWindow, by: number, bounds: TimeWindow): TimeWindow {
  const span = Math.min(window.to - window.from, bounds.to - bounds.from);
  const from = Math.max(bounds.from, Math.min(bounds.to - span, window.from + by));
  return { from, to: from + span };
}

/** A window that shows a stretch of time with a little air around it. */
export function fitted({ from, to }: TimeWindow, bounds: TimeWindow): TimeWindow {
  const air = Math.max(least, (to - from) * 0.1);
  return { from: Math.max(bounds.from, from - air), to: Math.min(bounds.to, to + air) };
}

/** Between two points of the window, as shares of it; what is too narrow to have been meant is nothing. */
export function between(window: TimeWindow, one: number, other: number): TimeWindow | null {
  const span = window.to - window.from;
  const [left, right] = [Math.max(0, Math.min(one, other)), Math.min(1, Math.max(one, other))];
  if (span * (right - left) < least || right - left < 0.004) return null;
  return { from: window.from + span * left, to: window.from + span * right };
}
