import type { Step } from "../model/step.ts";
import { calledOf, groupedBy, isModelCall, times, wentWell } from "./calls.ts";
import type { Found, Rule, Story } from "./rule.ts";
import type { Thresholds } from "./thresholds.ts";

/** A model that went well and answered nothing: no words, no call of a tool. Thoughts alone are no answer. */
export const emptyAnswer: Rule = { name: "empty-answer", find };

function* find({ steps }: Story, { emptyAnswerTokens }: Thresholds): Generator<Found> {
  const empty = steps.filter((step) => isModelCall(step) && wentWell(step) && isEmpty(step, emptyAnswerTokens));
  const last = steps.findLast((step) => isModelCall(step));
  for (const [called, group] of groupedBy(empty, calledOf)) {
    const wasLast = last !== undefined && group.at(-1) === last;
    const thoughtOnly = group.filter(({ usage }) => usage !== undefined && usage.reasoning > 0).length;
    yield {
      severity: wasLast ? "error" : "warning",
      title: `${called} answered nothing ${times(group.length)}${wasLast ? ", and with that the run ended" : ""}.`,
      steps: group,
      facts: { called, answers: group.length, thoughtOnly, last: wasLast, finishReason: reasonOf(group) },
    };
  }
}

/** Where more tokens came than an empty answer has, what was said was not captured. */
function isEmpty({ said, usage, finishReasons }: Step, most: number): boolean {
  const visible = usage === undefined ? undefined : usage.output - usage.reasoning;
  if (said?.isBlank) return visible === undefined || visible <= most;
  if (said !== undefined && said.returned !== "") return false;
  return usage !== undefined && usage.input > 0 && usage.output === 0 && finishReasons.some(isFinal);
}

/** It ended, and not with a tool to be called. */
const isFinal = (reason: string) => !/tool|function/i.test(reason);

const reasonOf = (group: readonly Step[]) => group.at(-1)?.finishReasons[0]?.slice(0, 80) ?? null;
