import type { Step } from "../model/step.ts";
import { calledOf, follows, isToolCall, times } from "./calls.ts";
import type { Found, Rule, Story } from "./rule.ts";
import type { Thresholds } from "./thresholds.ts";

/**
 * An agent that calls one tool time and again, one call after the other, with ever other arguments, and gets nowhere:
 * most calls fail, give nothing, or give what an earlier one gave.
 */
export const toolThrash: Rule = { name: "tool-thrash", find };

interface Stretch {
  readonly steps: Step[];
  readonly given: Set<string>;
  readonly returned: Set<string>;
  fruitless: number;
}

function* find({ steps }: Story, thresholds: Thresholds): Generator<Found> {
  const ofAgents = new Map<string, Stretch>();
  for (const step of steps) {
    if (!isToolCall(step) || step.end === undefined) continue;
    const stretch = ofAgents.get(step.agentName);
    const last = stretch?.steps.at(-1);
    if (stretch !== undefined && last?.toolName === step.toolName && follows(step, last)) {
      take(stretch, step);
      continue;
    }
    if (stretch !== undefined) yield* told(stretch, thresholds);
    ofAgents.set(step.agentName, take({ steps: [], given: new Set(), returned: new Set(), fruitless: 0 }, step));
  }
  for (const stretch of ofAgents.values()) yield* told(stretch, thresholds);
}

function take(stretch: Stretch, step: Step): Stretch {
  const { given = "", returned = "", isBlank = false, complaint = "" } = step.said ?? {};
  const isFruitless = step.status === "error" || isBlank || complaint !== "" || stretch.returned.has(returned);
  if (isFruitless) stretch.fruitless += 1;
  if (given !== "") stretch.given.add(given);
  if (returned !== "") stretch.returned.add(returned);
  stretch.steps.push(step);
  return stretch;
}

function* told({ steps, given, fruitless }: Stretch, { thrashCalls, thrashPercent }: Thresholds): Generator<Found> {
  const [first] = steps;
  if (first === undefined || steps.length < thrashCalls) return;
  const isVaried = given.size * 2 > steps.length;
  if (!isVaried || fruitless * 100 < thrashPercent * steps.length) return;
  const called = calledOf(first);
  yield {
    severity: "warning",
    title: `${called} was called ${times(steps.length)} in a row with ${given.size} different arguments, and ${fruitless} of the calls came to nothing.`,
    steps,
    facts: { called, agent: first.agentName || null, calls: steps.length, fruitless, arguments: given.size },
  };
}
