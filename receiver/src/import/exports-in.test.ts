import { expect, test } from "vitest";
import { logsRequest, metricsRequest, tracesRequest } from "../otlp/otlp-writer.ts";
import { exportsIn } from "./exports-in.ts";
import { exportsInStream } from "./exports-in-stream.ts";
import { partialSuccess } from "./protobuf-export.ts";

const bytes = (text: string) => new Uint8Array(Buffer.from(text));
const seen = (content: Uint8Array) =>
  [...exportsIn(new Uint8Array(content))].map(({ signal, contentType, records, body }) => ({
    signal,
    contentType,
    records,
    whole: body.length,
  }));

const span = { traceId: "0af7651916cd43dd8448eb211c80319c", spanId: "b7ad6b7169203331", name: "a", start: 1n, end: 2n };
const traces = { resourceSpans: [{ scopeSpans: [{ spans: [{}, {}] }, { spans: [{}] }] }, null] };
const logs = { resourceLogs: [{ scopeLogs: [{ logRecords: [{}] }] }] };
const metrics = { resourceMetrics: [{ scopeMetrics: [{ metrics: [{ sum: { dataPoints: [{}, {}] } }] }] }] };

test.for([
  [traces, "traces", 3],
  [logs, "logs", 1],
  [metrics, "metrics", 2],
] as const)("JSON, on one line or on many: %o", ([request, signal, records]) => {
  for (const text of [JSON.stringify(request), JSON.stringify(request, null, 2), `\uFEFF ${JSON.stringify(request)}`]) {
    expect(seen(bytes(text)).map(({ whole, ...rest }) => rest)).toEqual([
      { signal, contentType: "application/json", records },
    ]);
  }
});

test("JSON Lines, each its own signal, empty lines between", () => {
  const text = `${JSON.stringify(traces)}\n\n${JSON.stringify(logs)}\r\n${JSON.stringify(metrics)}`;
  expect(seen(bytes(text)).map(({ signal, records }) => [signal, records])).toEqual([
    ["traces", 3],
    ["logs", 1],
    ["metrics", 2],
  ]);
});

test.each([1, 7, 64, 100_000])("a stream in pieces of %i bytes is told as the whole is", async (size) => {
  const lined = `\uFEFF${JSON.stringify(traces)}\n\n${JSON.stringify(logs)}\r\n${JSON.stringify(metrics)}`;
  const span2 = tracesRequest({ items: [{ ...span, name: "\n\n{\n" }, span] });
  for (const content of [bytes(lined), bytes(JSON.stringify(traces, null, 2)), new Uint8Array(span2)]) {
    const pieces = async function* () {
      for (let at = 0; at < content.length; at += size) yield content.slice(at, at + size);
    };
    const told = await Array.fromAsync(exportsInStream(pieces()));
    const whole = [...exportsIn(content)];
    expect(told.map(({ body: _, ...rest }) => rest)).toEqual(whole.map(({ body: _, ...rest }) => rest));
    expect(told.map(({ body }) => Buffer.from(body).toString("latin1").trim())).toEqual(
      whole.map(({ body }) => Buffer.from(body).toString("latin1").trim()),
    );
  }
});

test("a stream is refused as the whole is", async () => {
  const told = (text: string) => Array.fromAsync(exportsInStream([bytes(text)].values() as never));
  await expect(told("")).rejects.toThrow("it is empty");
  await expect(told("hello\nworld")).rejects.toThrow("it is neither JSON nor");
  await expect(told(`${JSON.stringify(traces)}\n{"resourceSp`)).rejects.toThrow("it is neither JSON nor JSON Lines");
});

test("protobuf of each signal", () => {
  const span2 = { ...span, start: 0n, end: 0n };
  for (const [content, signal] of [
    [tracesRequest({ items: [span, span] }), "traces"],
    [tracesRequest({ items: [span2, span2] }), "traces"],
    [logsRequest({ items: [{ time: 5n, body: "hello" }, { body: "x" }] }), "logs"],
    [logsRequest({ items: [{ body: "hello" }, { body: "x" }] }), "logs"],
    [
      metricsRequest({
        items: [{ name: "m", data: { type: "gauge", points: [{ time: 1n, value: 1 }, { time: 2n }] } }],
      }),
      "metrics",
    ],
  ] as const) {
    expect(seen(content)).toEqual([
      { signal, contentType: "application/x-protobuf", records: 2, whole: content.length },
    ]);
  }
});

test("protobuf whose first length looks like the brace of JSON", () => {
  const found = Array.from({ length: 200 }, (_, length) =>
    tracesRequest({ items: [{ ...span, name: "n".repeat(length) }] }),
  );
  const braces = found.filter((content) => content[0] === 0x0a && content[1] === 0x7b);
  expect(braces.flatMap(seen).map(({ contentType }) => contentType)).toEqual(["application/x-protobuf"]);
});

test.for([
  ["", "it is empty"],
  ["{}", "it is JSON without resourceSpans, resourceLogs or resourceMetrics"],
  ["{ not json", "it is neither JSON nor JSON Lines"],
  ["hello world", "it is neither JSON nor"],
  ["\n\n\u0000", "it is neither JSON nor"],
] as const)("%j is no OTLP", ([text, message]) => {
  expect(() => seen(bytes(text))).toThrow(message);
});

test("reads what a receiver refused", () => {
  expect(partialSuccess(new Uint8Array())).toEqual({ rejected: 0, message: "" });
  expect(partialSuccess(new Uint8Array([0x0a, 6, 8, 3, 0x12, 2, 0x6e, 0x6f]))).toEqual({ rejected: 3, message: "no" });
});
