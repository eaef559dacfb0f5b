import { context, propagation, type TextMapPropagator, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import type { Play } from "../scenario.ts";

const exporter = new InMemorySpanExporter();
/** What was asked for before anybody was there. */
const early = trace.getTracer("early");

const propagator: TextMapPropagator = {
  inject: (within, carrier, { set }) => set(carrier, "x-span", trace.getSpanContext(within)?.spanId ?? ""),
  extract: (within) => within,
  fields: () => ["x-span"],
};

/** As another library sets up OpenTelemetry, which keeps its spans. */
function setUp(): readonly boolean[] {
  const provider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });
  return [
    trace.setGlobalTracerProvider(provider),
    propagation.setGlobalPropagator(propagator),
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable()),
  ];
}

const isLast = process.env.BESIDE_TURN === "last";
/** The scenarios are read before the SDK begins, but for `register`, and played after. */
const isTaken = isLast ? [] : setUp();

/** Of each span its name, its attributes and the span that it is in. */
function told() {
  const spans = exporter.getFinishedSpans();
  const names = new Map(spans.map((span) => [span.spanContext().spanId, span.name]));
  return spans.map(({ name, attributes, parentSpanContext }) => [
    name,
    Object.keys(attributes).sort(),
    names.get(parentSpanContext?.spanId ?? "") ?? null,
  ]);
}

export const play: Play = {
  packages: ["@anthropic-ai/sdk"],
  scenarios: {
    async "a message and a stream"({ load, provider }) {
      const taken = isLast ? setUp() : isTaken;
      const { Anthropic } = await load("@anthropic-ai/sdk");
      const client = new Anthropic({ apiKey: "sk-ant-fake", baseURL: provider });
      const asked = { model: "claude-sonnet-5-5", max_tokens: 9, messages: [{ role: "user", content: "hi" }] };
      const answers = await early.startActiveSpan("their request", async (span) => {
        const carrier: Record<string, string> = {};
        propagation.inject(context.active(), carrier);
        const message = await client.messages.create(asked);
        const streamed = await client.messages.stream(asked).finalText();
        span.end();
        return [carrier["x-span"] === span.spanContext().spanId, message, streamed];
      });
      return [taken, answers, told()];
    },
  },
};
