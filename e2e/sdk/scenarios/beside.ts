import { context, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import type { Play } from "../scenario.ts";

/** Another library that sets up OpenTelemetry before the SDK does, and keeps its spans. */
const exporter = new InMemorySpanExporter();
trace.setGlobalTracerProvider(new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] }));
context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());

export const play: Play = {
  packages: ["@anthropic-ai/sdk"],
  scenarios: {
    async "a message and a stream"({ load, provider }) {
      const { Anthropic } = await load("@anthropic-ai/sdk");
      const client = new Anthropic({ apiKey: "sk-ant-fake", baseURL: provider });
      const asked = { model: "claude-sonnet-5-5", max_tokens: 9, messages: [{ role: "user", content: "hi" }] };
      const message = await client.messages.create(asked);
      const streamed = await client.messages.stream(asked).finalText();
      const spans = exporter.getFinishedSpans();
      return [message, streamed, spans.map(({ name, attributes }) => [name, Object.keys(attributes).sort()])];
    },
  },
};
