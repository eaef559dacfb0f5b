import { context, SpanKind, trace } from "@opentelemetry/api";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { attributes, messages, values } from "../test/protobuf.ts";
import { openSink } from "../test/sink.ts";
import { init, type Spanwise } from "./init.ts";

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
