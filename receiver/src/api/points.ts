import { z } from "@hono/zod-openapi";
import { filterShape, pageShape, readFilters, readPage, refuseUnknown } from "./parameters.ts";
import type { Room } from "./project.ts";
import { get, inMetric, inProject, openApiApp } from "./route.ts";
import { metricSchema, pageOf, pointSchema } from "./schemas.ts";

/** A metric point belongs to no span, so only these narrow it, and attributes. */
const { from, to, service } = filterShape;
const namesQuery = { from, to, service, limit: pageShape(200).limit, cursor: pageShape().cursor };
const pointsQuery = { from, to, service, ...pageShape(500, 5000) };

const names = get({
  path: "/api/projects/{project}/metrics",
  summary: "The metrics that have points in the range; in the last day when none is given",
  params: inProject,
  query: z.object(namesQuery),
  answer: pageOf(metricSchema),
});

const points = get({
  path: "/api/projects/{project}/metrics/{name}",
  summary: "The points of a metric in the range, newest first; of the last day when none is given",
  params: inMetric,
  query: z.object(pointsQuery),
  answer: pageOf(pointSchema),
});

export function pointRoutes({ questions, projectIn, nowNanos }: Room) {
  return openApiApp()
    .openapi(names, async (c) => {
      const project = await projectIn(c);
      refuseUnknown(c.req.queries(), namesQuery);
      const { limit, cursor, ...given } = c.req.valid("query");
      const filters = readFilters(project, given, c.req.queries(), nowNanos());
      return c.json(await questions.listMetrics(filters, readPage({ limit, cursor })), 200);
    })
    .openapi(points, async (c) => {
      const project = await projectIn(c);
      refuseUnknown(c.req.queries(), pointsQuery);
      const { order, limit, cursor, ...given } = c.req.valid("query");
      const filters = readFilters(project, given, c.req.queries(), nowNanos());
      const own = { metric: c.req.valid("param").name };
      return c.json(await questions.findPoints(filters, readPage({ order, limit, cursor }), own), 200);
    });
}
