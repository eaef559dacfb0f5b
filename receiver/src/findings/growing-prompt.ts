import { calledOf, groupedBy, inNumbers, isModelCall } from "./calls.ts";
import { growths, promptOf } from "./growth.ts";
import type { Found, Rule, Story } from "./rule.ts";
import type { Thresholds } from "./thresholds.ts";

/** An agent whose prompt gets longer with every call, and is never cut down. */
export const growingPrompt: Rule = { name: "growing-prompt", find };

function* find({ steps }: Story, thresholds: Thresholds): Generator<Found> {
  const ofAgents = groupedBy(steps, (step) =>
    isModelCall(step) && promptOf(step) > 0 ? `${step.agentName}\0${step.model}` : undefined,
  );
  for (const calls of ofAgents.values())
    for (const grown of growths(calls, thresholds)) {
      const [first] = grown;
      if (first === undefined) continue;
      const [from, to] = [promptOf(first), promptOf(grown.at(-1))];
      const called = calledOf(first);
      const factor = Number((to / from).toFixed(1));
      yield {
        severity: "warning",
        title: `The prompt of ${called} grew from ${inNumbers(from)} to ${inNumbers(to)} tokens over ${grown.length} calls (${factor} times).`,
        steps: grown,
        facts: { called, agent: first.agentName || null, from, to, factor, calls: grown.length },
      };
    }
}
