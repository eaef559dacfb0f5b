import { z } from "@hono/zod-openapi";

const time = z.string().openapi({ description: "Unix nanoseconds", example: "1731500000000000000" });
const nanos = z.string().openapi({ description: "Nanoseconds" });
const text = z.string().nullable();
const work = z.object({ steps: z.number(), busyNanos: nanos });

const criticalPath = z.object({
  startTime: time,
  endTime: time,
  wallNanos: nanos.openapi({ description: "What the segments add up to" }),
  byKind: z
    .object({ model: nanos, tool: nanos, retrieval: nanos, agent: nanos, other: nanos, waiting: nanos })
    .openapi({ description: "Waiting: no step was at work on the path" }),
  steps: z
    .array(z.object({ spanId: text, name: text, kind: text, selfNanos: nanos }))
    .readonly()
    .openapi({ description: "What each adds to the path itself, the longest first" }),
  segments: z
    .array(z.object({ spanId: text, startTime: time, durationNanos: nanos }))
    .readonly()
    .openapi({ description: "In the order of time; without a span where nothing that was told runs" }),
  leftOut: z.object({ steps: z.number(), segments: z.number(), segmentsNanos: nanos }),
});

export const timingSchema = z
  .object({
    traceId: z.string(),
    startTime: time,
    endTime: time,
    wallNanos: nanos.openapi({ description: "busyNanos and idleNanos" }),
    busyNanos: nanos.openapi({ description: "Some step was at work; what ran side by side counts once" }),
    idleNanos: nanos.openapi({ description: "None was" }),
    byKind: z.object({ model: work, tool: work, retrieval: work, agent: work, other: work }),
    waiting: z.object({
      betweenStepsNanos: nanos.openapi({
        description: "An agent, or what else holds steps together, had none running",
      }),
      firstTokenNanos: nanos,
      rateLimitNanos: nanos,
      failedAttemptsNanos: nanos.openapi({ description: "From the start of a failed attempt until the next began" }),
      retries: z.number(),
    }),
    parallelism: z.object({
      average: z.number().openapi({ description: "How many steps were at work at once, while any was" }),
      most: z.number(),
    }),
    criticalPath,
    steps: z.number(),
    running: z.number(),
    roots: z.number(),
    orphans: z.number(),
    circles: z.number().openapi({ description: "Steps told as their own ancestors: each circle was cut" }),
    skewed: z.number().openapi({ description: "Steps moved to where their clock can have been right" }),
    isCut: z.boolean().openapi({ description: "The trace has more spans than are looked at" }),
  })
  .openapi("Timing");
