import type { Step } from "../model/step.ts";
import { calledOf, short } from "./calls.ts";
import type { FoundInSession, SessionRule, Turn } from "./session-rule.ts";
import type { Thresholds } from "./thresholds.ts";

/** The same error in several traces of a session: nobody mended it in between. */
export const sameError: SessionRule = { name: "same-error", find };

interface Seen {
  readonly steps: Step[];
  readonly traces: Set<string>;
}

function* find(turns: readonly Turn[], { sameErrorTraces }: Thresholds): Generator<FoundInSession> {
  const seen = new Map<string, Seen>();
  for (const { traceId, steps } of turns)
    for (const step of innermostFailures(steps)) {
      const key = `${calledOf(step)}\0${step.errorType}\0${shapeOf(step.errorMessage)}`;
      const here = seen.get(key) ?? { steps: [], traces: new Set() };
      here.steps.push(step);
      here.traces.add(traceId);
      seen.set(key, here);
    }
  for (const { steps, traces } of seen.values()) {
    const last = steps.at(-1);
    if (last === undefined || traces.size < sameErrorTraces) continue;
    const message = short(last.errorMessage || last.errorType || "error", 100);
    yield {
      severity: "warning",
      title: `${calledOf(last)} failed alike in ${traces.size} traces of the session: ${message}.`,
      traceId: [...traces].at(-1) ?? "",
      steps,
      facts: { called: calledOf(last), errorType: short(last.errorType, 80) || null, message, traces: traces.size },
    };
  }
}

/** What fails because something below it failed says nothing new. */
function innermostFailures(steps: readonly Step[]): Step[] {
  const failed = steps.filter(({ status }) => status === "error");
  const above = new Set(failed.map(({ parentSpanId }) => parentSpanId));
  return failed.filter(({ spanId }) => !above.has(spanId));
}

/** The message without what differs each time: numbers and ids. */
const shapeOf = (message: string) => message.slice(0, 300).replaceAll(/[0-9a-f-]*\d[0-9a-f-]*/gi, "0");
