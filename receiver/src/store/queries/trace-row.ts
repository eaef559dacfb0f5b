import { endReasons, type Session } from "../../model/session.ts";
import type { Kind, Status } from "../../model/span.ts";
import type { Trace } from "../../model/trace.ts";
import { type CostSumsRow, type Count, coverageOf, sumOfCosts } from "./cost-row.ts";
import { type TokenRow, toTokens } from "./span-row.ts";

/** What a list reads of a summary: when it was, and in one column all that is said of it. */
export const traceColumns = "lower(hex(trace_id)) AS trace, start, end, line";
/** And who says what was asked and answered, which is read of it with the spans. */
export const spokenTraceColumns = `${traceColumns}, lower(hex(speakers)) AS speakers, version AS edition`;
export const sessionColumns = "session_id, start, end, line";

/** What a line says, in the order in which the tables' migrations write it. */
const inSummary = [
  ...["name", "outcome", "span_count", "error_count", "llm_calls", "tool_calls"],
  ...["has_tokens", "input_tokens", "output_tokens", "cached_tokens", "cache_write_tokens", "reasoning_tokens"],
  ...["user_id", "agent_name", "service", "platform", "tags"],
  ...["cost_total", "input_cost", "output_cost", "cached_cost", "cache_write_cost"],
  ...["reported", "computed", "estimated", "unpriced", "version"],
];
const inTrace = ["root_kind", "session_id", ...inSummary];
const inSession = ["trace_count", "bot_name", "bot_type", "metadata", "end_reason", ...inSummary];

interface Line {
  readonly start: string;
  readonly end: string;
  readonly line: string;
}

export interface TraceLine extends Line {
  readonly trace: string;
}

export interface SpokenTraceLine extends TraceLine, Spoken {}

export interface SessionLine extends Line {
  readonly session_id: string;
}

function readLine<Row>(names: readonly string[], row: Line): Row {
  const values = JSON.parse(row.line) as readonly unknown[];
  return { ...row, ...Object.fromEntries(names.map((name, at) => [name, values[at]])) } as Row;
}

interface SummaryRow extends TokenRow, Omit<CostSumsRow, "versions"> {
  readonly start: string;
  readonly end: string;
  readonly version: string;
  readonly name: string;
  readonly outcome: Status;
  readonly span_count: Count;
  readonly error_count: Count;
  readonly llm_calls: Count;
  readonly tool_calls: Count;
  readonly user_id: string;
  readonly agent_name: string;
  readonly service: string;
  readonly platform: string;
  readonly tags: readonly string[];
}

interface TraceRow extends SummaryRow {
  readonly trace: string;
  readonly root_kind: string;
  readonly session_id: string;
}

interface SessionRow extends SummaryRow {
  readonly session_id: string;
  readonly trace_count: Count;
  readonly bot_name: string;
  readonly bot_type: string;
  /** JSON of an object, or ''. */
  readonly metadata: string;
  readonly end_reason: string;
}

export function toTrace(told: TraceLine): Trace {
  const row = readLine<TraceRow>(inTrace, told);
  return {
    traceId: row.trace,
    rootKind: (row.root_kind || "span") as Kind,
    sessionId: row.session_id || null,
    ...summaryOf(row),
    inputPreview: null,
    outputPreview: null,
  };
}

/** Who says what was asked and answered. */
interface Spoken {
  /** The ids of these spans as the summary names them, in hex. */
  readonly speakers: string;
  /** Another one each time that more has arrived of the trace. */
  readonly edition: string;
}

export interface SpokenTrace extends Trace, Spoken {}

export function toSpokenTrace(told: SpokenTraceLine): SpokenTrace {
  const { speakers, edition } = told;
  return { ...toTrace(told), speakers, edition };
}

export function toSession(told: SessionLine): Session {
  const row = readLine<SessionRow>(inSession, told);
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
  const costs = { ...row, versions: [row.version] };
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
    cost: sumOfCosts(costs),
    costCoverage: coverageOf(costs),
    userId: row.user_id || null,
    agentName: row.agent_name || null,
    service: row.service || null,
    tags: row.tags,
  };
}
