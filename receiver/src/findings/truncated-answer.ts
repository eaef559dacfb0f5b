import type { Step } from "../model/step.ts";
import { calledOf, groupedBy, inNumbers, isModelCall, times } from "./calls.ts";
import type { Found, Rule, Story } from "./rule.ts";
import type { Thresholds } from "./thresholds.ts";

/** An answer that was cut off because it may be no longer. */
export const truncatedAnswer: Rule = { name: "truncated-answer", find };

/** As providers write it, in small letters. */
const reasons: ReadonlySet<string> = new Set([
  "length",
  "max_tokens",
  "max-tokens",
  "maxtokens",
  "max_token",
  "max_output_tokens",
  "max_completion_tokens",
  "model_length",
  "model_context_window_exceeded",
  "finish_reason_max_tokens",
  "incomplete",
]);

function* find({ steps }: Story, { truncatedAnswers }: Thresholds): Generator<Found> {
  const cut = groupedBy(steps, (step) => (isModelCall(step) && isCut(step) ? calledOf(step) : undefined));
  for (const [called, group] of cut) {
    if (group.length < truncatedAnswers) continue;
    const longest = group.reduce((most, { usage }) => Math.max(most, usage?.output ?? 0), 0);
    const after = longest > 0 ? ` after ${inNumbers(longest)} tokens${group.length > 1 ? " at most" : ""}` : "";
    yield {
      severity: "warning",
      title: `An answer of ${called} was cut off ${times(group.length)}${after}.`,
      steps: group,
      facts: { called, answers: group.length, longest: longest || null, finishReason: reasonOf(group) },
    };
  }
}

const isCut = ({ finishReasons }: Step) => finishReasons.some((reason) => reasons.has(reason.toLowerCase()));

const reasonOf = (group: readonly Step[]) =>
  group.at(-1)?.finishReasons.find((one) => reasons.has(one.toLowerCase())) ?? null;
