import { inNumbers, isModelCall } from "./calls.ts";
import { growths, promptOf } from "./growth.ts";
import type { FoundInSession, SessionRule, Turn } from "./session-rule.ts";
import type { Thresholds } from "./thresholds.ts";

/** The first prompt of each trace of a session is longer than that of the trace before, and is never cut down. */
export const promptGrowsByTurn: SessionRule = { name: "prompt-grows-by-turn", find };

function* find(turns: readonly Turn[], thresholds: Thresholds): Generator<FoundInSession> {
  const traceOf = new Map<object, string>();
  const firsts = turns.flatMap(({ traceId, steps }) => {
    const first = steps.find((step) => isModelCall(step) && promptOf(step) > 0);
    if (first !== undefined) traceOf.set(first, traceId);
    return first ?? [];
  });
  for (const grown of growths(firsts, thresholds)) {
    const last = grown.at(-1);
    if (last === undefined) continue;
    const [from, to] = [promptOf(grown[0]), promptOf(last)];
    const factor = Number((to / from).toFixed(1));
    yield {
      severity: "warning",
      title: `The prompt that a turn begins with grew from ${inNumbers(from)} to ${inNumbers(to)} tokens over ${grown.length} traces (${factor} times).`,
      traceId: traceOf.get(last) ?? "",
      steps: grown,
      facts: { from, to, factor, traces: grown.length },
    };
  }
}
