import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { SpanStatusCode, type Tracer, type TracerOptions } from "@opentelemetry/api";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { LoggerProvider } from "@opentelemetry/sdk-logs";
import { MeterProvider, PeriodicExportingMetricReader } from "@opentelemetry/sdk-metrics";
import { TracerProvider } from "@opentelemetry/sdk-trace";
import { afterEach, expect, test } from "vitest";
import { decodeWithOracle } from "../../../receiver/src/otlp/oracle.ts";
import { attributes, messages } from "../../test/protobuf.ts";
import { type Answering, openSink } from "../../test/sink.ts";
import { createPipeline, type Pipeline, type PipelineOptions } from "./pipeline.ts";

const closing: (() => Promise<unknown> | unknown)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function startSink(answering?: Answering) {
  const sink = await openSink(answering);
  closing.push(() => sink.close());
  return sink;
}

interface Started {
  readonly pipeline: Pipeline;
  readonly tracer: Tracer;
  readonly lines: string[];
}

function start(options: Partial<PipelineOptions> & { readonly endpoint: string }): Started {
  const lines: string[] = [];
  const pipeline = createPipeline({ intervalMillis: 20, warn: (line) => void lines.push(line), ...options });
  closing.push(() => pipeline.shutdown(100));
  const resource = resourceFromAttributes({ "service.name": "tests" });
  const tracerOptions: TracerOptions = { schemaUrl: "https://schema.test" };
  const provider = new TracerProvider({ resource, spanProcessors: [pipeline.spanProcessor] });
  return { pipeline, tracer: provider.getTracer("tests", "1", tracerOptions), lines };
}

const namesIn = (bodies: readonly { readonly body: Buffer }[]) =>
  bodies.flatMap(({ body }) => messages(body, 1, 2, 2, 5).map(String));

test("a span is sent within the interval, with its resource and its scope", async () => {
  const sink = await startSink();
  const { pipeline, tracer } = start({ endpoint: sink.endpoint, headers: { authorization: "Bearer secret" } });
  const span = tracer.startSpan("first", { attributes: { a: "b" } });
  span.setStatus({ code: SpanStatusCode.ERROR, message: "no" }).end();
  await expect.poll(() => pipeline.losses.traces.sent).toBe(1);
  expect(sink.received[0]).toMatchObject({ path: "/v1/traces", authorization: "Bearer secret", encoding: undefined });
  const { resourceSpans } = decodeWithOracle("traces", sink.received[0]?.body ?? Buffer.of()) as Record<
    string,
    [object]
  >;
  expect(resourceSpans?.[0]).toMatchObject({
    resource: { attributes: [{ key: "service.name", value: { stringValue: "tests" } }] },
    scopeSpans: [
      {
        scope: { name: "tests", version: "1" },
        schemaUrl: "https://schema.test",
        spans: [{ name: "first", status: { code: 2, message: "no" } }],
      },
    ],
  });
  expect(pipeline.losses.traces).toEqual({
    sent: 1,
    dropped: { queueFull: 0, rejected: 0, unreachable: 0, encoding: 0 },
    trouble: undefined,
  });
});

test("many spans arrive once each, in batches of about as many bytes as asked for", async () => {
  const sink = await startSink();
  const { pipeline, tracer } = start({ endpoint: sink.endpoint, batchBytes: 100_000, intervalMillis: 60_000 });
  const names = Array.from({ length: 3000 }, (_, index) => `span ${index}`);
  for (const name of names) tracer.startSpan(name, { attributes: { text: "x".repeat(300) } }).end();
  await pipeline.flush();
  expect(namesIn(sink.received).sort()).toEqual(names.sort());
  for (const { body } of sink.received) expect(body.length).toBeLessThan(101_000);
  expect(pipeline.losses.traces.sent).toBe(3000);
});

test("encoding never holds the event loop for long", async () => {
  const sink = await startSink();
  const { pipeline, tracer } = start({ endpoint: sink.endpoint });
  const text = "x".repeat(8192);
  for (let count = 0; count < 1500; count++) tracer.startSpan("s", { attributes: { a: text, b: text } }).end();
  let turns = 0;
  const ticking = setInterval(() => turns++, 0);
  await pipeline.flush();
  clearInterval(ticking);
  expect(turns).toBeGreaterThan(10);
  expect(pipeline.losses.traces.sent).toBe(1500);
});

test("beyond what may wait, the newest is dropped, counted and said once", async () => {
  const sink = await startSink();
  const { pipeline, tracer, lines } = start({ endpoint: sink.endpoint, queueBytes: 100_000 });
  for (let count = 0; count < 20; count++) tracer.startSpan(`${count}`, { attributes: { a: "x".repeat(9000) } }).end();
  await pipeline.flush();
  expect(namesIn(sink.received)).toEqual(Array.from({ length: 10 }, (_, index) => `${index}`));
  expect(pipeline.losses.traces).toMatchObject({ sent: 10, dropped: { queueFull: 10 } });
  expect(lines).toEqual(["1 spans are lost: too much waits to be sent"]);
  tracer.startSpan("there is room again").end();
  await pipeline.flush();
  expect(pipeline.losses.traces.sent).toBe(11);
});

test("a span that cannot be read costs no other", async () => {
  const sink = await startSink();
  const { pipeline, tracer, lines } = start({ endpoint: sink.endpoint });
  tracer.startSpan("before").end();
  const broken = tracer.startSpan("broken");
  Object.defineProperty(broken, "links", {
    get() {
      throw new Error("out of reach");
    },
  });
  broken.end();
  const cyclic: Record<string, unknown> = {};
  cyclic.self = [cyclic, cyclic];
  const deep = tracer.startSpan("deep");
  Object.assign((deep as unknown as { attributes: object }).attributes, { cyclic });
  deep.end();
  await pipeline.flush();
  expect(namesIn(sink.received)).toEqual(["before", "deep"]);
  expect(pipeline.losses.traces).toMatchObject({ sent: 2, dropped: { encoding: 1 } });
  expect(lines).toEqual(["1 spans are lost: they could not be read"]);
});

test("a span that is not sampled is not sent", async () => {
  const sink = await startSink();
  const { pipeline } = start({ endpoint: sink.endpoint });
  const spanContext = () => ({ traceId: "1".repeat(32), spanId: "2".repeat(16), traceFlags: 0 });
  pipeline.spanProcessor.onEnd({ spanContext } as never);
  await pipeline.flush();
  expect(sink.received).toEqual([]);
});

test("log records and metrics are sent too, each to its address", async () => {
  const sink = await startSink();
  const { pipeline } = start({
    endpoint: "http://127.0.0.1:1",
    urls: { logs: `${sink.endpoint}/own/logs`, metrics: `${sink.endpoint}/own/metrics` },
  });
  const resource = resourceFromAttributes({});
  const logs = new LoggerProvider({ resource, processors: [pipeline.logProcessor] });
  logs.getLogger("l").emit({ eventName: "happened", attributes: { a: "b" } });
  const exporter = pipeline.metricExporter;
  if (!exporter) throw new Error("an exporter was expected");
  const meters = new MeterProvider({ readers: [new PeriodicExportingMetricReader({ exporter })] });
  meters.getMeter("m").createCounter("counted").add(3, { c: "d" });
  await meters.forceFlush();
  await pipeline.flush();
  const [log] = sink.at("/own/logs").flatMap(({ body }) => messages(body, 1, 2, 2));
  expect(log && attributes(log, 6)).toEqual({ a: "b" });
  const [metric] = sink.at("/own/metrics").flatMap(({ body }) => messages(body, 1, 2, 2));
  expect(metric && messages(metric, 1).map(String)).toEqual(["counted"]);
  expect([pipeline.losses.logs.sent, pipeline.losses.metrics.sent]).toEqual([1, 1]);
  await meters.shutdown();
});

test("nobody there: flush and shutdown resolve soon, and what is lost is counted and said", async () => {
  const { pipeline, tracer, lines } = start({ endpoint: "http://127.0.0.1:1" });
  tracer.startSpan("lost").end();
  const before = performance.now();
  await pipeline.flush();
  expect(performance.now() - before).toBeLessThan(3000);
  expect(pipeline.losses.traces).toMatchObject({ sent: 0, dropped: { unreachable: 0 } });
  await pipeline.shutdown();
  tracer.startSpan("too late").end();
  expect(pipeline.losses.traces).toMatchObject({ dropped: { unreachable: 2, queueFull: 0 } });
  expect(lines[0]).toMatch(/^could not send to http:\/\/127\.0\.0\.1:1\/v1\/traces: .*ECONNREFUSED/);
  expect(lines[1]).toBe("1 spans did not get to http://127.0.0.1:1/v1/traces: the program ended first");
});

test("a server that never answers holds a flush no longer than asked", async () => {
  const sink = await startSink(() => undefined);
  const { pipeline, tracer } = start({ endpoint: sink.endpoint });
  tracer.startSpan("unanswered").end();
  const before = performance.now();
  await pipeline.flush(200);
  expect(performance.now() - before).toBeLessThan(1000);
});

/** A program that records one span and then has nothing more to do. */
const program = (endpoint: string, end: string) => `
  import { createPipeline } from ${JSON.stringify(new URL("pipeline.ts", import.meta.url).href)};
  import { TracerProvider } from "@opentelemetry/sdk-trace";
  const pipeline = createPipeline({ endpoint: ${JSON.stringify(endpoint)}, intervalMillis: 10, warn: () => {} });
  const provider = new TracerProvider({ spanProcessors: [pipeline.spanProcessor] });
  provider.getTracer("t").startSpan("of a program").end();
  await new Promise((resolve) => setTimeout(resolve, 100));
  ${end}`;

async function run(endpoint: string, end: string): Promise<number> {
  const before = performance.now();
  const args = ["--input-type=module", "-e", program(endpoint, end)];
  await promisify(execFile)(process.execPath, args, { cwd: import.meta.dirname, timeout: 20_000 });
  return performance.now() - before;
}

test("a request without an answer keeps no process alive", async () => {
  const sink = await startSink(() => undefined);
  expect(await run(sink.endpoint, "")).toBeLessThan(8000);
  expect(sink.received.length).toBe(1);
});

test("a flush does, until it is done", async () => {
  const sink = await startSink((index) => ({ status: index === 0 ? 503 : 200 }));
  await run(sink.endpoint, "await pipeline.flush();");
  expect(sink.received.length).toBe(2);
});
