import type { StripPlaces, StripShape } from "./strip-layout.ts";
import type { StripStep } from "./strip-steps.ts";

/** The room of a step where there is enough: few steps stand together rather than far apart. */
export const widestPitch = (height: number) => 0.4 * height;

/** Agents and what else only holds steps together do no work of their own. */
const holders: ReadonlySet<string> = new Set(["session", "agent", "workflow", "task"]);

/** One place for each step, side by side, and a gap where nothing ran for a while. */
export function placesInOrder(
  steps: readonly StripStep[],
  { width, height, now }: StripShape,
  end: number,
): StripPlaces {
  const gaps = gapsBefore(steps, now);
  const wanted = gaps.reduce((sum, gap) => sum + gap, 0);
  // Gaps tell of stalls; they must not leave the steps without room.
  const scale = wanted > steps.length / 2 ? steps.length / 2 / wanted : 1;
  const units: number[] = [];
  let at = 0;
  for (const gap of gaps) {
    at += gap * scale;
    units.push(at);
    at += 1;
  }
  const pitch = Math.min(widestPitch(height), width / Math.max(1, at));
  const lefts = units.map((unit) => unit * pitch);
  const times = steps.map(({ start }) => start);
  const right = Math.min(width, at * pitch);
  return {
    lefts,
    pitch,
    xAt: (time) => between(time, [...times, end], [...lefts, right]),
    timeAt: (x) => between(x, [...lefts, right], [...times, end]),
  };
}

/** In places: half a place for a second in which nothing ran, and one more for each ten times as long, at most three. */
function gapsBefore(steps: readonly StripStep[], now: number): number[] {
  let busyUntil = Number.POSITIVE_INFINITY;
  return steps.map((step) => {
    const idle = step.start - busyUntil;
    if (!holders.has(step.kind)) {
      const until = step.start + Math.max(0, step.duration ?? now - step.start);
      busyUntil = Number.isFinite(busyUntil) ? Math.max(busyUntil, until) : until;
    }
    return idle < 1e9 ? 0 : Math.min(3, 0.5 + Math.log10(idle / 1e9));
  });
}

/** Reads a value off the line through the points; `from` does not fall. */
function between(value: number, from: readonly number[], to: readonly number[]): number {
  let at = 0;
  while (at < from.length - 2 && (from[at + 1] ?? 0) <= value) at += 1;
  const [low = 0, high = low] = [from[at], from[at + 1]];
  const [lowTo = 0, highTo = lowTo] = [to[at], to[at + 1]];
  if (high <= low) return lowTo;
  return lowTo + (highTo - lowTo) * Math.min(1, Math.max(0, (value - low) / (high - low)));
}
