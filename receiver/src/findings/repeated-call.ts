import type { Step } from "../model/step.ts";
import { calledOf, follows, groupedBy, isModelCall, isToolCall, times, wentWell } from "./calls.ts";
import type { Found, Rule, Story } from "./rule.ts";
import type { Thresholds } from "./thresholds.ts";

/**
 * The same call again though it had gone well. A tool must give back the same too, since one that is asked time and
 * again until something is ready is no loop; a model need not. Calls side by side are a fan-out and none of it.
 */
export const repeatedCall: Rule = { name: "repeated-call", find };

function* find({ steps }: Story, { repeatedCalls }: Thresholds): Generator<Found> {
  for (const group of groupedBy(steps, keyOf).values()) {
    if (group.length < repeatedCalls) continue;
    const same = oneAfterTheOther(group);
    const [first] = same;
    if (first === undefined || same.length < repeatedCalls) continue;
    const isTool = first.kind === "tool";
    yield {
      severity: "warning",
      title: isTool
        ? `${calledOf(first)} was called ${times(same.length)} with the same arguments${sameResult(first)}.`
        : `${calledOf(first)} was asked the very same ${times(same.length)}.`,
      steps: same,
      facts: { called: calledOf(first), kind: first.kind, calls: same.length, sameResult: first.said?.returned !== "" },
    };
  }
}

const sameResult = ({ said }: Step) => (said?.returned ? " and gave the same result each time" : "");

function keyOf(step: Step): string | undefined {
  if (!step.said?.given || !wentWell(step)) return undefined;
  if (isToolCall(step)) return `tool\0${step.toolName}\0${step.said.given}\0${step.said.returned}`;
  return isModelCall(step) ? `llm\0${step.model}\0${step.said.given}` : undefined;
}

function oneAfterTheOther(group: readonly Step[]): Step[] {
  const kept: Step[] = [];
  for (const step of group) {
    const before = kept.at(-1);
    if (before === undefined || follows(step, before)) kept.push(step);
  }
  return kept;
}
