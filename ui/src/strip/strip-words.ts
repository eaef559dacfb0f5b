import { formatDuration, plural } from "../../../receiver/src/format.ts";
import { familyOf, type KindFamily } from "../../../receiver/src/model/kind-family.ts";
import { endOf } from "./strip-layout.ts";
import type { StripStep, StripSteps } from "./strip-steps.ts";

const nouns: Readonly<Record<KindFamily, string>> = {
  agent: "agent",
  llm: "model call",
  tool: "tool",
  retrieval: "retrieval",
  guardrail: "check",
  operation: "operation",
  event: "event",
};

/** A strip for those who do not see it: `14 steps over 18 s: 8 model calls, 5 tools, 1 agent. 1 failed. Running.` */
export function stripWords({ steps, stepCount }: StripSteps, now: number): string {
  if (steps.length === 0) return "no steps";
  const sums = new Map<KindFamily, number>();
  for (const { kind, count } of steps) sums.set(familyOf(kind), (sums.get(familyOf(kind)) ?? 0) + count);
  const kinds = [...sums]
    .sort(([, one], [, other]) => other - one)
    .map(([family, count]) => plural(count, nouns[family]));
  const failed = steps.reduce((sum, step) => sum + step.failed, 0);
  return [
    `${plural(stepCount, "step")} over ${formatDuration(endOf(steps, now))}: ${kinds.join(", ")}`,
    failed > 0 && `${failed} failed`,
    steps.some(({ duration }) => duration === null) && "running",
  ]
    .filter(Boolean)
    .join(". ");
}

/** What a tick stands for, in one line: `web_search · failed after 2 s · researcher`. */
export function tickWords(steps: readonly StripStep[]): string {
  const [first] = steps;
  if (first === undefined) return "";
  const count = steps.reduce((sum, step) => sum + step.count, 0);
  const failed = steps.reduce((sum, step) => sum + step.failed, 0);
  if (count === 1)
    return [stepName(first), wentOf(first), first.agent !== first.name && first.agent].filter(Boolean).join(" · ");
  const names = [...new Set(steps.map(stepName))];
  const shown = names.length > 3 ? `${names.slice(0, 3).join(", ")}, …` : names.join(", ");
  return [plural(count, "step"), shown, failed > 0 && `${failed} failed`].filter(Boolean).join(" · ");
}

const stepName = ({ name, kind }: StripStep) => name || nouns[familyOf(kind)];

function wentOf({ duration, failed }: StripStep): string {
  if (duration === null) return "running";
  return failed > 0 ? `failed after ${formatDuration(duration)}` : formatDuration(duration);
}
