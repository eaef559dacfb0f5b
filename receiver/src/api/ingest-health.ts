import { z } from "@hono/zod-openapi";
import { filterShape, pageShape, readFilters, refuseUnknown, withoutAbsent } from "./parameters.ts";
import type { Room } from "./project.ts";
import { get, inProject, openApiApp } from "./route.ts";
import { ingestHealthSchema } from "./schemas.ts";

const query = { from: filterShape.from, to: filterShape.to, limit: pageShape().limit, cursor: pageShape().cursor };

const health = get({
  path: "/api/projects/{project}/ingest",
  summary: "What came in during the range, by source, and what was refused, newest first, with its reason",
  params: inProject,
  query: z.object(query),
  answer: ingestHealthSchema,
});

export function ingestHealthRoutes({ questions, projectIn, nowNanos }: Room) {
  return openApiApp().openapi(health, async (c) => {
    const project = await projectIn(c);
    refuseUnknown(c.req.queries(), query);
    const { limit, cursor, ...given } = c.req.valid("query");
    const { range } = readFilters(project, given, {}, nowNanos());
    const [told, rejected] = await Promise.all([
      questions.readIngestHealth(project, range),
      questions.findRejected(project, range, withoutAbsent({ limit, cursor })),
    ]);
    return c.json({ ...told, ...rejected }, 200);
  });
}
