import { z } from "@hono/zod-openapi";
import { pageShape, readFilters, readPage, refuseUnknown, summaryFilterShape, withoutAbsent } from "./parameters.ts";
import type { Room } from "./project.ts";
import { get, inProject, openApiApp } from "./route.ts";
import { logSchema, pageOf } from "./schemas.ts";

const hex = (digits: number) =>
  z
    .string()
    .regex(new RegExp(`^[0-9a-f]{${digits}}$`), `give ${digits} lower-case hex digits`)
    .optional();

const query = {
  ...summaryFilterShape,
  trace: hex(32),
  span: hex(16),
  severity: z.coerce.number().int().min(0).max(24).optional().openapi({ description: "the least severity number" }),
  ...pageShape(100),
};

const list = get({
  path: "/api/projects/{project}/logs",
  summary: "Log records in the range, newest first; of the last day when none is given",
  params: inProject,
  query: z.object(query),
  answer: pageOf(logSchema),
});

export function logRoutes({ questions, projectIn, nowNanos }: Room) {
  return openApiApp().openapi(list, async (c) => {
    const project = await projectIn(c);
    refuseUnknown(c.req.queries(), query);
    const { trace, span, severity, order, limit, cursor, ...given } = c.req.valid("query");
    const filters = readFilters(project, given, c.req.queries(), nowNanos());
    const own = withoutAbsent({ traceId: trace, spanId: span, severity });
    return c.json(await questions.findLogs(filters, readPage({ order, limit, cursor }), own), 200);
  });
}
