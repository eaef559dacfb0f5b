import type { Kind, Span, SpanEvent, Status } from "../../model/span.ts";
import { readSpanLine } from "../span-line.ts";
import type { Question, Store } from "../store.ts";
import { readEvent, readLink } from "../stored-events.ts";
import { contentsInOrder, type NextContent } from "../stored-values.ts";
import type { Count } from "./cost-row.ts";
import { attributesOf, type ReferringRow, type Surroundings } from "./referring-row.ts";

/** What is read of a span: its facts lie in one column. */
export const spanColumns = `
  lower(hex(trace_id)) AS trace, lower(hex(span_id)) AS span, lower(hex(parent_span_id)) AS parent, start, duration,
  line, mapKeys(attributes) AS attribute_keys, mapValues(attributes) AS attribute_texts,
  arrayMap(e -> base64Encode(e), events) AS event_bytes, arrayMap(l -> base64Encode(l), links) AS link_bytes,
  arrayMap(r -> lower(hex(r)), refs) AS ref_names`;

export interface StoredSpan {
  readonly trace: string;
  readonly span: string;
  readonly parent: string;
  readonly start: string;
  readonly duration: string;
  readonly line: string;
  readonly attribute_keys: readonly string[];
  readonly attribute_texts: readonly string[];
  readonly event_bytes: readonly string[];
  readonly link_bytes: readonly string[];
  readonly ref_names: readonly string[];
}

/** Asks for `spanColumns`, and for what else is to be in a row. */
export async function readSpanRows<More = unknown>(store: Store, question: Question): Promise<(SpanRow & More)[]> {
  return (await store.query<StoredSpan & More>(question)).map((stored) => spanRowOf(stored));
}

export function spanRowOf<Stored extends StoredSpan>(stored: Stored): SpanRow & Stored {
  const told = readSpanLine(stored.line);
  return {
    ...stored,
    name: told.name,
    kind: told.kind,
    dialect: told.dialect,
    outcome: told.status,
    stage: told.state,
    status_message: told.statusMessage,
    service: told.service,
    session_id: told.sessionId,
    user_id: told.userId,
    agent_name: told.agentName,
    workflow_name: told.workflowName,
    platform: told.platform,
    tags: told.tags,
    environment: told.environment,
    release: told.release,
    provider: told.provider,
    model: told.model,
    response_model: told.responseModel,
    has_tokens: told.hasTokens,
    input_tokens: told.input,
    output_tokens: told.output,
    cached_tokens: told.cached,
    cache_write_tokens: told.cacheWrite,
    reasoning_tokens: told.reasoning,
    finish_reasons: told.finishReasons,
    streams: told.streaming,
    first_token: told.firstToken,
    counts: told.counts,
    tool_name: told.toolName,
    tool_call_id: told.toolCallId,
    error_type: told.errorType,
    error_message: told.errorMessage,
    attribute_types: told.attributeTypes,
    origin_name: told.origin,
  };
}

export interface SpanRow extends TokenRow, ReferringRow {
  readonly trace: string;
  readonly span: string;
  readonly parent: string;
  readonly name: string;
  readonly kind: string;
  readonly dialect: string;
  readonly outcome: Status;
  readonly stage: "running" | "abandoned" | "ended";
  readonly status_message: string;
  readonly start: string;
  readonly duration: string;
  readonly service: string;
  readonly session_id: string;
  readonly user_id: string;
  readonly agent_name: string;
  readonly workflow_name: string;
  readonly platform: string;
  readonly tags: readonly string[];
  readonly environment: string;
  readonly release: string;
  readonly provider: string;
  readonly model: string;
  readonly response_model: string;
  readonly finish_reasons: readonly string[];
  readonly streams: "unknown" | "no" | "yes";
  readonly first_token: string;
  readonly counts: boolean;
  readonly tool_name: string;
  readonly tool_call_id: string;
  readonly error_type: string;
  readonly error_message: string;
  readonly event_bytes: readonly string[];
  readonly link_bytes: readonly string[];
}

export interface TokenRow {
  readonly has_tokens: boolean;
  readonly input_tokens: Count;
  readonly output_tokens: Count;
  readonly cached_tokens: Count;
  readonly cache_write_tokens: Count;
  readonly reasoning_tokens: Count;
}

/** A span as its row alone tells it. */
export const bareSpan = (row: SpanRow): Span => toSpan(row, { origins: new Map(), contents: "none" });

/** A span as its row tells it; what was said stands in its attributes, and is read by who answers with it. */
export function toSpan(row: SpanRow, { origins, contents }: Surroundings): Span {
  const nextContent = contentsInOrder(row.ref_names, contents);
  const attributes = attributesOf(row, nextContent);
  const events = row.event_bytes.flatMap((bytes) => eventOf(bytes, nextContent));
  const hasEnded = row.stage === "ended";
  return {
    traceId: row.trace,
    spanId: row.span,
    parentSpanId: idOrNull(row.parent),
    name: row.name,
    kind: (row.kind || "span") as Kind,
    dialect: row.dialect,
    status: row.outcome,
    statusMessage: row.status_message || null,
    startTime: row.start,
    endTime: hasEnded ? endOf(row.start, row.duration) : null,
    durationNanos: hasEnded ? row.duration : null,
    service: row.service || null,
    sessionId: row.session_id || null,
    userId: row.user_id || null,
    agentName: row.agent_name || null,
    workflowName: row.workflow_name || null,
    platform: row.platform || null,
    tags: row.tags,
    environment: row.environment || null,
    release: row.release || null,
    metadata: {},
    provider: row.provider || null,
    model: row.model || null,
    responseModel: row.response_model || null,
    tokens: toTokens(row),
    cost: null,
    finishReasons: row.finish_reasons,
    streaming: row.streams === "unknown" ? null : row.streams === "yes",
    timeToFirstTokenNanos: row.first_token === "0" ? null : row.first_token,
    countsTowardTotals: row.counts,
    notCountedBecause: null,
    noCostBecause: null,
    duplicateOf: null,
    system: null,
    input: [],
    output: [],
    tool: toolOf(row),
    error: errorOf(row, events),
    events,
    links: row.link_bytes.map((bytes) => readLink(Buffer.from(bytes, "base64"))),
    attributes,
    resource: origins.get(row.origin_name) ?? {},
  };
}

export function toTokens(row: TokenRow): Span["tokens"] {
  if (!row.has_tokens) return null;
  const input = Number(row.input_tokens);
  const output = Number(row.output_tokens);
  return {
    input,
    output,
    total: input + output,
    cached: Number(row.cached_tokens),
    cacheWrite: Number(row.cache_write_tokens),
    reasoning: Number(row.reasoning_tokens),
  };
}

export const idOrNull = (hex: string) => (/^0*$/.test(hex) ? null : hex);

/** A duration may be negative, and is kept wrapped to 64 bits. */
export const endOf = (start: string, duration: string) => String(BigInt.asUintN(64, BigInt(start) + BigInt(duration)));

/** Of an event in base64: that its bytes stand among the contents. */
export const isFoldedEvent = (encoded: string) => encoded === foldedEvent;
const foldedEvent = Buffer.of(1).toString("base64");

function eventOf(encoded: string, nextContent: NextContent): readonly SpanEvent[] {
  const bytes = isFoldedEvent(encoded) ? nextContent() : Buffer.from(encoded, "base64");
  return bytes === null ? [] : [readEvent(bytes)];
}

function toolOf(row: SpanRow): Span["tool"] {
  if (row.tool_name === "") return null;
  return { name: row.tool_name, callId: row.tool_call_id || null, arguments: null, result: null };
}

/** An exception on a span that went well was handled: it stays among the events. */
function errorOf(row: SpanRow, events: readonly SpanEvent[]): Span["error"] {
  if (row.outcome !== "error" && row.error_type === "" && row.error_message === "") return null;
  const thrown = events.findLast((event) => event.name === "exception")?.attributes ?? {};
  const type = row.error_type || textOrNull(thrown["exception.type"]);
  const message = row.error_message || textOrNull(thrown["exception.message"]) || row.status_message;
  return { type, message: message || type || "", stack: textOrNull(thrown["exception.stacktrace"]) };
}

const textOrNull = (value: unknown) => (typeof value === "string" && value !== "" ? value : null);
