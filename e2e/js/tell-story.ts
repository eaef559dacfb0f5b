/** A program with the official exporters: `node tell-story.ts <protocol>`. It tells `story.ts`, and prints the trace's id. */
import { type Context, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import { openTelemetry } from "./telemetry.ts";

const { tracer, logger, meter, shutdown } = openTelemetry(process.argv[2] ?? "");
const attributes = { "session.id": "e2e session" };

const agent = tracer.startSpan(
  "invoke_agent planner",
  { attributes: { ...attributes, "gen_ai.operation.name": "invoke_agent", "gen_ai.agent.name": "planner" } },
  ROOT_CONTEXT,
);
askModel(trace.setSpan(ROOT_CONTEXT, agent));
agent.end();
countTheTurn();
await shutdown();
process.stdout.write(agent.spanContext().traceId);

function askModel(parent: Context): void {
  const message = { role: "user", parts: [{ type: "text", content: "How late is it in 東京? 🕰" }] };
  const asked = {
    "gen_ai.operation.name": "chat",
    "gen_ai.provider.name": "openai",
    "gen_ai.request.model": "gpt-5",
    "gen_ai.input.messages": JSON.stringify([message]),
  };
  const call = tracer.startSpan(
    "chat gpt-5",
    { kind: SpanKind.CLIENT, attributes: { ...attributes, ...asked } },
    parent,
  );
  call.addEvent("first token", { index: 0 });
  call.setAttributes({ "gen_ai.usage.input_tokens": 120, "gen_ai.usage.output_tokens": 30 });
  call.setStatus({ code: SpanStatusCode.ERROR, message: "cut off" });
  logger.emit({
    context: trace.setSpan(parent, call),
    severityNumber: 13,
    severityText: "WARN",
    body: "the answer was cut off",
    attributes: { attempt: 2, final: true, ratio: 0.5, tags: ["a", "b"] },
  });
  call.end();
}

function countTheTurn(): void {
  meter.createCounter("e2e.turns").add(3, { model: "gpt-5" });
  const latency = meter.createHistogram("e2e.latency", { unit: "ms" });
  for (const millis of [5, 15]) latency.record(millis);
  meter.createGauge("e2e.queue").record(7);
}
