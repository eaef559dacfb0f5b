import type { UsageOf } from "./usage.ts";

export type StripOf = Exclude<UsageOf, "spans">;

/** The steps of a session or trace in the order of their start, as columns. Where there are many, a tick stands for several. */
export interface Strip {
  readonly id: string;
  /** What the user of a session asked first, where that is not long to find; a trace tells it by itself. */
  readonly title: string | null;
  /** When the first step starts: Unix nanoseconds. */
  readonly startTime: string;
  /** How many steps there are; more than there are ticks where neighbours share one. */
  readonly stepCount: number;
  readonly ticks: StripTicks;
}

/** One entry a tick in each column. */
export interface StripTicks {
  /** Nanoseconds after `startTime`. */
  readonly start: readonly number[];
  /** Nanoseconds until the last step of the tick ended; null while one of them runs. */
  readonly duration: readonly (number | null)[];
  /** The place in `texts` of what most of its steps are: their kind, what was called, and the agent. */
  readonly kind: readonly number[];
  readonly name: readonly number[];
  readonly agent: readonly number[];
  /** How many steps it stands for, and how many of them failed. */
  readonly count: readonly number[];
  readonly failed: readonly number[];
}

export interface Strips {
  readonly of: StripOf;
  /** In the order asked for; what has no steps is left out. */
  readonly items: readonly Strip[];
  /** What the columns of the ticks refer to; the first is empty. */
  readonly texts: readonly string[];
}
