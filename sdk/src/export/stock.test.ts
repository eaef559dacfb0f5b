import { ExportResultCode } from "@opentelemetry/core";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { type ReadableSpan, TracerProvider } from "@opentelemetry/sdk-trace";
import { expect, test } from "vitest";
import { createStockPipeline, type Load } from "./stock.ts";

const record = (pipeline: ReturnType<typeof createStockPipeline>) =>
  new TracerProvider({ resource: resourceFromAttributes({}), spanProcessors: [pipeline.spanProcessor] })
    .getTracer("t")
    .startSpan("one")
    .end();

test("an exporter that is not installed is named in one line, and what it would have sent is counted", async () => {
  const lines: string[] = [];
  const warn = (line: string) => void lines.push(line);
  const pipeline = createStockPipeline("http/json", { endpoint: "http://127.0.0.1:1", warn }, undefined, async () => {
    throw new Error("Cannot find package");
  });
  record(pipeline);
  await pipeline.flush();
  record(pipeline);
  await pipeline.shutdown();
  expect(lines).toEqual([
    'protocol "http/json" needs @opentelemetry/exporter-trace-otlp-http: Cannot find package; install it, or leave the protocol out',
  ]);
  expect(pipeline.losses.traces).toMatchObject({ sent: 0, dropped: { unreachable: 2 } });
});

test("one that is installed is given the address and the headers, and the spans", async () => {
  const seen: unknown[] = [];
  const load: Load = async (name) => ({
    OTLPTraceExporter: class {
      constructor(options: object) {
        seen.push(name, options);
      }
      export(spans: readonly ReadableSpan[], done: (result: { code: ExportResultCode }) => void) {
        seen.push(...spans.map((span) => span.name));
        done({ code: ExportResultCode.SUCCESS });
      }
      async shutdown() {}
    },
  });
  const options = { endpoint: "http://127.0.0.1:1", headers: { authorization: "Bearer secret" }, warn: () => {} };
  const pipeline = createStockPipeline("http/json", options, undefined, load);
  record(pipeline);
  await pipeline.flush();
  await pipeline.shutdown();
  expect(seen).toEqual([
    "@opentelemetry/exporter-trace-otlp-http",
    {
      url: "http://127.0.0.1:1/v1/traces",
      headers: { authorization: "Bearer secret" },
      timeoutMillis: 10_000,
      compression: "none",
    },
    "one",
  ]);
  expect(pipeline.losses.traces.sent).toBe(1);
});
