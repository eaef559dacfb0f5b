import { tellMarathon } from "./marathon.ts";
import { type Random, randomFrom } from "./random.ts";
import type { Story } from "./scene.ts";
import { tellSession, tellUnfinished } from "./session.ts";

export interface Days {
  readonly seed: string;
  /** The day the demo is run, `2026-11-21`: part of every id. */
  readonly day: string;
  /** Unix milliseconds at which the last days end. Ids do not depend on it. */
  readonly until: number;
  readonly days: number;
  readonly sessions: number;
  readonly running: number;
  /** Spans of the one very large trace; 0 leaves it out. */
  readonly marathonSpans: number;
}

const HOUR = 3_600_000;

/** The sessions of the last few days, the oldest first, then the large trace, then those that still run. */
export function* tellDays(days: Days): Generator<Story> {
  const starts = Array.from({ length: days.sessions }, (_, index) => ({ index, start: startOf(days, index) }));
  for (const { index, start } of starts.sort((a, b) => a.start - b.start)) {
    yield tellSession(chanceOf(days, `session ${index}`), start);
  }
  if (days.marathonSpans > 0) {
    yield tellMarathon(chanceOf(days, "marathon"), days.until - 7 * HOUR, days.marathonSpans);
  }
  for (let index = 0; index < days.running; index++) yield tellRunning(days, index);
}

/** A session that began a few minutes before `until`; with `end`, in Unix milliseconds, as it will have been. */
export function tellRunning(days: Days, index: number, end?: number): Story {
  return tellUnfinished(chanceOf(days, `running ${index}`), days.until - (index + 1) * 150_000, end);
}

/** The trace by which a second run finds out when the first one took place, and how long before `until` it starts. */
export function markerOf(days: Omit<Days, "until">): { traceId: string; millisBeforeEnd: number } {
  const { traceId } = tellSession(chanceOf(days, "session 0"), 0).spans[0]?.item ?? {};
  return { traceId: traceId ?? "", millisBeforeEnd: days.days * 24 * HOUR };
}

function chanceOf({ seed, day, days, sessions }: Omit<Days, "until">, name: string): Random {
  return randomFrom(`${seed}/${day}/${days}/${sessions}`).fork(name);
}

/** Spread over the days, fewer at night; the first exactly where they begin, the last well over by their end. */
function startOf(days: Days, index: number): number {
  const back = (1 - index / days.sessions) * days.days * 24 * HOUR;
  if (index === 0) return days.until - back;
  const random = chanceOf(days, `start ${index}`);
  const night = new Date(days.until - back).getUTCHours() < 6;
  const moved = night ? random.between(5, 9) * HOUR : random.between(0, 50) * 60_000;
  return Math.min(days.until - back + moved, days.until - HOUR);
}
