import type { Step } from "../model/step.ts";
import { calledOf, follows, groupedBy, isModelCall, isToolCall, times, wentWell } from "./calls.ts";
import type { Found, Rule, Story } from "./rule.ts";
import type { Thresholds } from "./thresholds.ts";

/**
 * The same call again though it had gone well. A tool must give back the same too, since one that is asked time and
 * again until something is ready is no loop; a model need not. Calls side by side are a fan-out and none of it. Where
 * other work was done in between, as with tests that are run after each change, it is worth a look and no more.
 */
export const repeatedCall: Rule = { name: "repeated-call", find };

function* find({ steps }: Story, { repeatedCalls }: Thresholds): Generator<Found> {
  const looping = loopingIn(steps, repeatedCalls);
  for (const group of groupedBy(steps, keyOf).values()) {
    if (group.length < repeatedCalls) continue;
    const same = oneAfterTheOther(group);
    const [first] = same;
    if (first === undefined || same.length < repeatedCalls) continue;
    const loop = same.some((step) => looping.has(step));
    const often = `${times(same.length)}${loop ? " in a loop" : ""}`;
    yield {
      severity: loop ? "warning" : "info",
      title:
        first.kind === "tool"
          ? `${calledOf(first)} was called ${often} with the same arguments${sameResult(first)}.`
          : `${calledOf(first)} was asked the very same ${often}.`,
      steps: same,
      facts: {
        called: calledOf(first),
        kind: first.kind,
        calls: same.length,
        loop,
        sameResult: Boolean(first.said?.returned),
      },
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

/** A loop may lead over so many different calls. */
const longestLoop = 3;

/** Calls of an agent that are what the agent did one, two or three calls before, for so many rounds on end. */
function loopingIn(steps: readonly Step[], rounds: number): ReadonlySet<Step> {
  const looping = new Set<Step>();
  const sequences = groupedBy(steps, (step) =>
    isToolCall(step) || isModelCall(step) ? `${step.kind}\0${step.agentName}` : undefined,
  );
  for (const sequence of sequences.values()) {
    const keys = sequence.map(keyOf);
    for (let length = 1; length <= longestLoop; length += 1) {
      let run = 0;
      for (let at = length; at < sequence.length; at += 1) {
        run = keys[at] !== undefined && keys[at] === keys[at - length] ? run + 1 : 0;
        if (run < length * (rounds - 1)) continue;
        for (const step of sequence.slice(at - length + 1, at + 1)) looping.add(step);
      }
    }
  }
  return looping;
}
