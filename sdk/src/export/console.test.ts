import { SpanStatusCode } from "@opentelemetry/api";
import { LoggerProvider } from "@opentelemetry/sdk-logs";
import { TracerProvider } from "@opentelemetry/sdk-trace";
import { expect, test } from "vitest";
import { createConsolePipeline } from "./console.ts";
import { countAll } from "./losses.ts";

test("what ends is one line, for a human", () => {
  const lines: string[] = [];
  const pipeline = createConsolePipeline(countAll(), (line) => void lines.push(line));
  const tracer = new TracerProvider({ spanProcessors: [pipeline.spanProcessor] }).getTracer("t");
  const startTime = new Date("2026-11-21T12:00:00Z");
  const attributes = {
    "spanwise.kind": "llm",
    "gen_ai.operation.name": "chat",
    "gen_ai.request.model": "m\u001b[31m",
    "gen_ai.usage.input_tokens": 12,
  };
  const span = tracer.startSpan("chat m", { startTime, attributes });
  span.setStatus({ code: SpanStatusCode.ERROR, message: "too\nmuch" });
  span.end(new Date("2026-11-21T12:00:01.5Z"));
  const logs = new LoggerProvider({ processors: [pipeline.logProcessor] });
  logs
    .getLogger("l")
    .emit({ timestamp: startTime, eventName: "spanwise.session.start", attributes: { "session.id": "s-1" } });
  expect(lines).toEqual([
    "[Spanwise] 12:00:00.000  llm  chat m  1500.0 ms  model=m [31m in=12  failed: too much",
    "[Spanwise] 12:00:00.000  event  spanwise.session.start  session=s-1",
  ]);
  expect([pipeline.losses.traces.sent, pipeline.losses.logs.sent]).toEqual([1, 1]);
});
