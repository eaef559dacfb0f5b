import { familyOf, type KindFamily } from "../../../receiver/src/model/kind-family.ts";
import { placesInOrder, widestPitch } from "./places-in-order.ts";
import type { StripStep } from "./strip-steps.ts";

/** A part of the time of a strip, in nanoseconds after it begins. */
export interface StripWindow {
  readonly from: number;
  readonly to: number;
}

export interface StripShape {
  readonly width: number;
  readonly height: number;
  /** Nanoseconds after the strip begins: how far what runs has come. */
  readonly now: number;
  /** Each step gets the same room, and stalls a gap; or all lies where it was in time. */
  readonly by: "order" | "time";
  /** By time: which part of it fills the width; all of it when it is not said. */
  readonly window?: StripWindow | undefined;
}

export interface Tick {
  readonly x: number;
  readonly width: number;
  readonly height: number;
  readonly family: KindFamily;
  /** How many of its steps failed, from none, 0, to all, 1. */
  readonly failed: number;
  readonly isRunning: boolean;
  /** The places of the steps it stands for, from and to; `to` is among them. */
  readonly first: number;
  readonly last: number;
}

export interface StripLayout {
  readonly ticks: readonly Tick[];
  /** The room of the ticks; below it failures are marked. */
  readonly middle: number;
  readonly markTop: number;
  /** Nanoseconds to pixels, and back. */
  readonly xAt: (time: number) => number;
  readonly timeAt: (x: number) => number;
}

const markRoom = 5;
/** In pixels: narrower columns hold several steps. */
const narrowest = 3;

export function layOutStrip(steps: readonly StripStep[], shape: StripShape): StripLayout {
  const room = Math.max(1, shape.height - markRoom);
  const end = endOf(steps, shape.now);
  const { lefts, pitch, xAt, timeAt } =
    shape.by === "order" ? placesInOrder(steps, shape, end) : placesInTime(steps, shape, end);
  const width = tickWidth(pitch, shape.height);
  const column = shape.by === "time" ? Math.max(narrowest, width) : narrowest;
  const ticks = columnsOf(lefts, shape.width, column).map(([first, last]) => {
    const told = steps.slice(first, last + 1);
    const longest = told.reduce((most, step) => Math.max(most, lengthOf(step, shape.now)), 0);
    return {
      x: Math.min(Math.max(0, lefts[first] ?? 0), Math.max(0, shape.width - width)),
      width,
      height: tickHeight(longest, width, room),
      family: familyOf(mostOf(told)?.kind ?? "span"),
      failed: failedShare(told),
      isRunning: told.some(({ duration }) => duration === null),
      first,
      last,
    };
  });
  return { ticks, middle: room / 2, markTop: room + 1, xAt, timeAt };
}

export interface StripPlaces {
  /** Where each step is; never further left than the one before. */
  readonly lefts: readonly number[];
  /** The room of one step. */
  readonly pitch: number;
  readonly xAt: (time: number) => number;
  readonly timeAt: (x: number) => number;
}

function placesInTime(steps: readonly StripStep[], { width, height, window }: StripShape, end: number): StripPlaces {
  const { from, to } = window ?? { from: 0, to: end };
  const span = Math.max(1, to - from);
  const xAt = (time: number) => ((time - from) / span) * width;
  const timeAt = (x: number) => from + (x / Math.max(1, width)) * span;
  // Where they are many they are narrow, so that they do not hide behind each other.
  const pitch = Math.min(widestPitch(height), width / Math.max(1, steps.length));
  return { lefts: steps.map(({ start }) => xAt(start)), pitch, xAt, timeAt };
}

/** When the last of the steps ended. */
export function endOf(steps: readonly StripStep[], now: number): number {
  return steps.reduce((end, step) => Math.max(end, finite(step.start) + lengthOf(step, now)), 1);
}

function lengthOf({ start, duration }: StripStep, now: number): number {
  return Math.max(0, finite(duration ?? now - start));
}

const finite = (value: number) => (Number.isFinite(value) ? value : 0);

/** From 20 ms, which are as high as they are wide, to a minute and more, which fill the room. */
function tickHeight(nanos: number, width: number, room: number): number {
  const least = Math.min(room, Math.max(3, width));
  const share = Math.log10(Math.max(1, nanos / 20_000_000)) / Math.log10(3000);
  return least + (room - least) * Math.min(1, share);
}

function tickWidth(pitch: number, height: number): number {
  const room = Math.max(narrowest, pitch);
  return Math.max(1.5, Math.min(0.3 * height, room >= 5 ? room - 1.5 : room - 1));
}

/** Steps that lie closer than a column is wide share it: the first and the last of each. Those outside are left out. */
function columnsOf(lefts: readonly number[], width: number, column: number): [number, number][] {
  const columns: [number, number][] = [];
  let begun = Number.NEGATIVE_INFINITY;
  for (const [at, x] of lefts.entries()) {
    if (x < -column || x > width) continue;
    const open = columns.at(-1);
    if (open !== undefined && x - begun < column - 0.01) open[1] = at;
    else {
      columns.push([at, at]);
      begun = x;
    }
  }
  return columns;
}

function failedShare(steps: readonly StripStep[]): number {
  const [failed, count] = steps.reduce(([bad, all], step) => [bad + step.failed, all + step.count], [0, 0]);
  return count === 0 ? 0 : Math.min(1, failed / count);
}

/** The step of which the most are told. */
function mostOf(steps: readonly StripStep[]): StripStep | undefined {
  const sums = new Map<KindFamily, number>();
  for (const { kind, count } of steps) sums.set(familyOf(kind), (sums.get(familyOf(kind)) ?? 0) + count);
  const most = Math.max(...sums.values());
  return steps.find(({ kind }) => sums.get(familyOf(kind)) === most);
}
