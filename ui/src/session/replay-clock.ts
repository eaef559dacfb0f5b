import type { Span } from "../../../receiver/src/model/span.ts";

/** The moments at which something began or ended, in nanoseconds after the session began, in order. */
export function momentsOf(spans: readonly Span[], since: string): readonly number[] {
  const start = BigInt(since);
  const all = spans.flatMap(({ startTime, endTime }) => [startTime, ...(endTime === null ? [] : [endTime])]);
  return [...new Set(all.map((time) => Math.max(0, Number(BigInt(time) - start))))].sort((one, other) => one - other);
}

/** Nothing that happens is waited for longer, in nanoseconds of the session. */
const longestWait = 2e9;

/** Where playing has come to: the time that went by, but what is long in coming comes at once. */
export function playedTo(moments: readonly number[], from: number, nanos: number): number {
  const next = after(moments, from);
  if (next === null) return moments.at(-1) ?? 0;
  const wait = next - from;
  if (wait > longestWait) return next - longestWait + nanos;
  return Math.min(from + nanos, moments.at(-1) ?? from);
}

/** The next moment, or null at the end. Steps are by whole milliseconds, as addresses say them. */
export function after(moments: readonly number[], from: number): number | null {
  return moments.find((moment) => moment >= from + 1e6) ?? null;
}

export function before(moments: readonly number[], from: number): number | null {
  return moments.findLast((moment) => moment <= from - 1e6) ?? null;
}
