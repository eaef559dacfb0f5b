import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { logsRequest, metricsRequest, tracesRequest } from "../src/otlp/otlp-writer.ts";
import { type TestReceiver, testReceiver } from "./test-receiver.ts";

let at: TestReceiver;

beforeAll(async () => {
  at = await testReceiver();
});

afterAll(() => at.cleanup());

const start = 1_790_000_000_000_000_000n;

test("a span is found with all it said", async () => {
  const long = "a long message ".repeat(100);
  const body = tracesRequest({
    resource: { "service.name": "weather", "service.version": "1.2.3" },
    scope: { name: "lib", version: "4" },
    items: [
      {
        traceId: "0af7651916cd43dd8448eb211c80319c",
        spanId: "b7ad6b7169203331",
        name: "chat",
        kind: 3,
        start,
        end: start + 1500n,
        attributes: {
          "gen_ai.operation.name": "chat",
          "gen_ai.request.model": "gpt-5",
          "gen_ai.usage.input_tokens": 120,
          "gen_ai.usage.output_tokens": 18,
          "session.id": "s-1",
          "gen_ai.input.messages": JSON.stringify([{ role: "user", parts: [{ type: "text", content: long }] }]),
          list: ["a", 1, true, null],
          pi: 3.5,
        },
        events: [{ time: start, name: "exception", attributes: { "exception.message": "no" } }],
        status: { code: 2, message: "broken" },
      },
    ],
  });
  expect(await at.send("traces", body)).toEqual({ rejected: 0, message: null });
  const [row] = await at.store.query({
    text: `SELECT name, kind, duration, status, service, session_id, model, input_tokens, attributes, attribute_types,
      length(refs) AS refs, error_message, (SELECT count() FROM contents) AS contents, (SELECT count() FROM origins) AS origins
      FROM spans FINAL WHERE project = 'default'`,
  });
  expect(row).toEqual({
    name: "chat",
    kind: "llm",
    duration: "1500",
    status: "error",
    service: "weather",
    session_id: "s-1",
    model: "gpt-5",
    input_tokens: "120",
    attributes: {
      "gen_ai.operation.name": "chat",
      "gen_ai.request.model": "gpt-5",
      "gen_ai.usage.input_tokens": "120",
      "gen_ai.usage.output_tokens": "18",
      "session.id": "s-1",
      "gen_ai.input.messages": "[\u0001]",
      list: '["a",1,true,null]',
      pi: "3.5",
    },
    attribute_types: "ssiisSjd",
    refs: "1",
    error_message: "broken",
    contents: "1",
    origins: "1",
  });
  const traces = await at.store.query({
    text: "SELECT name, span_count, llm_calls, input_tokens, status, session_id FROM traces FINAL WHERE project = 'default'",
  });
  expect(traces).toEqual([
    { name: "chat", span_count: "1", llm_calls: "1", input_tokens: "120", status: "error", session_id: "s-1" },
  ]);
  const sessions = await at.store.query({
    text: "SELECT session_id, trace_count, span_count, input_tokens FROM sessions FINAL WHERE project = 'default'",
  });
  expect(sessions).toEqual([{ session_id: "s-1", trace_count: "1", span_count: "1", input_tokens: "120" }]);
});

describe("logs and metrics", () => {
  test("a log record and a point of each type are kept", async () => {
    await at.send(
      "logs",
      logsRequest({
        resource: { "service.name": "weather" },
        items: [{ time: start, severityNumber: 9, body: "hello", attributes: { a: 1 } }],
      }),
    );
    const logs = await at.store.query({ text: "SELECT body, body_type, severity, attributes FROM logs FINAL" });
    expect(logs).toEqual([{ body: "hello", body_type: "s", severity: 9, attributes: { a: "1" } }]);
    await at.send(
      "metrics",
      metricsRequest({
        resource: { "service.name": "weather" },
        items: [
          { name: "g", data: { type: "gauge", points: [{ time: start, value: 1.5 }] } },
          { name: "s", data: { type: "sum", temporality: 2, monotonic: true, points: [{ time: start, value: 7n }] } },
          {
            name: "h",
            data: {
              type: "histogram",
              temporality: 1,
              points: [{ time: start, count: 3n, sum: 6, bucketCounts: [1n, 2n], explicitBounds: [5] }],
            },
          },
          { name: "none", data: { type: "sum", points: [{ time: start, value: 7n }] } },
        ],
      }),
    );
    const points = await at.store.query({
      text: "SELECT metric, type, value, int_value, count, sum, bounds, buckets FROM points FINAL ORDER BY metric",
    });
    expect(points).toEqual([
      { metric: "g", type: "gauge", value: 1.5, int_value: "0", count: "0", sum: null, bounds: [], buckets: [] },
      {
        metric: "h",
        type: "histogram",
        value: 0,
        int_value: "0",
        count: "3",
        sum: 6,
        bounds: [5],
        buckets: ["1", "2"],
      },
      { metric: "s", type: "sum", value: 7, int_value: "7", count: "0", sum: null, bounds: [], buckets: [] },
    ]);
    const rejected = await at.store.query({ text: "SELECT signal, code, service FROM rejected FINAL" });
    expect(rejected).toEqual([{ signal: "metrics", code: "bad_temporality", service: "weather" }]);
  });

  test("the start of a span makes it running, its end takes its place", async () => {
    const traceId = "1af7651916cd43dd8448eb211c80319c";
    const spanId = "c7ad6b7169203331";
    await at.send(
      "logs",
      logsRequest({
        resource: { "service.name": "weather" },
        items: [
          {
            time: start,
            eventName: "spanwise.span.start",
            traceId,
            spanId,
            attributes: { "spanwise.span.name": "long", "gen_ai.operation.name": "invoke_agent" },
          },
        ],
      }),
    );
    const rows = () =>
      at.store.query({
        text: `SELECT name, kind, status, attributes FROM spans FINAL WHERE span_id = unhex('${spanId}')`,
      });
    expect(await rows()).toEqual([
      { name: "long", kind: "agent", status: "running", attributes: { "gen_ai.operation.name": "invoke_agent" } },
    ]);
    await at.send("traces", tracesRequest({ items: [{ traceId, spanId, name: "long", start, end: start + 7n }] }));
    expect(await rows()).toEqual([{ name: "long", kind: "span", status: "ok", attributes: {} }]);
  });
});
