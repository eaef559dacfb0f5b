import { context, metrics, propagation, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { W3CTraceContextPropagator } from "@opentelemetry/core";
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { attributes, messages } from "../../test/protobuf.ts";
import { openSink } from "../../test/sink.ts";
import { agent, init, type Options, type Spanwise, tool } from "../index.ts";

let sink: Awaited<ReturnType<typeof openSink>>;
let spanwise: Spanwise | undefined;
let lines: string[];
const theirs = new InMemorySpanExporter();

beforeEach(async () => {
  lines = [];
  vi.spyOn(console, "warn").mockImplementation((line) => void lines.push(line));
  sink = await openSink();
});

afterEach(async () => {
  await spanwise?.shutdown();
  sink.close();
  theirs.reset();
  trace.disable();
  context.disable();
  propagation.disable();
  metrics.disable();
  vi.restoreAllMocks();
});

const start = (options: Options = {}) => {
  spanwise = init({ endpoint: sink.endpoint, sessionId: "s-1", ...options });
  return spanwise;
};

function setUpTheirs() {
  const provider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter: theirs })] });
  trace.setGlobalTracerProvider(provider);
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  return provider.getTracer("theirs");
}

interface Sent {
  readonly name: string;
  readonly trace: string | undefined;
  readonly id: string | undefined;
  readonly parent: string | undefined;
  readonly links: readonly (string | undefined)[];
  readonly attributes: Readonly<Record<string, unknown>>;
}

async function sent(): Promise<Sent[]> {
  await spanwise?.flush();
  return sink
    .at("/v1/traces")
    .flatMap(({ body }) => messages(body, 1, 2, 2))
    .map((span) => ({
      name: String(messages(span, 5)[0]),
      trace: hex(span, 1),
      id: hex(span, 2),
      parent: hex(span, 4),
      links: messages(span, 13).map((link) => hex(link, 2)),
      attributes: attributes(span, 9),
    }));
}

const hex = (message: Buffer, number: number) => messages(message, number)[0]?.toString("hex");

test("beside another library each keeps its own spans, and ours have their parents among ours", async () => {
  const tracer = setUpTheirs();
  start();
  const look = tool("look", () => tracer.startActiveSpan("their query", (query) => query.end()));
  await tracer.startActiveSpan("their request", async (request) => {
    await agent("assistant", async () => look())();
    request.end();
  });

  const [query, request] = theirs.getFinishedSpans();
  expect(theirs.getFinishedSpans().map(({ name }) => name)).toEqual(["their query", "their request"]);
  expect(query?.parentSpanContext?.spanId).toBe(request?.spanContext().spanId);
  const [looked, assistant, ...more] = await sent();
  expect(more).toEqual([]);
  expect([looked?.name, assistant?.name]).toEqual(["execute_tool look", "invoke_agent assistant"]);
  expect(looked?.parent).toBe(assistant?.id);
  expect(assistant).toMatchObject({ parent: undefined, links: [request?.spanContext().spanId] });
  expect(assistant?.trace).not.toBe(request?.spanContext().traceId);
  expect(spanwise?.status().isApart).toBe(true);
  expect(lines).toEqual([]);
});

test("what others have registered is theirs when we stop", async () => {
  setUpTheirs();
  await start().shutdown();
  trace.getTracer("theirs").startActiveSpan("later", (span) => {
    expect(trace.getActiveSpan()).toBe(span);
    span.end();
  });
  expect(theirs.getFinishedSpans().map(({ name }) => name)).toEqual(["later"]);
});

test("what we have registered is nobody's when we stop", async () => {
  await start().shutdown();
  const span = trace.getTracer("any").startSpan("later");
  expect(span.isRecording()).toBe(false);
  setUpTheirs().startSpan("theirs").end();
  expect(theirs.getFinishedSpans().map(({ name }) => name)).toEqual(["theirs"]);
});

test("joined to another library, our spans are its spans, and nothing of ours is sent", async () => {
  const tracer = setUpTheirs();
  start({ provider: "join" });
  tracer.startActiveSpan("their request", (request) => {
    agent("assistant", () => 42)();
    request.end();
  });
  const [assistant, request] = theirs.getFinishedSpans();
  expect([assistant?.name, request?.name]).toEqual(["invoke_agent assistant", "their request"]);
  expect(assistant?.parentSpanContext?.spanId).toBe(request?.spanContext().spanId);
  expect(assistant?.attributes["session.id"]).toBe("s-1");
  expect(await sent()).toEqual([]);
  expect(sink.received).toEqual([]);
  expect(spanwise?.status()).toMatchObject({ isRunning: true, endpoint: undefined });
});

test("joining before there is anybody to join is said", () => {
  start({ provider: "join" });
  expect(lines).toEqual([
    '[Spanwise] nothing is recorded until another library sets up OpenTelemetry: provider is "join", which sends nothing itself',
  ]);
});

test("other instrumentations run on our providers, and their spans are in our sessions and traces", async () => {
  let meterProvider: unknown;
  let tracer = trace.getTracer("none");
  const done: string[] = [];
  const other = {
    instrumentationName: "http",
    setTracerProvider: (provider: { getTracer(name: string): typeof tracer }) => {
      tracer = provider.getTracer("http");
    },
    setMeterProvider: (provider: unknown) => {
      meterProvider = provider;
    },
    enable: () => void done.push("enabled"),
    disable: () => void done.push("disabled"),
  };
  setUpTheirs();
  start({ instrumentations: [other] });
  agent("assistant", () => tracer.startSpan("GET").end())();
  const [get, assistant] = await sent();
  expect(get).toMatchObject({
    name: "GET",
    parent: assistant?.id,
    attributes: { "session.id": "s-1", "gen_ai.agent.name": "assistant" },
  });
  expect(meterProvider).toHaveProperty("getMeter");
  await spanwise?.shutdown();
  expect(done).toEqual(["enabled", "disabled"]);
});
