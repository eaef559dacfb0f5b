import { z } from "@hono/zod-openapi";
import { usageDimensions, usageIntervals, usageSubjects } from "../model/usage.ts";
import { zoneNamed } from "../model/zone.ts";
import type { EntityKind } from "../store/queries/list-entities.ts";
import {
  checked,
  filterShape,
  oneOrMore,
  pageShape,
  readFilters,
  readPage,
  refuseErrorCount,
  refuseUnknown,
  summaryFilterShape,
  withoutAbsent,
} from "./parameters.ts";
import type { Room } from "./project.ts";
import { get, inProject, openApiApp } from "./route.ts";
import { pageOf } from "./schemas.ts";
import { entitySchema, usageSchema } from "./usage-schema.ts";

const dimension = z.enum(usageDimensions);

const usageQuery = {
  ...summaryFilterShape,
  of: z
    .enum(usageSubjects)
    .default("spans")
    .openapi({ description: "What is counted: calls, or whole traces or sessions that begin in the range" }),
  groupBy: oneOrMore(dimension)
    .transform((given) => (Array.isArray(given) ? [...new Set(given)] : [given]))
    .default([])
    .openapi({ type: "array", items: { type: "string", enum: dimension.options } }),
  interval: z.enum(usageIntervals).default("none"),
  zone: checked(zoneNamed, "a time zone by its IANA name, as Europe/Berlin: by its clocks intervals begin"),
  limit: z.coerce.number().int().min(1).max(10_000).default(1000),
};
const entityQuery = {
  ...filterShape,
  sort: z
    .string()
    .optional()
    .openapi({ description: "calls, failures, failureRate, latency (on average), p95, traces, tokens, cost, last" }),
  ...pageShape(100),
};

const modelQuery = {
  ...entityQuery,
  priced: z
    .enum(["unknown"])
    .optional()
    .openapi({ description: "unknown: of the calls alone of which nobody knows the cost" }),
};

const usage = get({
  path: "/api/projects/{project}/usage",
  summary: "Tokens, cost, calls, errors and latency of the spans in the range, by time and by what they say",
  params: inProject,
  query: z.object(usageQuery),
  answer: pageOf(usageSchema).extend({ isCut: z.boolean().openapi({ description: "There are more rows" }) }),
});

const entities = <Kind extends Exclude<EntityKind, "models">>(kind: Kind) =>
  get({
    path: `/api/projects/{project}/${kind}`,
    summary: `One row for each of the ${kind} in the range; the most called first`,
    params: inProject,
    query: z.object(entityQuery),
    answer: pageOf(entitySchema),
  });

const models = get({
  path: "/api/projects/{project}/models",
  summary: "One row for each of the models in the range; the most called first",
  params: inProject,
  query: z.object(modelQuery),
  answer: pageOf(entitySchema),
});

export function usageRoutes({ questions, projectIn, nowNanos }: Room) {
  const app = openApiApp().openapi(usage, async (c) => {
    const project = await projectIn(c);
    refuseUnknown(c.req.queries(), usageQuery);
    const { groupBy, interval, limit, of, zone, ...given } = c.req.valid("query");
    if (of === "spans") refuseErrorCount(given.minErrors);
    const filters = readFilters(project, given, c.req.queries(), nowNanos());
    const asked = { groupBy, interval, of, limit: limit + 1, ...withoutAbsent({ zone }) };
    const items = await questions.readUsage(filters, asked);
    return c.json({ items: items.slice(0, limit), nextCursor: null, isCut: items.length > limit }, 200);
  });
  const answered = <Kind extends Exclude<EntityKind, "models">>(kind: Kind) =>
    openApiApp().openapi(entities(kind), async (c) => {
      const project = await projectIn(c);
      refuseUnknown(c.req.queries(), entityQuery);
      const { sort, order, limit, cursor, ...given } = c.req.valid("query");
      const filters = readFilters(project, given, c.req.queries(), nowNanos());
      return c.json(await questions.listEntities(kind, filters, readPage({ sort, order, limit, cursor })), 200);
    });
  return app
    .route("/", answered("tools"))
    .route("/", answered("agents"))
    .route("/", answered("users"))
    .openapi(models, async (c) => {
      const project = await projectIn(c);
      refuseUnknown(c.req.queries(), modelQuery);
      const { sort, order, limit, cursor, priced, ...given } = c.req.valid("query");
      const filters = readFilters(project, given, c.req.queries(), nowNanos());
      const page = readPage({ sort, order, limit, cursor });
      if (priced === "unknown") return c.json(await questions.listUnpricedModels(filters, page), 200);
      return c.json(await questions.listEntities("models", filters, page), 200);
    });
}
