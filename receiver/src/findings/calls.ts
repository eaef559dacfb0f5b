import type { Step } from "../model/step.ts";

export const isModelCall = ({ kind, counts }: Step): boolean => kind === "llm" && counts;
export const isToolCall = ({ kind, counts }: Step): boolean => kind === "tool" && counts;

/** A call that ended and went well. */
export const wentWell = ({ status, end }: Step): boolean => status === "ok" && end !== undefined;

/** What is called, for a person. Names come from the world: a long one is cut. */
export function calledOf({ kind, toolName, model, name }: Step): string {
  const called = (kind === "tool" && toolName) || (kind === "llm" && model) || name || kind;
  return short(called, 80);
}

export function short(text: string, most: number): string {
  const line = text
    .slice(0, most * 2)
    .replaceAll(/\s+/g, " ")
    .trim();
  return line.length > most ? `${line.slice(0, most - 1).toWellFormed()}…` : line.toWellFormed();
}

export const nanosPerSecond = 1_000_000_000n;

/** Seconds between two moments, as a person says them. */
export function inSeconds(nanos: bigint): string {
  const seconds = Number(nanos) / 1e9;
  if (seconds < 10) return `${Number(seconds.toFixed(1))} s`;
  if (seconds < 120) return `${Math.round(seconds)} s`;
  return seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
}

export const inNumbers = (count: number): string => count.toLocaleString("en-US");

export const times = (count: number): string => (count === 1 ? "once" : count === 2 ? "twice" : `${count} times`);

/** Whether a step begins when the other is over: it is no part of a fan-out. */
export function follows(step: Step, before: Step): boolean {
  return before.end !== undefined && step.start >= before.end;
}

/** The steps by a key, in their order; those without one are left out. */
export function groupedBy(steps: Iterable<Step>, keyOf: (step: Step) => string | undefined): Map<string, Step[]> {
  const groups = new Map<string, Step[]>();
  for (const step of steps) {
    const key = keyOf(step);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [step]);
    else group.push(step);
  }
  return groups;
}
