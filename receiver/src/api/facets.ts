import { z } from "@hono/zod-openapi";
import { usageSubjects } from "../model/usage.ts";
import { readFilters, refuseErrorCount, refuseUnknown, summaryFilterShape } from "./parameters.ts";
import type { Room } from "./project.ts";
import { get, inProject, openApiApp } from "./route.ts";

const query = {
  ...summaryFilterShape,
  of: z.enum(usageSubjects).default("traces").openapi({ description: "What is counted" }),
};

const values = z.array(z.object({ value: z.string(), count: z.number() })).readonly();
const facetsSchema = z
  .object({
    of: z.enum(usageSubjects),
    counted: z.number().openapi({ description: "How many were looked through" }),
    isCut: z.boolean().openapi({ description: "There are more: the newest were looked through" }),
    facets: z
      .record(z.string(), values)
      .readonly()
      .openapi({ description: "By the name of the filter: at most 50 values, the most frequent first" }),
  })
  .openapi("Facets");

const facets = get({
  path: "/api/projects/{project}/facets",
  summary:
    "The values by which the sessions, traces or spans asked for can be narrowed further, and how many each leaves",
  params: inProject,
  query: z.object(query),
  answer: facetsSchema,
});

export function facetRoutes({ questions, projectIn, nowNanos }: Room) {
  return openApiApp().openapi(facets, async (c) => {
    const project = await projectIn(c);
    refuseUnknown(c.req.queries(), query);
    const { of, ...given } = c.req.valid("query");
    if (of === "spans") refuseErrorCount(given.minErrors);
    const filters = readFilters(project, given, c.req.queries(), nowNanos());
    return c.json(await questions.readFacets(filters, of), 200);
  });
}
