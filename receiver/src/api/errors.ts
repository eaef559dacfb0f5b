import { z } from "@hono/zod-openapi";
import { filterShape, pageShape, readFilters, readPage, refuseUnknown } from "./parameters.ts";
import type { Room } from "./project.ts";
import { get, inProject, openApiApp } from "./route.ts";
import { pageOf } from "./schemas.ts";
import { entitySchema } from "./usage-schema.ts";

const errorQuery = {
  ...filterShape,
  sort: z.string().optional().openapi({
    description:
      "calls (how often), traces, sessions, users, agents, tools, last, latency (on average), p95, tokens, cost, failures, failureRate",
  }),
  ...pageShape(100),
};

const counted = z.number().openapi({ description: "How many met it" });

const errorShapeSchema = entitySchema
  .extend({
    sample: z.string().nullable().openapi({ description: "The last message, as it was" }),
    sessions: counted,
    users: counted,
    agents: counted,
    tools: counted,
  })
  .openapi("ErrorShape");

const errors = get({
  path: "/api/projects/{project}/errors",
  summary: "Failures in the range by type and by what they say without numbers, ids, paths; the most frequent first",
  params: inProject,
  query: z.object(errorQuery),
  answer: pageOf(errorShapeSchema),
});

export function errorRoutes({ questions, projectIn, nowNanos }: Room) {
  return openApiApp().openapi(errors, async (c) => {
    const project = await projectIn(c);
    refuseUnknown(c.req.queries(), errorQuery);
    const { sort, order, limit, cursor, ...given } = c.req.valid("query");
    const filters = readFilters(project, given, c.req.queries(), nowNanos());
    return c.json(await questions.listErrors(filters, readPage({ sort, order, limit, cursor })), 200);
  });
}
