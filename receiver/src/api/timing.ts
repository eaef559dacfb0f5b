import { z } from "@hono/zod-openapi";
import { NotFound } from "../errors.ts";
import { openTiming } from "../timing/open-timing.ts";
import { refuseUnknown } from "./parameters.ts";
import type { Room } from "./project.ts";
import { get, inTrace, openApiApp } from "./route.ts";
import { timingSchema } from "./timing-schema.ts";

const timingQuery = {
  until: z.enum(["last", "root"]).default("last").openapi({
    description: "What the critical path leads to: the last end in the trace, or that of its longest root",
  }),
  limit: z.coerce.number().int().min(1).max(50_000).default(5000).openapi({
    description: "The most steps, and the most segments, of the critical path; the longest stay",
  }),
};

const timing = get({
  path: "/api/projects/{project}/traces/{traceId}/timing",
  summary: "Where the time of a trace went: its critical path, busy, idle and waiting time",
  params: inTrace,
  query: z.object(timingQuery),
  answer: timingSchema,
});

export function timingRoutes({ questions, projectIn, nowNanos }: Room) {
  const timingOf = openTiming();
  return openApiApp().openapi(timing, async (c) => {
    const project = await projectIn(c);
    refuseUnknown(c.req.queries(), timingQuery);
    const { traceId } = c.req.valid("param");
    const { until, limit } = c.req.valid("query");
    const steps = await questions.readSteps(project, traceId);
    if (steps === null) throw new NotFound("there is no trace of that id in this project");
    return c.json({ traceId, ...(await timingOf(steps, { now: nowNanos(), until, most: limit })) }, 200);
  });
}
