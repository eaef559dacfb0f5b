import type { Step } from "../model/step.ts";
import { calledOf, groupedBy, inNumbers, isModelCall } from "./calls.ts";
import type { Found, Rule, Story } from "./rule.ts";
import type { Thresholds } from "./thresholds.ts";

/**
 * A call that fills most of what its model can hold. One that went well with more than we think the model holds tells
 * that it holds more, and is no finding.
 */
export const contextNearLimit: Rule = { name: "context-near-limit", find };

function* find({ steps, contextWindow }: Story, { contextPercent }: Thresholds): Generator<Found> {
  const near = groupedBy(steps, (step) => {
    const window = isModelCall(step) && step.usage ? contextWindow(step.provider, step.model) : undefined;
    if (window === undefined) return undefined;
    const used = usedBy(step);
    const isKnownWrong = used > window && step.status !== "error";
    return used * 100 >= contextPercent * window && !isKnownWrong ? calledOf(step) : undefined;
  });
  for (const [called, group] of near) {
    const fullest = group.reduce((most, step) => (usedBy(step) > usedBy(most) ? step : most));
    const window = contextWindow(fullest.provider, fullest.model) ?? 0;
    const percent = Math.floor((usedBy(fullest) * 100) / window);
    yield {
      severity: group.some(({ status }) => status === "error") ? "error" : "warning",
      title: `${called} was called with ${inNumbers(usedBy(fullest))} of the ${inNumbers(window)} tokens it can hold (${percent} %).`,
      steps: group,
      facts: { called, tokens: usedBy(fullest), window, percent, calls: group.length },
    };
  }
}

/** The answer takes room too. */
const usedBy = ({ usage }: Step) => (usage === undefined ? 0 : usage.input + usage.output);
