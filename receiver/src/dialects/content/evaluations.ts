import type { LogRecord } from "../../model/log.ts";
import type { Json } from "./values.ts";

/** https://opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-events/ */
const evaluationEvent = "gen_ai.evaluation.result";

/** What others found of a call, told in log records: a score of 0 is a score. */
export function evaluationsIn(logs: readonly LogRecord[]): Json {
  const found = logs.filter(({ eventName }) => eventName === evaluationEvent).map(evaluationOf);
  return found.length === 0 ? {} : { evaluations: found };
}

function evaluationOf({ attributes }: LogRecord): Json {
  const value = (name: string) => attributes[`gen_ai.evaluation.${name}`] ?? null;
  return {
    name: value("name"),
    score: value("score.value"),
    label: value("score.label"),
    explanation: value("explanation"),
  };
}
