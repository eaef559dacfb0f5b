import { z } from "@hono/zod-openapi";
import { endReasons } from "../model/session.ts";
import { kinds, statuses } from "../model/span.ts";

/** What the answers hold, for the documents and for typed clients. */
export const nanos = z.string().openapi({ description: "Unix nanoseconds", example: "1731500000000000000" });
const text = z.string().nullable();
const anything = z.unknown();
const record = z.record(z.string(), anything).readonly();
const texts = z.array(z.string()).readonly();

const problemSchema = z.object({
  at: z
    .array(z.union([z.string(), z.number()]))
    .readonly()
    .openapi({ description: "Where in what was sent" }),
  message: z.string(),
});

export const errorSchema = z
  .object({
    error: z.object({
      code: z.string(),
      message: z.string(),
      problems: z
        .array(problemSchema)
        .readonly()
        .optional()
        .openapi({ description: "Of a value: what is wrong where" }),
    }),
  })
  .openapi("Error");

export const tokensSchema = z
  .object({
    input: z.number(),
    output: z.number(),
    total: z.number(),
    cached: z.number(),
    cacheWrite: z.number(),
    reasoning: z.number(),
  })
  .nullable()
  .openapi("Tokens");
const tokens = tokensSchema;

export const costSchema = z
  .object({
    total: z.string(),
    input: z.string(),
    output: z.string(),
    cached: z.string(),
    cacheWrite: z.string(),
    source: z.enum(["reported", "computed", "estimated"]),
    priceVersion: text,
  })
  .nullable()
  .openapi("Cost");
const cost = costSchema;

export const costCoverageSchema = z
  .object({ reported: z.number(), computed: z.number(), estimated: z.number(), unknown: z.number() })
  .openapi("CostCoverage");
const costCoverage = costCoverageSchema;

const part = z.discriminatedUnion("type", [
  z.object({ type: z.literal("text"), text: z.string() }),
  z.object({ type: z.literal("reasoning"), text: z.string() }),
  z.object({ type: z.literal("tool_call"), id: text, name: z.string(), arguments: anything }),
  z.object({ type: z.literal("tool_result"), id: text, result: anything }),
  z.object({
    type: z.literal("media"),
    modality: z.enum(["image", "audio", "video", "file"]),
    mimeType: text,
    uri: text,
  }),
]);

const messages = z.array(z.object({ role: z.string(), parts: z.array(part).readonly() })).readonly();

export const spanSchema = z
  .object({
    traceId: z.string(),
    spanId: z.string(),
    parentSpanId: text,
    name: z.string(),
    kind: z.enum(kinds),
    dialect: z.string(),
    status: z.enum(statuses),
    statusMessage: text,
    startTime: nanos,
    endTime: nanos.nullable(),
    durationNanos: text,
    service: text,
    sessionId: text,
    userId: text,
    agentName: text,
    workflowName: text,
    platform: text,
    tags: texts,
    environment: text,
    release: text,
    metadata: record,
    provider: text,
    model: text,
    responseModel: text,
    tokens,
    cost,
    finishReasons: texts,
    streaming: z.boolean().nullable(),
    timeToFirstTokenNanos: text,
    countsTowardTotals: z.boolean(),
    notCountedBecause: text,
    noCostBecause: z.enum(["failed", "unknown"]).nullable(),
    duplicateOf: text,
    system: text,
    input: messages,
    output: messages,
    tool: z.object({ name: z.string(), callId: text, arguments: anything, result: anything }).nullable(),
    error: z.object({ type: text, message: z.string(), stack: text }).nullable(),
    events: z.array(z.object({ time: nanos, name: z.string(), attributes: record })).readonly(),
    links: z.array(z.object({ traceId: z.string(), spanId: z.string(), attributes: record })).readonly(),
    attributes: record,
    resource: record,
  })
  .openapi("Span");

export const explanationSchema = z
  .record(
    z.string(),
    z.object({
      value: anything,
      attributes: texts.openapi({ description: "The attributes that said it" }),
      reader: z.string(),
      rule: z.string(),
      lines: z
        .array(
          z.object({
            bucket: z.string(),
            quantity: z.number(),
            unit: z.enum(["token", "request"]),
            rate: z.string().openapi({ description: "US dollars for a million tokens, or a thousand requests" }),
            cost: z.string(),
          }),
        )
        .readonly()
        .optional()
        .openapi({ description: "Of the cost: how it was computed, bucket by bucket" }),
    }),
  )
  .readonly()
  .openapi("Explanation");

const summary = {
  name: z.string(),
  status: z.enum(statuses),
  startTime: nanos,
  endTime: nanos.nullable(),
  durationNanos: text,
  spanCount: z.number(),
  errorCount: z.number(),
  llmCalls: z.number(),
  toolCalls: z.number(),
  tokens,
  cost,
  costCoverage,
  userId: text,
  agentName: text,
  service: text,
  tags: texts,
};

export const traceSchema = z
  .object({
    traceId: z.string(),
    rootKind: z.enum(kinds),
    sessionId: text,
    ...summary,
    inputPreview: text,
    outputPreview: text,
  })
  .openapi("Trace");

export const sessionSchema = z
  .object({
    sessionId: z.string(),
    traceCount: z.number(),
    endReason: z.enum(endReasons).nullable(),
    botName: text,
    botType: text,
    platform: text,
    metadata: record,
    ...summary,
  })
  .openapi("Session");

export const logSchema = z
  .object({
    id: z.string(),
    traceId: text,
    spanId: text,
    time: nanos,
    sentTime: nanos.nullable(),
    observedTime: nanos.nullable(),
    severity: z.number(),
    severityText: text,
    eventName: text,
    body: anything,
    service: text,
    scope: text,
    attributes: record,
    resource: record,
  })
  .openapi("LogRecord");

const told = z.union([z.number(), z.string()]);
const counts = z.array(z.string()).readonly();

export const pointSchema = z
  .object({
    metric: z.string(),
    series: z.string(),
    type: z.enum(["gauge", "sum", "histogram", "exponential_histogram", "summary"]),
    unit: text,
    description: text,
    temporality: z.enum(["delta", "cumulative"]).nullable(),
    monotonic: z.boolean(),
    time: nanos,
    startTime: nanos.nullable(),
    value: told.nullable(),
    count: text,
    sum: told.nullable(),
    min: told.nullable(),
    max: told.nullable(),
    bounds: z.array(told).readonly(),
    buckets: counts,
    exponential: z
      .object({
        scale: z.number(),
        zeroCount: z.string(),
        zeroThreshold: told,
        positiveOffset: z.number(),
        positive: counts,
        negativeOffset: z.number(),
        negative: counts,
      })
      .nullable(),
    quantiles: z.array(z.object({ quantile: told, value: told })).readonly(),
    exemplars: z
      .array(z.object({ time: nanos, value: told.nullable(), traceId: text, spanId: text, attributes: record }))
      .readonly(),
    service: text,
    scope: text,
    attributes: record,
    resource: record,
  })
  .openapi("Point");

export const metricSchema = z
  .object({
    name: z.string(),
    type: z.string(),
    unit: text,
    description: text,
    services: texts,
    series: z.number(),
    points: z.number(),
    lastTime: nanos,
  })
  .openapi("Metric");

export const coverageSchema = z.number().nullable().openapi({
  description: "The share of the calls whose cost is certain: reported, or computed from tokens that were told",
});

const flow = {
  accepted: z.number(),
  rejected: z.number(),
  late: z.number(),
  skewed: z.number(),
  cut: z.number(),
  unknownModel: z.number(),
  unknownDialect: z.number(),
};

const rejectedSchema = z
  .object({
    id: z.string(),
    signal: z.enum(["traces", "logs", "metrics"]),
    code: z.string(),
    reason: z.string(),
    source: z.string(),
    service: text,
    time: nanos,
    size: z.number(),
    copy: z.string(),
  })
  .openapi("RejectedItem");

export const ingestHealthSchema = z
  .object({
    ...flow,
    orphan: z.number(),
    sources: z.array(z.object({ service: text, scope: text, ...flow })).readonly(),
    items: z.array(rejectedSchema).readonly(),
    nextCursor: text,
  })
  .openapi("IngestHealth");

/** Of a schema that has a name: `nullable()` would let null in wherever that name is used. */
export const orNull = <Value extends z.ZodType>(schema: Value) => z.union([schema, z.null()]);

export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item).readonly(), nextCursor: text });
