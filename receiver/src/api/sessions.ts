import { z } from "@hono/zod-openapi";
import { NotFound } from "../errors.ts";
import {
  pageShape,
  readFilters,
  readPage,
  refuseUnknown,
  sessionSort,
  summaryFilterShape,
  withoutAbsent,
} from "./parameters.ts";
import { withPreviews } from "./previews.ts";
import type { Room } from "./project.ts";
import { get, inProject, inSession, openApiApp } from "./route.ts";
import { logSchema, pageOf, sessionSchema, traceSchema } from "./schemas.ts";

const listQuery = { ...summaryFilterShape, sort: sessionSort, ...pageShape() };
const oneQuery = { limit: pageShape(200).limit, cursor: pageShape().cursor };

const list = get({
  path: "/api/projects/{project}/sessions",
  summary: "Sessions that begin in the range; of the last day when none is given",
  params: inProject,
  query: z.object(listQuery),
  answer: pageOf(sessionSchema),
});

const one = get({
  path: "/api/projects/{project}/sessions/{sessionId}",
  summary: "A session, a page of its traces by start, and its events",
  params: inSession,
  query: z.object(oneQuery),
  answer: z.object({
    session: sessionSchema,
    traces: z.array(traceSchema).readonly(),
    events: z.array(logSchema).readonly(),
    nextCursor: z.string().nullable(),
  }),
});

export function sessionRoutes({ questions, projectIn, nowNanos }: Room) {
  return openApiApp()
    .openapi(list, async (c) => {
      const project = await projectIn(c);
      refuseUnknown(c.req.queries(), listQuery);
      const { sort, order, limit, cursor, ...given } = c.req.valid("query");
      const filters = readFilters(project, given, c.req.queries(), nowNanos());
      return c.json(await questions.findSessions(filters, readPage({ sort, order, limit, cursor })), 200);
    })
    .openapi(one, async (c) => {
      const project = await projectIn(c);
      refuseUnknown(c.req.queries(), oneQuery);
      const { sessionId } = c.req.valid("param");
      const answer = await questions.readSession({ project, sessionId, ...withoutAbsent(c.req.valid("query")) });
      if (answer === null) throw new NotFound("there is no session of that id in this project");
      return c.json({ ...answer, traces: await withPreviews(questions, project, answer.traces) }, 200);
    });
}
