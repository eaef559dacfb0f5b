import type { Session } from "../model/session.ts";
import type { Trace } from "../model/trace.ts";
import { type Column, json, text, time, whole } from "./column.ts";
import { usageColumns } from "./usage-columns.ts";

const ofBoth: readonly Column<Trace | Session>[] = [
  text("name", ({ name }) => name),
  text("status", ({ status }) => status),
  time("startTime", ({ startTime }) => startTime),
  time("endTime", ({ endTime }) => endTime),
  whole("durationNanos", ({ durationNanos }) => durationNanos),
  whole("spanCount", ({ spanCount }) => spanCount),
  whole("errorCount", ({ errorCount }) => errorCount),
  whole("llmCalls", ({ llmCalls }) => llmCalls),
  whole("toolCalls", ({ toolCalls }) => toolCalls),
  ...usageColumns,
  whole("reportedCalls", ({ costCoverage }) => costCoverage.reported),
  whole("computedCalls", ({ costCoverage }) => costCoverage.computed),
  whole("estimatedCalls", ({ costCoverage }) => costCoverage.estimated),
  whole("unpricedCalls", ({ costCoverage }) => costCoverage.unknown),
  text("userId", ({ userId }) => userId),
  text("agentName", ({ agentName }) => agentName),
  text("service", ({ service }) => service),
  json("tags", ({ tags }) => tags),
];

export const traceColumns: readonly Column<Trace>[] = [
  text("traceId", ({ traceId }) => traceId),
  text("rootKind", ({ rootKind }) => rootKind),
  text("sessionId", ({ sessionId }) => sessionId),
  ...ofBoth,
  text("inputPreview", ({ inputPreview }) => inputPreview),
  text("outputPreview", ({ outputPreview }) => outputPreview),
];

export const sessionColumns: readonly Column<Session>[] = [
  text("sessionId", ({ sessionId }) => sessionId),
  whole("traceCount", ({ traceCount }) => traceCount),
  text("endReason", ({ endReason }) => endReason),
  text("botName", ({ botName }) => botName),
  text("botType", ({ botType }) => botType),
  text("platform", ({ platform }) => platform),
  ...ofBoth,
  json("metadata", ({ metadata }) => metadata),
];
