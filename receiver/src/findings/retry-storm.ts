import type { Step } from "../model/step.ts";
import { calledOf, follows, inSeconds, isModelCall, nanosPerSecond, short, times } from "./calls.ts";
import type { Found, Rule, Story } from "./rule.ts";
import type { Thresholds } from "./thresholds.ts";

/** The same thing tried again and again within a short time, and failing each time. Calls side by side are no retries. */
export const retryStorm: Rule = { name: "retry-storm", find };

const otherKinds: ReadonlySet<string> = new Set(["embedding", "retrieval", "rerank"]);

function* find({ steps }: Story, thresholds: Thresholds): Generator<Found> {
  const failing = new Map<string, Step[]>();
  for (const step of steps) {
    const key = keyOf(step);
    if (key === undefined || step.end === undefined) continue;
    const failed = failing.get(key) ?? [];
    const last = failed.at(-1);
    if (step.status !== "error") {
      if (last !== undefined && !follows(step, last)) continue;
      yield* told(failed, true, thresholds);
      failing.delete(key);
    } else if (last === undefined || follows(step, last)) {
      failed.push(step);
      failing.set(key, failed);
    }
  }
  for (const failed of failing.values()) yield* told(failed, false, thresholds);
}

/** Libraries that try again on their own are seen by their requests, which lie below one call. */
function keyOf(step: Step): string | undefined {
  if (isModelCall(step)) return `llm\0${step.model}`;
  if (step.kind === "tool" && step.counts) return `tool\0${step.toolName}`;
  if (step.kind === "http") return step.parentSpanId === "" ? undefined : `http\0${step.parentSpanId}\0${step.name}`;
  return otherKinds.has(step.kind) ? `${step.kind}\0${step.name}` : undefined;
}

function* told(
  failed: readonly Step[],
  recovered: boolean,
  { retryFailures, retrySeconds }: Thresholds,
): Generator<Found> {
  const [first] = failed;
  const last = failed.at(-1);
  if (first === undefined || last === undefined || !isDense(failed, retryFailures, retrySeconds)) return;
  const called = calledOf(first);
  const took = (last.end ?? last.start) - first.start;
  const outcome = recovered ? "before it went well" : "and never went well after that";
  yield {
    severity: recovered ? "warning" : "error",
    title: `${called} failed ${times(failed.length)} in ${inSeconds(took)} ${outcome}${because(last)}.`,
    steps: failed,
    facts: {
      called,
      kind: first.kind,
      failures: failed.length,
      seconds: Number(took) / 1e9,
      recovered,
      ...lastError(last),
    },
  };
}

function isDense(failed: readonly Step[], count: number, seconds: number): boolean {
  const within = BigInt(seconds) * nanosPerSecond;
  for (let at = count - 1; at < failed.length; at += 1) {
    const [from, to] = [failed[at - count + 1], failed[at]];
    if (from !== undefined && to !== undefined && to.start - from.start <= within) return true;
  }
  return false;
}

const because = ({ errorType, errorMessage }: Step) =>
  errorMessage || errorType ? `: ${short(errorMessage || errorType, 100)}` : "";

const lastError = ({ errorType, errorMessage }: Step) => ({
  errorType: short(errorType, 80) || null,
  errorMessage: short(errorMessage, 200) || null,
});
