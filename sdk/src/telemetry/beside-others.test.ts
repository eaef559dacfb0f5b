import { createRequire } from "node:module";
import * as api from "@opentelemetry/api";
import { context, metrics, propagation, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { W3CTraceContextPropagator } from "@opentelemetry/core";
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { attributes, messages } from "../../test/protobuf.ts";
import { openSink } from "../../test/sink.ts";
import { agent, init, type Options, type Spanwise, tool } from "../index.ts";
import { place } from "../registered.ts";

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

function setUpTheirs({ trace, context, propagation } = api) {
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

test("what comes after us is the process's, as if it had come first, and what is under way stays ours", async () => {
  start();
  const early = trace.getTracer("the host's");
  const assistant = agent("assistant", async () => {
    early.startActiveSpan("the host's, to us", (span) => span.end());
    const tracer = setUpTheirs();
    expect([trace.getActiveSpan(), spanwise?.status().isApart]).toEqual([undefined, true]);
    await tracer.startActiveSpan("their request", async (request) => {
      await tool("look", async () => {
        expect(trace.getActiveSpan()).toBe(request);
        early.startActiveSpan("the host's, to them", (span) => span.end());
      })();
      request.end();
    });
  });
  await assistant();
  await trace.getTracer("theirs").startActiveSpan("their second request", async (request) => {
    await agent("another", async () => expect(trace.getActiveSpan()).toBe(request))();
    request.end();
  });

  const parents = new Map(theirs.getFinishedSpans().map((span) => [span.spanContext().spanId, span.name]));
  const told = theirs
    .getFinishedSpans()
    .map(({ name, parentSpanContext }) => [name, parents.get(parentSpanContext?.spanId ?? "")]);
  expect(told).toEqual([
    ["the host's, to them", "their request"],
    ["their request", undefined],
    ["their second request", undefined],
  ]);
  const ours = await sent();
  const names = new Map(ours.map(({ id, name }) => [id, name]));
  expect(
    ours.map(({ name, parent, links }) => [name, names.get(parent), links.map((id) => parents.get(id ?? ""))]),
  ).toEqual([
    ["the host's, to us", "invoke_agent assistant", []],
    ["execute_tool look", "invoke_agent assistant", []],
    ["invoke_agent assistant", undefined, []],
    ["invoke_agent another", undefined, ["their second request"]],
  ]);
  expect(lines).toEqual([]);
});

test("a generator that began before another library came goes on in its own place, and they see theirs", async () => {
  start();
  const seen: unknown[] = [];
  const chat = agent("chatter", function* () {
    yield seen.push(trace.getActiveSpan()?.isRecording());
    yield seen.push(trace.getActiveSpan());
    tool("look", () => 1)();
  });
  const steps = chat();
  steps.next();
  const tracer = setUpTheirs();
  tracer.startActiveSpan("their request", (request) => {
    steps.next();
    expect(seen).toEqual([true, request]);
    steps.next();
    request.end();
  });
  const [looked, chatter] = await sent();
  expect(looked).toMatchObject({ name: "execute_tool look", parent: chatter?.id, trace: chatter?.trace });
});

test("what came after us is theirs when we stop", async () => {
  start();
  const tracer = setUpTheirs();
  await spanwise?.shutdown();
  tracer.startActiveSpan("later", (span) => {
    expect(trace.getActiveSpan()).toBe(span);
    span.end();
  });
  trace.getTracer("any").startSpan("latest").end();
  expect(theirs.getFinishedSpans().map(({ name }) => name)).toEqual(["later", "latest"]);
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

test("what an older copy of the API has registered is stood beside, and joined, as well", async () => {
  const requireHere = createRequire(import.meta.url);
  const older = createRequire(requireHere.resolve("ai"))("@opentelemetry/api") as typeof import("@opentelemetry/api");
  Reflect.deleteProperty(globalThis, place);
  for (const provider of ["own", "join"] as const) {
    const tracer = setUpTheirs(older);
    start({ provider });
    const request = tracer.startSpan("their request");
    older.context.with(older.trace.setSpan(older.context.active(), request), () =>
      agent("assistant", () => tool("look", () => 1)())(),
    );
    request.end();
    const told = theirs
      .getFinishedSpans()
      .map(({ name, parentSpanContext }) => [name, parentSpanContext !== undefined]);
    const ours = await sent();
    await spanwise?.shutdown();
    if (provider === "own") {
      expect(told).toEqual([["their request", false]]);
      expect(ours.map(({ name, parent, links }) => [name, parent, links.length])).toEqual([
        ["execute_tool look", ours[1]?.id, 0],
        ["invoke_agent assistant", undefined, 1],
      ]);
    } else {
      expect(told).toEqual([
        ["execute_tool look", true],
        ["invoke_agent assistant", true],
        ["their request", false],
      ]);
    }
    theirs.reset();
    Reflect.deleteProperty(globalThis, place);
  }
  expect(lines).toEqual([]);
});

test("joining before there is anybody to join is said", () => {
  start({ provider: "join" });
  expect(lines).toEqual([
    '[Spanwise] nothing is recorded until another library sets up OpenTelemetry: provider is "join", which sends nothing itself',
  ]);
});

test.for(["first", "last"])(
  "other instrumentations run on our providers, where another library comes %s",
  async (turn) => {
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
    if (turn === "first") setUpTheirs();
    start({ instrumentations: [other] });
    if (turn === "last") setUpTheirs();
    agent("assistant", () => tracer.startSpan("GET").end())();
    const nested = () => agent("inner", () => expect(trace.getActiveSpan()).toBe(undefined))();
    tracer.startActiveSpan("POST", (span) => [nested(), span.end()]);
    const [get, post, assistant, inner] = await sent();
    expect([inner?.name, inner?.parent]).toEqual(["invoke_agent inner", post?.id]);
    expect(theirs.getFinishedSpans()).toEqual([]);
    expect(get).toMatchObject({
      name: "GET",
      parent: assistant?.id,
      attributes: { "session.id": "s-1", "gen_ai.agent.name": "assistant" },
    });
    expect(meterProvider).toHaveProperty("getMeter");
    await spanwise?.shutdown();
    expect(done).toEqual(["enabled", "disabled"]);
  },
);
