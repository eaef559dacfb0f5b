import type { Finding, Severity } from "../model/finding.ts";
import type { Step } from "../model/step.ts";
import { rules } from "./index.ts";
import type { ContextWindow, Found, Story } from "./rule.ts";
import type { Thresholds } from "./thresholds.ts";

export interface TraceToSearch {
  readonly traceId: string;
  /** In any order. */
  readonly steps: readonly Step[];
  /** Unix nanoseconds. */
  readonly now: bigint;
  readonly contextWindow: ContextWindow;
}

/** So many findings of one rule are told of a trace, and so many spans with each. */
const mostOfRule = 10;
const mostSpans = 20;
const longestTitle = 400;

const ranks: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

/**
 * What went wrong in a trace, the worst first. Takes time by the number of steps alone; yields between rules, so that
 * others may work.
 */
export function* findProblems(trace: TraceToSearch, thresholds: Thresholds): Generator<undefined, readonly Finding[]> {
  const story = storyOf(trace);
  const findings: Finding[] = [];
  for (const { name, find } of rules) {
    yield;
    for (const found of firstOf(find(story, thresholds), mostOfRule))
      findings.push(findingOf(found, name, trace.traceId));
  }
  return bySeverity(findings);
}

export const bySeverity = (findings: readonly Finding[]): readonly Finding[] =>
  findings.toSorted((one, other) => ranks[one.severity] - ranks[other.severity]);

export function findingOf(found: Found, rule: Finding["rule"], traceId: string): Finding {
  const { severity, title, steps, facts } = found;
  const spanIds = steps.slice(0, mostSpans).map(({ spanId }) => spanId);
  return { rule, severity, title: title.slice(0, longestTitle).toWellFormed(), traceId, spanIds, facts };
}

/** Takes no more than are asked for out of what may have no end. */
export function firstOf<Item>(items: Iterable<Item>, most: number): Item[] {
  const some: Item[] = [];
  for (const item of items) {
    some.push(item);
    if (some.length >= most) break;
  }
  return some;
}

function storyOf({ traceId, steps, now, contextWindow }: TraceToSearch): Story {
  const shown = steps.filter(({ isHidden }) => !isHidden).sort(byStart);
  const byId = new Map(shown.map((step) => [step.spanId, step]));
  return { traceId, steps: shown, byId, now, contextWindow };
}

function byStart(one: Step, other: Step): number {
  if (one.start !== other.start) return one.start < other.start ? -1 : 1;
  return one.spanId < other.spanId ? -1 : 1;
}
