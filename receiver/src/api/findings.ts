import { z } from "@hono/zod-openapi";
import { NotFound } from "../errors.ts";
import type { FindingsAnswer } from "../examining/findings.ts";
import type { FindingFilters } from "../store/queries/find-findings.ts";
import { findingSchema, findingsSchema, keptFindingSchema, ruleCountSchema } from "./findings-schema.ts";
import { filterShape, many, pageShape, readFilters, readPage, refuseUnknown, withoutAbsent } from "./parameters.ts";
import type { Room } from "./project.ts";
import { get, inProject, inSession, inTrace, openApiApp } from "./route.ts";
import { pageOf } from "./schemas.ts";

const { from, to, session, user, agent, service, errorType, errorShape } = filterShape;
const listQuery = {
  ...{ from, to, session, user, agent, service, errorType, errorShape },
  rule: many(findingSchema.shape.rule, "names of rules"),
  severity: many(findingSchema.shape.severity, "info, warning or error"),
  groupBy: z.enum(["rule"]).optional().openapi({ description: "rule: how often each found something, instead" }),
  ...pageShape(),
};

const list = get({
  path: "/api/projects/{project}/findings",
  summary:
    "What went wrong in traces that begin in the range, the newest trace first; of the last day when none is given",
  params: inProject,
  query: z.object(listQuery),
  answer: pageOf(z.union([keptFindingSchema, ruleCountSchema])),
});

const ofTrace = get({
  path: "/api/projects/{project}/traces/{traceId}/findings",
  summary: "What went wrong in a trace, as it is now, the worst first",
  params: inTrace,
  query: z.object({}),
  answer: findingsSchema,
});

const ofSession = get({
  path: "/api/projects/{project}/sessions/{sessionId}/findings",
  summary: "What went wrong in the traces of a session, and in the session as a whole, the worst first",
  params: inSession,
  query: z.object({}),
  answer: findingsSchema,
});

const told = ({ findings, partial }: FindingsAnswer) => ({ items: findings, nextCursor: null, partial });

export function findingRoutes({ questions, findings, projectIn, nowNanos }: Room) {
  return openApiApp()
    .openapi(list, async (c) => {
      const project = await projectIn(c);
      refuseUnknown(withoutAttributes(c.req.queries()), listQuery);
      const { groupBy, rule, severity, order, limit, cursor, ...given } = c.req.valid("query");
      const { range, ...whose } = readFilters(project, given, {}, nowNanos());
      const filters: FindingFilters = { ...whose, range, ...withoutAbsent({ rule, severity }) };
      if (groupBy === undefined)
        return c.json(await questions.findFindings(filters, readPage({ order, limit, cursor })), 200);
      return c.json({ items: await questions.countFindings(filters), nextCursor: null }, 200);
    })
    .openapi(ofTrace, async (c) => {
      const project = await projectIn(c);
      refuseUnknown(c.req.queries(), {});
      const answer = await findings.ofTrace(project, c.req.valid("param").traceId);
      if (answer === null) throw new NotFound("there is no trace of that id in this project");
      return c.json(told(answer), 200);
    })
    .openapi(ofSession, async (c) => {
      const project = await projectIn(c);
      refuseUnknown(c.req.queries(), {});
      const answer = await findings.ofSession(project, c.req.valid("param").sessionId);
      if (answer === null) throw new NotFound("there is no session of that id in this project");
      return c.json(told(answer), 200);
    });
}

/** Findings have no attributes: `attr.<key>` is refused by its name, as anything unknown is. */
function withoutAttributes(all: Readonly<Record<string, string[]>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(all).map(([name, values]) => [name.replace(/^attr\./, "attribute "), values]),
  );
}
