import { z } from "@hono/zod-openapi";
import { sessionRules, severities, traceRules } from "../model/finding.ts";

const nanos = z.string().openapi({ description: "Unix nanoseconds", example: "1731500000000000000" });
const text = z.string().nullable();

const finding = {
  rule: z.enum([...traceRules, ...sessionRules]),
  severity: z.enum(severities),
  title: z.string().openapi({ description: "One sentence, with the numbers" }),
  traceId: z.string().openapi({ description: "Of what shows in several traces of a session: where it shows last" }),
  spanIds: z.array(z.string()).readonly().openapi({ description: "Spans that show it: the first 20" }),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).readonly(),
};

export const findingSchema = z.object(finding).openapi("Finding");

export const findingsSchema = z
  .object({
    items: z.array(findingSchema).readonly(),
    nextCursor: text,
    partial: z.boolean().openapi({ description: "It is too large to be read whole: more might be found" }),
  })
  .openapi("Findings");

export const keptFindingSchema = z
  .object({
    ...finding,
    startTime: nanos.openapi({ description: "When the trace starts, Unix nanoseconds" }),
    sessionId: text,
    userId: text,
    agentName: text,
    service: text,
  })
  .openapi("KeptFinding");

export const ruleCountSchema = z
  .object({
    rule: finding.rule,
    findings: z.number(),
    traces: z.number(),
    bySeverity: z.object({ info: z.number(), warning: z.number(), error: z.number() }),
    lastTime: nanos,
    lastTraceId: z.string(),
  })
  .openapi("RuleCount");
