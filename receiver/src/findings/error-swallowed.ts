import type { Kind } from "../model/span.ts";
import type { Step } from "../model/step.ts";
import { calledOf, groupedBy, isModelCall, short, times } from "./calls.ts";
import type { Found, Rule, Story } from "./rule.ts";
import type { Thresholds } from "./thresholds.ts";

/**
 * Something failed, nothing of its kind went well after it, and still all that stands above it says that all is well. A
 * tool that goes well and gives back an error fails too. A guardrail that objects does its work.
 */
export const errorSwallowed: Rule = { name: "error-swallowed", find };

const kinds: ReadonlySet<Kind> = new Set<Kind>([
  "agent",
  "workflow",
  "task",
  "operation",
  "llm",
  "tool",
  "retrieval",
  "embedding",
  "rerank",
  "memory",
]);

function* find(story: Story, { swallowedErrors }: Thresholds): Generator<Found> {
  const { steps } = story;
  const lastGood = lastSuccesses(steps);
  const above = outcomesAbove(story);
  const failed = steps.filter((step) => {
    if (!isFailure(step) || step.isAbandoned || above(step) !== "well") return false;
    const good = lastGood.get(subjectOf(step));
    return good === undefined || good < (step.end ?? step.start);
  });
  for (const group of groupedBy(failed, subjectOf).values()) {
    const last = group.at(-1);
    if (last === undefined || group.length < swallowedErrors) continue;
    const called = calledOf(last);
    const message = short(last.errorMessage || last.errorType || last.said?.complaint || "", 100);
    yield {
      severity: "warning",
      title: `${called} failed ${times(group.length)}, and what called it says that all went well${message && `: ${message}`}.`,
      steps: group,
      facts: {
        called,
        kind: last.kind,
        failures: group.length,
        message: message || null,
        toldBy: last.status === "error" ? "span" : "result",
      },
    };
  }
}

function isFailure(step: Step): boolean {
  if (!kinds.has(step.kind) || step.end === undefined) return false;
  if (step.kind === "llm" && !step.counts) return false;
  return step.status === "error" || Boolean(step.kind === "tool" && step.said?.complaint);
}

/** Another model that answers makes good for one that failed; another tool does not. */
const subjectOf = (step: Step) => (isModelCall(step) ? "llm" : `${step.kind}\0${calledOf(step)}`);

function lastSuccesses(steps: readonly Step[]): ReadonlyMap<string, bigint> {
  const last = new Map<string, bigint>();
  for (const step of steps)
    if (step.status === "ok" && step.end !== undefined && !step.said?.complaint) last.set(subjectOf(step), step.start);
  return last;
}

/** How what stands above a step went: `unknown` where nothing does, or where it has not ended. */
type Outcome = "well" | "failed" | "unknown";

function outcomesAbove({ byId }: Story): (step: Step) => Outcome {
  const known = new Map<string, Outcome>();
  const own = ({ status, end }: Step): Outcome =>
    status === "error" ? "failed" : status === "ok" && end !== undefined ? "well" : "unknown";
  return (step) => {
    const path: Step[] = [];
    let at: Step | undefined = step;
    while (at !== undefined && !known.has(at.spanId)) {
      known.set(at.spanId, "unknown");
      path.push(at);
      at = byId.get(at.parentSpanId);
    }
    for (const one of path.reverse()) {
      const parent = byId.get(one.parentSpanId);
      known.set(
        one.spanId,
        parent === undefined ? "unknown" : worse(own(parent), known.get(parent.spanId), parent, byId),
      );
    }
    return known.get(step.spanId) ?? "unknown";
  };
}

function worse(own: Outcome, above: Outcome | undefined, parent: Step, byId: ReadonlyMap<string, Step>): Outcome {
  const isTop = !byId.has(parent.parentSpanId);
  if (own !== "well" || isTop) return own;
  return above ?? "unknown";
}
