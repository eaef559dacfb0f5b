import type { StripStep } from "../strip/strip-steps.ts";

/** Agents and what else only holds steps together do no work of their own. */
const holders: ReadonlySet<string> = new Set(["session", "agent", "workflow", "task"]);

/** Whether steps that lie where they were in time would stand in heaps: nothing ran for nine tenths of it. */
export function isMostlyIdle(steps: readonly StripStep[], now: number): boolean {
  let [busy, until, end] = [0, 0, 1];
  for (const { start, duration, kind } of steps) {
    const stop = start + Math.max(0, duration ?? now - start);
    end = Math.max(end, stop);
    if (holders.has(kind)) continue;
    busy += Math.max(0, stop - Math.max(start, until));
    until = Math.max(until, stop);
  }
  return busy < end / 10;
}
