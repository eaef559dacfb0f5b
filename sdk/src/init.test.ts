import { context, SpanKind, trace } from "@opentelemetry/api";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { attributes, messages, values } from "../test/protobuf.ts";
import { openSink } from "../test/sink.ts";
import { init, type Spanwise, waitUntil } from "./init.ts";
import type { Options } from "./options.ts";
import { recordLlm } from "./record/by-hand.ts";
import { version } from "./version.ts";

let sink: Awaited<ReturnType<typeof openSink>>;
let spanwise: Spanwise;
let lines: string[];

beforeEach(async () => {
  lines = [];
  vi.spyOn(console, "warn").mockImplementation((line) => void lines.push(line));
  sink = await openSink();
});

afterEach(async () => {
  await spanwise.shutdown();
  sink.close();
  vi.restoreAllMocks();
});

/** ExportTraceServiceRequest → resource_spans → scope_spans → spans; logs have the same numbers. */
const itemsOf = (path: string) => sink.at(path).flatMap(({ body }) => messages(body, 1, 2, 2));
const hex = (message: Buffer, number: number) => messages(message, number)[0]?.toString("hex");

test("sends spans with the key, the service and the session, children under their parents", async () => {
  spanwise = init({ endpoint: sink.endpoint, apiKey: "secret", serviceName: "support", sessionId: "s-1" });
  const tracer = trace.getTracer("test");
  tracer.startActiveSpan("outer", (outer) => {
    tracer.startSpan("inner").end();
    outer.end();
  });
  await spanwise.flush();

  const [request] = sink.at("/v1/traces");
  expect(request?.authorization).toBe("Bearer secret");
  const [resource] = messages(request?.body ?? Buffer.of(), 1, 1);
  expect(resource && attributes(resource, 1)).toMatchObject({ "service.name": "support" });
  const [inner, outer] = itemsOf("/v1/traces");
  if (!inner || !outer) throw new Error("two spans were expected");
  expect(hex(inner, 4)).toBe(hex(outer, 2));
  expect(attributes(inner, 9)).toEqual({ "session.id": "s-1" });
  expect(itemsOf("/v1/logs").map((log) => String(messages(log, 12)))).toEqual(["spanwise.session.start"]);
  expect(lines).toEqual([]);
});

test("tells of the start of a span that is still open after a second, and of no other", async () => {
  spanwise = init({ endpoint: sink.endpoint, sessionId: "s-1" });
  const tracer = trace.getTracer("test");
  const parent = tracer.startSpan("parent");
  const child = tracer.startSpan(
    "chat",
    { kind: SpanKind.CLIENT, attributes: { "gen_ai.request.model": "m" } },
    trace.setSpan(context.active(), parent),
  );
  parent.end();
  await new Promise((resolve) => setTimeout(resolve, 1200));
  await spanwise.flush();

  const [, log, ...others] = itemsOf("/v1/logs");
  if (!log) throw new Error("a log record was expected");
  const { traceId, spanId } = child.spanContext();
  expect(others).toEqual([]);
  expect(messages(log, 12).map(String)).toEqual(["spanwise.span.start"]);
  expect([hex(log, 9), hex(log, 10)]).toEqual([traceId, spanId]);
  expect(attributes(log, 6)).toEqual({
    "session.id": "s-1",
    "gen_ai.request.model": "m",
    "spanwise.span.name": "chat",
    "spanwise.span.kind": 3n,
    "spanwise.span.parent_id": parent.spanContext().spanId,
  });
  child.end();
  await spanwise.flush();
  const ended = itemsOf("/v1/traces").find((span) => hex(span, 2) === spanId);
  expect(values(log, 1)).toEqual(ended && values(ended, 7));
});

test("a backend that is away is told of once for each signal, and nothing rejects", async () => {
  sink.close();
  spanwise = init({ endpoint: "http://127.0.0.1:1" });
  trace.getTracer("test").startSpan("lost").end();
  await spanwise.shutdown();
  expect(lines).toEqual([
    "[Spanwise] could not send to http://127.0.0.1:1/v1/traces: connect ECONNREFUSED 127.0.0.1:1",
    "[Spanwise] could not send to http://127.0.0.1:1/v1/logs: connect ECONNREFUSED 127.0.0.1:1",
    expect.stringContaining("the program ended first"),
    expect.stringContaining("the program ended first"),
  ]);
});

test("a wrong endpoint leaves the program unobserved, not broken", async () => {
  spanwise = init({ endpoint: "nowhere" });
  await spanwise.flush();
  expect(lines).toEqual([
    '[Spanwise] a setting is wrong: endpoint "nowhere" is no http address, so nothing is recorded; give one like http://localhost:4318',
  ]);
});

test("a second call gives back what runs", () => {
  spanwise = init({ endpoint: sink.endpoint });
  expect(init({ endpoint: "http://elsewhere:4318" })).toBe(spanwise);
  expect(lines).toEqual(["[Spanwise] init was called again; the first call's options stay"]);
});

test("disabled, it does nothing and says nothing", async () => {
  spanwise = init({ endpoint: sink.endpoint, enabled: false });
  expect(trace.getTracer("test").startSpan("unseen").isRecording()).toBe(false);
  expect(spanwise.startSession({ id: "s-1" }).run(() => 42)).toBe(42);
  await spanwise.flush();
  expect([sink.received, lines, spanwise.status().isRunning]).toEqual([[], [], false]);
});

test("everything that is wrong is said in one line, and it runs", async () => {
  spanwise = init({ endpoint: sink.endpoint, endpont: "x", sampleRatio: 7 } as Options);
  expect(lines).toEqual([
    '[Spanwise] 2 settings are wrong: there is no option "endpont"; did you mean endpoint?; sampleRatio 7 is not a number from 0 to 1',
  ]);
  expect(spanwise.status().isRunning).toBe(true);
});

test("options that throw when they are read leave the program unobserved", () => {
  const options = {
    get endpoint(): string {
      throw new Error("not today");
    },
  };
  spanwise = init(options);
  expect(lines).toEqual(["[Spanwise] not started: not today"]);
});

test("its state is told, before and after", async () => {
  spanwise = init({ endpoint: sink.endpoint, instruments: false });
  trace.getTracer("test").startSpan("one").end();
  await spanwise.flush();
  const none = { queueFull: 0, rejected: 0, unreachable: 0, encoding: 0 };
  expect(spanwise.status()).toEqual({
    isRunning: true,
    endpoint: sink.endpoint,
    isApart: false,
    losses: {
      traces: { sent: 1, dropped: none, trouble: undefined },
      logs: { sent: 1, dropped: none, trouble: undefined },
      metrics: { sent: 0, dropped: none, trouble: undefined },
    },
    instruments: [],
    problems: [],
  });
  await Promise.all([spanwise.shutdown(), spanwise.shutdown()]);
  expect(spanwise.status().isRunning).toBe(false);
});

test("after a shutdown it starts anew", async () => {
  await init({ endpoint: sink.endpoint, sessionId: "first" }).shutdown();
  spanwise = init({ endpoint: sink.endpoint, sessionId: "second" });
  trace.getTracer("test").startSpan("one").end();
  await spanwise.flush();
  const [span] = itemsOf("/v1/traces");
  expect(span && attributes(span, 9)).toEqual({ "session.id": "second" });
});

test("whoever waits until the work is over waits until it is sent", async () => {
  spanwise = init({ endpoint: sink.endpoint });
  const told: unknown[] = [];
  const place = Symbol.for("@vercel/request-context");
  Object.assign(globalThis, { [place]: { get: () => ({ waitUntil: (work: unknown) => told.push(work) }) } });
  const work = async () => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    trace.getTracer("test").startSpan("answer").end();
    throw new Error("the host's own");
  };
  const sent = waitUntil(work());
  await sent;
  Reflect.deleteProperty(globalThis, place);
  expect(itemsOf("/v1/traces")).toHaveLength(1);
  expect(told).toEqual([sent]);
});

test("in a line, on request, it says how it started", () => {
  spanwise = init({ endpoint: sink.endpoint, debug: true, instruments: false });
  expect(lines).toEqual([
    `[Spanwise] version ${version} runs and sends to ${sink.endpoint}/v1/traces, ${sink.endpoint}/v1/logs, ${sink.endpoint}/v1/metrics; content is off; libraries found so far: none`,
  ]);
});

test("the metrics of the process are sent with the rest", async () => {
  spanwise = init({ endpoint: sink.endpoint });
  recordLlm({ provider: "openai", model: "gpt-5", usage: { input: 3, output: 4 } });
  await spanwise.flush();
  const named = sink
    .at("/v1/metrics")
    .flatMap(({ body }) => messages(body, 1, 2, 2).map((one) => String(messages(one, 1)[0])));
  expect(named).toEqual([
    "gen_ai.client.operation.duration",
    "gen_ai.client.token.usage",
    "llm.calls.count",
    "llm.tokens.total",
    "llm.latency",
  ]);
});
