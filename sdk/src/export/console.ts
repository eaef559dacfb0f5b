import { SpanStatusCode } from "@opentelemetry/api";
import type { ReadableLogRecord } from "@opentelemetry/sdk-logs";
import type { ReadableSpan } from "@opentelemetry/sdk-trace";
import { names } from "../attributes.ts";
import { countAll, type LossCount } from "./losses.ts";
import type { Pipeline } from "./pipeline-shape.ts";
import { logsTo, spansTo } from "./processors.ts";

/** What is worth a place in the line, with the name it has there. */
const shown = [
  ["gen_ai.agent.name", "agent"],
  ["gen_ai.tool.name", "tool"],
  ["gen_ai.request.model", "model"],
  ["gen_ai.usage.input_tokens", "in"],
  ["gen_ai.usage.output_tokens", "out"],
  ["session.id", "session"],
  ["error.type", "error"],
] as const;

/** For whoever writes an agent: what ends is one line, and nothing is sent. */
export function createConsolePipeline(losses = countAll(), write: (line: string) => void = console.log): Pipeline {
  const ends = { flush: async () => {}, shutdown: async () => {} };
  const tell = <Item>(lineOf: (item: Item) => string, count: LossCount) => ({
    add(item: Item) {
      write(lineOf(item));
      count.sent++;
    },
  });
  return {
    spanProcessor: spansTo(tell(spanLine, losses.traces), ends),
    logProcessor: logsTo(tell(logLine, losses.logs), ends),
    metricExporter: undefined,
    losses,
    ...ends,
  };
}

function spanLine(span: ReadableSpan): string {
  const millis = span.duration[0] * 1000 + span.duration[1] / 1e6;
  const status = span.status.code === SpanStatusCode.ERROR ? `failed: ${span.status.message ?? ""}` : "";
  const kind = span.attributes[names.spanKind] ?? span.attributes["gen_ai.operation.name"] ?? "span";
  return oneLine([clock(span.startTime), kind, span.name, `${millis.toFixed(1)} ms`, facts(span.attributes), status]);
}

function logLine(log: ReadableLogRecord): string {
  const body = log.body === undefined ? "" : typeof log.body === "string" ? log.body : JSON.stringify(log.body);
  return oneLine([clock(log.hrTime), "event", log.eventName ?? "", body.slice(0, 200), facts(log.attributes)]);
}

function facts(attributes: ReadableSpan["attributes"]): string {
  return shown
    .filter(([name]) => attributes[name] !== undefined)
    .map(([name, short]) => `${short}=${String(attributes[name])}`)
    .join(" ");
}

const clock = ([seconds, nanos]: readonly [number, number]) =>
  new Date(seconds * 1000 + nanos / 1e6).toISOString().slice(11, 23);

function oneLine(parts: readonly unknown[]): string {
  const line = parts.filter((part) => part !== "").join("  ");
  return `[Spanwise] ${line.replace(/[\p{Cc}\s]+/gu, (space) => (/^ +$/.test(space) ? space : " "))}`;
}
