import { z } from "zod";
import type { Answer } from "../client/routes.ts";
import { comparisonLines } from "../terminal/comparison-lines.ts";
import { sessionFacts, traceFacts } from "./find.ts";
import { present, sheetOf, shortened, textFrom, tool } from "./tool.ts";

const side = z.string().min(1).max(2000).describe('a trace id, "trace:<id>" or "session:<id>"');
const mostPairs = 50;
const mostSteps = 100;

export const compareTool = tool({
  name: "compare",
  title: "Compare two runs",
  description:
    "Compares two traces or sessions step by step: what was added, removed and changed in prompts, messages, tools, arguments, " +
    "results and models, and the difference in cost, tokens and time. What is the same is counted.",
  input: z.strictObject({
    left: side,
    right: side,
    content: z.enum(["full", "none"]).default("full").describe("none compares no messages, arguments and results"),
  }),
  run: async (project, { left, right, content }, signal) => {
    const answer = await project.get("compare", { left: sideOf(left), right: sideOf(right), content }, signal);
    return {
      text: textFrom(comparisonLines(answer, false, sheetOf()), 'read_span shows a step; content "none" is shorter'),
      structured: {
        left: factsOf(answer.left),
        right: factsOf(answer.right),
        difference: answer.difference,
        ...pairsFrom(answer.traces),
        cut: answer.cut,
      },
    };
  },
});

const sideOf = (told: string) => (/^[0-9a-fA-F]{32}$/.test(told) ? `trace:${told.toLowerCase()}` : told);

type Comparison = Answer<"compare">;

const factsOf = ({ session, trace }: Comparison["left"]) =>
  session !== null ? sessionFacts(session) : trace !== null ? traceFacts(trace) : null;

/** The pairs that differ, and of all together the first steps that do. */
function pairsFrom(pairs: Comparison["traces"]) {
  let room = mostSteps;
  let stepsLeftOut = 0;
  const traces = pairs.slice(0, mostPairs).map(({ status, left, right, counts, difference, steps }) => {
    const differing = steps.filter((step) => step.status !== "same");
    const told = differing.slice(0, room);
    room -= told.length;
    stepsLeftOut += differing.length - told.length;
    const ids = { leftTraceId: left?.traceId, rightTraceId: right?.traceId };
    return present({ status, ...ids, counts, difference, steps: told.map(stepFacts) });
  });
  return { traces, tracesLeftOut: pairs.length - traces.length, stepsLeftOut };
}

function stepFacts({ status, left, right, changes, difference }: Comparison["traces"][number]["steps"][number]) {
  const step = right ?? left;
  return present({
    ...{ status, kind: step?.kind, name: shortened(step?.name ?? "", 200) },
    ...{ leftSpanId: left?.spanId, rightSpanId: right?.spanId },
    changed: changes.map(({ field }) => field),
    difference,
  });
}
