import { z } from "@hono/zod-openapi";
import { costCoverageSchema, costSchema, coverageSchema, nanos, tokensSchema } from "./schemas.ts";

const latency = z
  .object({ average: z.string(), p50: z.string(), p90: z.string(), p95: z.string(), p99: z.string() })
  .nullable();

const successRate = z.number().nullable().openapi({ description: "Of those that ended, the part that did not fail" });

export const usageSchema = z
  .object({
    time: nanos.nullable(),
    group: z.record(z.string(), z.string().nullable()).readonly(),
    spans: z.number(),
    spanErrors: z.number(),
    calls: z.number(),
    errors: z.number(),
    successRate,
    tokens: tokensSchema,
    cost: costSchema,
    costCoverage: costCoverageSchema,
    coverage: coverageSchema,
    latency,
  })
  .openapi("Usage");

export const entitySchema = z
  .object({
    name: z.string(),
    detail: z.string().nullable(),
    calls: z.number(),
    failures: z.number(),
    successRate,
    traces: z.number(),
    latency,
    tokens: tokensSchema,
    cost: costSchema,
    costCoverage: costCoverageSchema,
    firstTime: nanos,
    lastTime: nanos,
    lastTraceId: z.string(),
    lastSpanId: z.string(),
  })
  .openapi("Entity");
