import { context, type TimeInput, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { LoggerProvider, type ReadableLogRecord } from "@opentelemetry/sdk-logs";
import { type ReadableSpan, TracerProvider } from "@opentelemetry/sdk-trace";
import { sayFailuresTo } from "../src/quietly.ts";
import { type Running, setRunning } from "../src/running.ts";
import { createSessionProcessor } from "../src/sessions/session-processor.ts";
import { endSessions } from "../src/sessions/sessions.ts";

/** A span or a log record, as far as tests look at it. */
export interface Heard {
  readonly name: string;
  readonly parent?: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly error?: string;
  readonly exceptions?: number;
}

/** The SDK as it runs, but for what it tells, which is kept here. */
export function listen(how: Partial<Running> = {}) {
  const spans: ReadableSpan[] = [];
  const logs: ReadableLogRecord[] = [];
  const idle = { forceFlush: async () => {}, shutdown: async () => {} };
  const tracers = new TracerProvider({
    spanProcessors: [
      createSessionProcessor(),
      { ...idle, onStart() {}, onEnd: (span: ReadableSpan) => void spans.push(span) },
    ],
  });
  const loggers = new LoggerProvider({
    processors: [{ ...idle, enabled: () => true, onEmit: (record: ReadableLogRecord) => void logs.push(record) }],
  });
  const lines: string[] = [];
  const tools: unknown[] = [];
  const contexts = new AsyncLocalStorageContextManager().enable();
  context.setGlobalContextManager(contexts);
  sayFailuresTo((line) => void lines.push(line));
  const at: Running = {
    tracer: tracers.getTracer("@spanwise/sdk"),
    logger: loggers.getLogger("@spanwise/sdk"),
    meters: {
      operation() {},
      tokens() {},
      firstChunk() {},
      tool: (_, attributes) => void tools.push(attributes),
    },
    content: { isOn: true, textOf: (value) => (typeof value === "string" ? value : JSON.stringify(value)) },
    isApart: false,
    warn: (line) => void lines.push(line),
    ...how,
  };
  setRunning(at);
  return {
    at,
    lines,
    tools,
    tracers,
    spans: (): readonly ReadableSpan[] => spans,
    logs: () => logs.map(({ eventName, attributes }) => ({ eventName, attributes })),
    records: (): readonly ReadableLogRecord[] => logs,
    /** What the spans say, in the order in which they ended; each names the span above it. */
    heard: (): Heard[] => {
      const names = new Map(spans.map((span) => [span.spanContext().spanId, span.name]));
      return spans.map(({ name, parentSpanContext, attributes, status, events }) => ({
        name,
        ...(parentSpanContext && { parent: names.get(parentSpanContext.spanId) ?? "open" }),
        attributes,
        ...(status.code === 2 && { error: status.message ?? "", exceptions: events.length }),
      }));
    },
    stop: () => {
      endSessions("exit");
      setRunning(undefined);
      sayFailuresTo(undefined);
      context.disable();
      trace.disable();
    },
  };
}

/** Epoch milliseconds of a time as OpenTelemetry keeps it. */
export function millisOf(time: TimeInput): number {
  if (!Array.isArray(time)) throw new Error("a time in seconds and nanoseconds was expected");
  return time[0] * 1000 + time[1] / 1e6;
}
