import { z } from "@hono/zod-openapi";
import { orNull, sessionSchema, spanSchema, traceSchema } from "./schemas.ts";
import { usageSchema } from "./usage-schema.ts";

const { traceId, spanId, parentSpanId, name, kind, status, startTime, endTime, durationNanos } = spanSchema.shape;
const { service, sessionId, userId, agentName, provider, model, tokens, cost, countsTowardTotals } = spanSchema.shape;

const liveSpanSchema = z
  .object({
    change: z.enum(["started", "ended", "changed"]),
    ...{ traceId, spanId, parentSpanId, name, kind, status, startTime, endTime, durationNanos },
    ...{ service, sessionId, userId, agentName, provider, model, tokens, cost, countsTowardTotals },
    toolName: z.string().nullable(),
    errorType: z.string().nullable(),
    hidden: z.boolean().openapi({ description: "Another span tells all of it, so that lists show it no longer" }),
  })
  .openapi("LiveSpan");

const totalsSchema = z.object({ from: z.string(), usage: orNull(usageSchema) }).openapi("LiveTotals", {
  description: "As `usage` answers for the filters; of today in UTC when no range was asked",
});

const gapSchema = z
  .object({
    reason: z.enum(["slow", "many", "old", "unknown"]),
    skipped: z.number().nullable(),
    since: z.string().nullable().openapi({ description: "When the first of what is missing came, in nanoseconds" }),
    from: z
      .string()
      .nullable()
      .openapi({ description: "The least start of what is missing: read the lists from there" }),
  })
  .openapi("LiveGap");

/** The events of the stream by their names, each with what its data holds. */
export const liveSchema = z
  .discriminatedUnion("event", [
    z.object({ event: z.literal("span"), data: liveSpanSchema }),
    z.object({ event: z.literal("trace"), data: traceSchema }),
    z.object({ event: z.literal("session"), data: sessionSchema }),
    z.object({ event: z.literal("totals"), data: totalsSchema }),
    z.object({ event: z.literal("gap"), data: gapSchema }),
  ])
  .openapi("LiveEvent");
