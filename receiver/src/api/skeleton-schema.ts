import { z } from "@hono/zod-openapi";
import { costSources } from "../model/skeleton.ts";
import { statuses } from "../model/span.ts";

const numbers = (description: string) => z.array(z.number()).readonly().openapi({ description });
const numbersOrNull = (description: string) => z.array(z.number().nullable()).readonly().openapi({ description });
const flags = (description: string) => z.array(z.boolean()).readonly().openapi({ description });

const shape = z.object({
  name: z.string(),
  kind: z.string(),
  agent: z.string(),
  model: z.string(),
  provider: z.string(),
  service: z.string(),
  tool: z.string(),
  error: z.string(),
});

const spanId = z.array(z.string().nullable()).readonly();

/** One value in each column for each row, from the top of the tree: parents before children, siblings by start. */
const columns = z.object({
  spanId: spanId.optional(),
  parent: numbersOrNull("The row of the parent"),
  depth: numbers("How far below the top"),
  size: numbers("Rows of the subtree, this one among them"),
  start: numbers("Nanoseconds from origin on"),
  duration: numbersOrNull("Nanoseconds; null for what has no end"),
  shape: numbers("Which of shapes"),
  status: z.array(z.enum(statuses)).readonly(),
  counts: flags("Its use stands in the sums of the trace"),
  duplicate: flags("Another span tells the same call"),
  orphan: flags("Its parent has not arrived"),
  cut: flags("It stood in a circle of parents, which was cut above it"),
  input: numbersOrNull("Tokens"),
  output: numbersOrNull("Tokens"),
  cost: z.array(z.string().nullable()).readonly().openapi({ description: "US dollars; null where not known" }),
  costSource: z.array(z.enum(costSources)).readonly(),
});

export const skeletonSchema = z
  .object({
    traceId: z.string(),
    version: z.string(),
    origin: z.string().openapi({ description: "Unix nanoseconds of the first start" }),
    rows: z.number(),
    spans: z.number(),
    spanCount: z.number().openapi({ description: "Of the whole trace, as its summary counts them" }),
    truncated: z.boolean().openapi({ description: "Spans were left out: the first by start are here" }),
    orphans: z.number(),
    missingParents: z.number(),
    cuts: z.number(),
    textsLeftOut: z.number(),
    shapes: z.array(shape).readonly().openapi({ description: "What many spans have in common; '' is nothing" }),
    columns,
  })
  .openapi("Skeleton");

export const spanIdsSchema = z
  .object({ version: z.string().openapi({ description: "Of the rows they are of" }), columns: z.object({ spanId }) })
  .openapi("SpanIds");
