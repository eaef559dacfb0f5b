/** A moment as callers give it. */
export type Moment = number | Date;

/** When something began and ended, as its caller says it: any two of the three, or the end is now. */
export interface Times {
  readonly startTime?: Moment | undefined;
  readonly endTime?: Moment | undefined;
  /** Milliseconds. */
  readonly duration?: number | undefined;
}

/** Epoch milliseconds. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Times that are no times are as if they were not given; nothing ends before it began. */
export function stretchOf({ startTime, endTime, duration }: Times): Stretch {
  const lasted = isTime(duration) ? duration : undefined;
  const began = millisOf(startTime);
  const end = millisOf(endTime) ?? (began !== undefined && lasted !== undefined ? began + lasted : Date.now());
  const start = began ?? end - (lasted ?? 0);
  return { start: Math.min(start, end), end };
}

/** Undefined for what is no moment. */
export function millisOf(moment: unknown): number | undefined {
  const millis = moment instanceof Date ? moment.getTime() : moment;
  return isTime(millis) && millis > 0 ? millis : undefined;
}

const isTime = (value: unknown): value is number => typeof value === "number" && value >= 0 && value < latest;

/** The last moment that a date can be. */
const latest = 8.64e15;
