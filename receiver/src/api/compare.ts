import { z } from "@hono/zod-openapi";
import { Breath } from "../breath.ts";
import { openAllowance } from "../comparing/allowance.ts";
import { compareTraces, pairTraces, type TracePair, uncomparedPair } from "../comparing/compare-traces.ts";
import { summaryDifference } from "../comparing/difference.ts";
import { SaidPool } from "../comparing/said.ts";
import { comparisonSchema } from "./compare-schema.ts";
import { readSide, type Side, StepReader } from "./compared-sides.ts";
import { refuseUnknown } from "./parameters.ts";
import type { Room } from "./project.ts";
import { get, inProject, openApiApp } from "./route.ts";

const side = z.string().max(2000).openapi({
  description: "trace:<trace id> or session:<session id>",
  example: "trace:0af7651916cd43dd8448eb211c80319c",
});
const compareQuery = {
  left: side,
  right: side,
  content: z
    .enum(["full", "none"])
    .default("full")
    .openapi({ description: "none compares no messages, arguments and results" }),
};

const compare = get({
  path: "/api/projects/{project}/compare",
  summary: "Two traces or sessions, step by step: what changed, and the difference in cost, tokens and time",
  params: inProject,
  query: z.object(compareQuery),
  answer: comparisonSchema,
});

export function compareRoutes({ questions, projectIn }: Room) {
  return openApiApp().openapi(compare, async (c) => {
    const project = await projectIn(c);
    refuseUnknown(c.req.queries(), compareQuery);
    const asked = c.req.valid("query");
    const left = await readSide(questions, project, asked.left);
    const right = await readSide(questions, project, asked.right);
    const reader = new StepReader(questions, project, asked.content, new SaidPool());
    const allowance = openAllowance();
    const traces: TracePair[] = [];
    for (const [one, other] of pairsOf(left, right)) {
      if (one === null || other === null || reader.isSpent) traces.push(uncomparedPair(one, other));
      else
        traces.push(
          await new Breath().through(compareTraces(await reader.read(one), await reader.read(other), allowance)),
        );
    }
    const isPassedBy = traces.some(({ status }) => status === "unknown");
    const cut = {
      traces: left.isCut || right.isCut || isPassedBy,
      steps: reader.isCut,
      contents: reader.contentIsCut,
      changes: allowance.isSpent,
    };
    const difference = summaryDifference(summaryOf(left), summaryOf(right));
    return c.json({ left: shown(left), right: shown(right), difference, traces, cut }, 200);
  });
}

/** Two traces are compared whatever they are called. */
function pairsOf(left: Side, right: Side): ReturnType<typeof pairTraces> {
  if (left.session === null && right.session === null) return [[left.traces[0] ?? null, right.traces[0] ?? null]];
  return pairTraces(left.traces, right.traces);
}

const nothing = {
  tokens: null,
  cost: null,
  durationNanos: null,
  spanCount: 0,
  errorCount: 0,
  llmCalls: 0,
  toolCalls: 0,
};
const summaryOf = ({ session, traces }: Side) => session ?? traces[0] ?? nothing;
const shown = ({ session, traces }: Side) => ({ session, trace: session === null ? (traces[0] ?? null) : null });
