import type { Step } from "../model/step.ts";
import { groupedBy, isModelCall, isToolCall } from "./calls.ts";
import type { Thresholds } from "./thresholds.ts";

/**
 * The spans whose content could make a finding, those first that most likely do: calls of tools, and of models those
 * that may be empty, or the same again. The rest says nothing more than its facts.
 */
export function worthReading(steps: readonly Step[], thresholds: Thresholds): readonly string[] {
  const ended = steps.filter(({ isHidden, end }) => !isHidden && end !== undefined);
  const models = ended.filter(isModelCall);
  const mayBeEmpty = models.filter((step) => step.status === "ok" && isShort(step, thresholds.emptyAnswerTokens));
  const alike = groupedBy(models, ({ model, usage }) => (usage ? `${model}\0${usage.input}` : undefined));
  const repeated = [...alike.values()].filter((group) => group.length >= thresholds.repeatedCalls).flat();
  return [...new Set([...ended.filter(isToolCall), ...mayBeEmpty, ...repeated].map(({ spanId }) => spanId))];
}

const isShort = ({ usage }: Step, most: number) => usage === undefined || usage.output - usage.reasoning <= most;
