import type { Session } from "../../model/session.ts";
import type { Kind, Status } from "../../model/span.ts";
import type { Trace } from "../../model/trace.ts";
import { type CostSumsRow, coverageOf, summaryCosts, sumOfCosts } from "./cost-row.ts";
import { type TokenRow, toTokens } from "./span-row.ts";

const summaryColumns = `
  start, end, name, toString(status) AS outcome, span_count, error_count, llm_calls, tool_calls,
  has_tokens, input_tokens, output_tokens, cached_tokens, cache_write_tokens, reasoning_tokens,
  user_id, agent_name, service, platform, tags, ${summaryCosts}`;

export const traceColumns = `lower(hex(trace_id)) AS trace, root_kind, session_id, ${summaryColumns}`;
export const sessionColumns = `
  session_id, trace_count, bot_name, bot_type, metadata, end_reason, ${summaryColumns}`;

interface SummaryRow extends TokenRow, CostSumsRow {
  readonly start: string;
  readonly end: string;
  readonly name: string;
  readonly outcome: Status;
  readonly span_count: string;
  readonly error_count: string;
  readonly llm_calls: string;
  readonly tool_calls: string;
  readonly user_id: string;
  readonly agent_name: string;
  readonly service: string;
  readonly platform: string;
  readonly tags: readonly string[];
}

export interface TraceRow extends SummaryRow {
  readonly trace: string;
  readonly root_kind: string;
  readonly session_id: string;
}

export interface SessionRow extends SummaryRow {
  readonly session_id: string;
  readonly trace_count: string;
  readonly bot_name: string;
  readonly bot_type: string;
  /** JSON of an object, or ''. */
  readonly metadata: string;
  readonly end_reason: string;
}

export function toTrace(row: TraceRow): Trace {
  return {
    traceId: row.trace,
    rootKind: (row.root_kind || "span") as Kind,
    sessionId: row.session_id || null,
    ...summaryOf(row),
    inputPreview: null,
    outputPreview: null,
  };
}

export function toSession(row: SessionRow): Session {
  return {
    sessionId: row.session_id,
    traceCount: Number(row.trace_count),
    endReason: endReasons.find((reason) => reason === row.end_reason) ?? null,
    botName: row.bot_name || null,
    botType: row.bot_type || null,
    platform: row.platform || null,
    metadata: objectFrom(row.metadata),
    ...summaryOf(row),
  };
}

const endReasons = ["explicit", "timeout", "exit"] as const;

function objectFrom(text: string): Readonly<Record<string, unknown>> {
  try {
    const read: unknown = JSON.parse(text || "{}");
    return typeof read === "object" && read !== null && !Array.isArray(read) ? (read as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function summaryOf(row: SummaryRow) {
  const isRunning = row.outcome === "running";
  return {
    name: row.name,
    status: row.outcome,
    startTime: row.start,
    endTime: isRunning ? null : row.end,
    durationNanos: isRunning ? null : String(BigInt(row.end) - BigInt(row.start)),
    spanCount: Number(row.span_count),
    errorCount: Number(row.error_count),
    llmCalls: Number(row.llm_calls),
    toolCalls: Number(row.tool_calls),
    tokens: toTokens(row),
    cost: sumOfCosts(row),
    costCoverage: coverageOf(row),
    userId: row.user_id || null,
    agentName: row.agent_name || null,
    service: row.service || null,
    tags: row.tags,
  };
}
