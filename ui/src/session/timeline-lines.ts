import { formatCount } from "../../../receiver/src/format.ts";
import type { LogRecord } from "../../../receiver/src/model/log.ts";
import type { Session } from "../../../receiver/src/model/session.ts";
import type { Kind, Span } from "../../../receiver/src/model/span.ts";
import type { SpanName } from "../session-search.ts";
import { textsOf } from "./message-text.ts";
import type { Turn } from "./thread-turns.ts";

/** One line of what happened: `[10:30:46] Tool kubectl_apply {…}`. */
export interface TimelineLine {
  readonly key: string;
  /** Unix nanoseconds. */
  readonly time: string;
  readonly kind: Kind | null;
  readonly word: string;
  readonly name: string;
  readonly detail: string;
  readonly tone: "plain" | "error" | "edge";
  readonly agent: string | null;
  readonly durationNanos: string | null;
  readonly isRunning: boolean;
  readonly span: SpanName | null;
}

interface Happened {
  readonly session: Session;
  readonly spans: readonly Span[];
  readonly turns: readonly Turn[];
  readonly events: readonly LogRecord[];
  /** Whether these are all the spans there are; only then its end is told. */
  readonly isWhole: boolean;
}

/** All that happened in a session, in the order of time. */
export function timelineLines({ session, spans, turns, events, isWhole }: Happened): readonly TimelineLine[] {
  const shown = spans.filter(isWorthALine);
  const lines = [
    ...turns.flatMap(messageLines),
    ...(shown.length > 0 ? shown : spans).flatMap(spanLines),
    ...events.map(eventLine),
  ];
  const started = edge("started", session.startTime, "Session started", "");
  const ended = isWhole && session.endTime !== null ? [endedLine(session)] : [];
  const inOrder = lines.map((line, at) => ({ line, at, time: BigInt(line.time) }));
  inOrder.sort((one, other) => (one.time === other.time ? one.at - other.at : one.time < other.time ? -1 : 1));
  return [started, ...inOrder.map(({ line }) => line), ...ended];
}

/** What serves a step is left out, unless it failed. */
function isWorthALine({ kind, status }: Span): boolean {
  return status === "error" || !(kind === "http" || kind === "db" || kind === "span");
}

const plain: Omit<TimelineLine, "key" | "time" | "word"> = {
  ...{ kind: null, name: "", detail: "", tone: "plain", agent: null },
  ...{ durationNanos: null, isRunning: false, span: null },
};

function edge(key: string, time: string, word: string, detail: string): TimelineLine {
  return { ...plain, key, time, word, detail, tone: "edge" };
}

const endWords = { ok: "Completed", error: "Failed", running: "Running" } as const;

function endedLine({ endTime, startTime, status, endReason }: Session): TimelineLine {
  const how = endReason === null || endReason === "explicit" ? "" : `, ${endReason}`;
  return {
    ...edge("ended", endTime ?? startTime, `Session ended (${endWords[status]}${how})`, ""),
    ...(status === "error" && { tone: "error" as const }),
  };
}

const words: Readonly<Partial<Record<Kind, string>>> = {
  ...{ llm: "Model", tool: "Tool", agent: "Agent", workflow: "Workflow", task: "Task", session: "Session" },
  ...{ retrieval: "Retrieval", embedding: "Embedding", rerank: "Rerank", guardrail: "Guardrail" },
  ...{ evaluator: "Evaluator", memory: "Memory", http: "Request", db: "Database", event: "Event", prompt: "Prompt" },
};

/** The start of a step, and its failure where it failed. */
function spanLines(span: Span): readonly TimelineLine[] {
  const { kind, traceId, spanId, startTime, endTime, status, durationNanos, agentName } = span;
  const begun: TimelineLine = {
    ...plain,
    ...{ key: `${traceId}/${spanId}`, time: startTime, kind, word: words[kind] ?? "Step", name: nameIn(span) },
    ...{ detail: detailOf(span), agent: agentName === nameIn(span) ? null : agentName, durationNanos },
    ...{ isRunning: status === "running", span: { traceId, spanId } },
  };
  if (status !== "error") return [begun];
  const said = span.error?.message || span.statusMessage || span.error?.type || "it does not say why";
  const failed: TimelineLine = {
    ...{ ...begun, key: `${begun.key} failed`, time: endTime ?? startTime, word: "Failed", tone: "error" },
    ...{ detail: cut(said), durationNanos: null },
  };
  return [begun, failed];
}

function nameIn({ tool, kind, model, responseModel, agentName, name }: Span): string {
  if (tool?.name) return tool.name;
  if (kind === "llm" || kind === "embedding" || kind === "rerank") return model ?? responseModel ?? name;
  return (kind === "agent" && agentName) || name;
}

/** Characters of a value in a line. */
const most = 240;

const cut = (text: string) => {
  const oneLine = text
    .slice(0, 2 * most)
    .replaceAll(/\s+/g, " ")
    .trim();
  return oneLine.length > most || text.length > 2 * most ? `${oneLine.slice(0, most).toWellFormed()}…` : oneLine;
};

function detailOf({ tool, tokens }: Span): string {
  if (tool)
    return tool.arguments === null
      ? ""
      : cut(typeof tool.arguments === "string" ? tool.arguments : JSON.stringify(tool.arguments));
  if (tokens) return `${formatCount(tokens.input)} in, ${formatCount(tokens.output)} out`;
  return "";
}

function messageLines({ call: { traceId, spanId, startTime, agentName }, input }: Turn): readonly TimelineLine[] {
  return input
    .filter(({ role }) => role === "user")
    .flatMap((message, at) => {
      const text = cut(textsOf(message));
      if (text === "") return [];
      const heard = { key: `${traceId}/${spanId} heard ${at}`, time: startTime, word: "Message", agent: agentName };
      return [{ ...plain, ...heard, detail: `“${text}”`, span: { traceId, spanId } }];
    });
}

function eventLine({ id, time, eventName, body, severity, traceId, spanId }: LogRecord): TimelineLine {
  return {
    ...{ ...plain, key: `event ${id}`, time, kind: "event", word: "Event", name: eventName ?? "" },
    ...{ detail: body === null ? "" : cut(typeof body === "string" ? body : JSON.stringify(body)) },
    ...{ tone: severity >= 17 ? "error" : "plain", span: traceId && spanId ? { traceId, spanId } : null },
  };
}
