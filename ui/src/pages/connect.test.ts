import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { collectorConfig, curlLine, environmentLines, grpcLines } from "./connect.ts";

test("the line to copy is valid shell and sends a valid span", async () => {
  const line = curlLine("http://x:1").replace(/^curl .* -d (?=')/, "printf %s ");
  const body = JSON.parse(execFileSync("sh", ["-c", line], { encoding: "utf8" }));
  expect(body.resourceSpans[0].scopeSpans[0].spans[0]).toEqual({
    name: "hello",
    kind: 1,
    traceId: expect.stringMatching(/^[0-9a-f]{32}$/),
    spanId: expect.stringMatching(/^[0-9a-f]{16}$/),
    startTimeUnixNano: expect.stringMatching(/^\d{19}$/),
    endTimeUnixNano: expect.stringMatching(/^\d{19}$/),
  });
});

test("every way names the page's own address", () => {
  const address = "http://localhost:4318";
  expect(environmentLines(address)).toContain("ENDPOINT=http://localhost:4318\n");
  expect(grpcLines(new URL(address))).toContain("ENDPOINT=http://localhost:4317\n");
  expect(collectorConfig(address)).toContain("endpoint: http://localhost:4318\n");
});

test("a collector sends every signal here", () => {
  expect(collectorConfig("http://localhost:4318")).toEqual(`exporters:
  otlphttp/spanwise:
    endpoint: http://localhost:4318

service:
  pipelines:
    traces:
      receivers: [otlp]
      exporters: [otlphttp/spanwise]
    logs:
      receivers: [otlp]
      exporters: [otlphttp/spanwise]
    metrics:
      receivers: [otlp]
      exporters: [otlphttp/spanwise]`);
});
