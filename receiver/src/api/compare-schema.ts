import { z } from "@hono/zod-openapi";
import { kinds, statuses } from "../model/span.ts";
import { orNull, sessionSchema, spanSchema, tokensSchema, traceSchema } from "./schemas.ts";

const text = z.string().nullable();
const place = z.number().nullable().openapi({
  description:
    "Where the same was told of an earlier pair, the place of that pair in this list; then it is not told again",
});

const edits = z
  .array(z.object({ edit: z.enum(["same", "added", "removed"]), text: z.string() }))
  .readonly()
  .openapi("Edits");

const measures = {
  tokens: tokensSchema,
  cost: text.openapi({ description: "US dollars, decimal and exact" }),
  durationNanos: text,
  timeToFirstTokenNanos: text,
};
const difference = z
  .object(measures)
  .openapi("Difference", { description: "Right less left; null where a side does not say" });
const summaryDifference = z
  .object({ ...measures, spanCount: z.number(), errorCount: z.number(), llmCalls: z.number(), toolCalls: z.number() })
  .openapi("SummaryDifference");

const plainChange = z.object({
  field: z.enum([
    "name",
    "kind",
    "agentName",
    "provider",
    "model",
    "responseModel",
    "toolName",
    "status",
    "errorType",
    "finishReasons",
  ]),
  left: text,
  right: text,
});
const textChange = z.object({ field: z.enum(["system", "error"]), edits: orNull(edits), toldAt: place });
const valueChange = z.object({
  field: z.enum(["parameters", "tools", "arguments", "result"]),
  values: z
    .array(
      z.object({
        path: z.string().openapi({ example: "$.filters[0].city" }),
        status: z.enum(["added", "removed", "changed"]),
        edits,
      }),
    )
    .readonly()
    .nullable(),
  omitted: z.number(),
  toldAt: place,
});
const messageChange = z.object({
  field: z.enum(["input", "output"]),
  messages: z
    .array(
      z.object({
        status: z.enum(["added", "removed", "changed"]),
        leftIndex: z.number().nullable(),
        rightIndex: z.number().nullable(),
        leftRole: text,
        rightRole: text,
        edits: orNull(edits),
        toldAt: place,
      }),
    )
    .readonly(),
  omitted: z.number(),
});
const change = z.union([plainChange, textChange, valueChange, messageChange]).openapi("Change");

const step = z
  .object({
    spanId: z.string(),
    parentSpanId: text,
    name: z.string(),
    kind: z.enum(kinds),
    status: z.enum(statuses),
    startTime: z.string(),
    durationNanos: text,
    agentName: text,
    provider: text,
    model: text,
    responseModel: text,
    toolName: text,
    errorType: text,
    finishReasons: z.array(z.string()).readonly(),
    tokens: tokensSchema,
    cost: spanSchema.shape.cost,
    timeToFirstTokenNanos: text,
    countsTowardTotals: z.boolean(),
  })
  .openapi("ComparedStep");

const pairStatuses = ["same", "changed", "added", "removed"] as const;

const stepPair = z
  .object({
    status: z.enum(pairStatuses).openapi({ description: "same: it did and said the same, in whatever time" }),
    left: orNull(step),
    right: orNull(step),
    changes: z.array(change).readonly(),
    difference: orNull(difference),
  })
  .openapi("StepPair");

const tracePair = z
  .object({
    status: z.enum([...pairStatuses, "unknown"]).openapi({ description: "unknown: too many traces came before it" }),
    left: orNull(traceSchema),
    right: orNull(traceSchema),
    difference: orNull(summaryDifference),
    counts: z.object({ same: z.number(), changed: z.number(), added: z.number(), removed: z.number() }),
    steps: z.array(stepPair).readonly(),
  })
  .openapi("TracePair");

const side = z.object({ trace: orNull(traceSchema), session: orNull(sessionSchema) });

export const comparisonSchema = z
  .object({
    left: side,
    right: side,
    difference: summaryDifference,
    traces: z.array(tracePair).readonly(),
    cut: z
      .object({ traces: z.boolean(), steps: z.boolean(), contents: z.boolean(), changes: z.boolean() })
      .openapi({ description: "Of what there was more than is compared, or told" }),
  })
  .openapi("Comparison");
