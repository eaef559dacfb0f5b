import { expect, test } from "vitest";
import { decodeWithOracle } from "./oracle.ts";
import { Double } from "./otlp-input.ts";
import { logsRequest, metricsRequest, tracesRequest } from "./otlp-writer.ts";

const traceId = "0123456789abcdef0123456789abcdef";
const spanId = "0123456789abcdef";
const base64 = (hex: string) => Buffer.from(hex, "hex").toString("base64");

test("writes a span that an independent decoder reads back whole", () => {
  const long = "é".repeat(20_000);
  const bytes = tracesRequest({
    resource: { "service.name": "planner" },
    scope: { name: "scope", version: "1" },
    items: [
      {
        traceId,
        spanId,
        parentSpanId: spanId,
        name: long,
        kind: 3,
        start: 1_731_500_000_000_000_001n,
        end: 18_446_744_073_709_551_615n,
        flags: 257,
        attributes: { whole: 7, negative: -7n, half: 0.5, double: new Double(2), yes: true, none: null },
        events: [{ time: 1n, name: "e", attributes: [["list", ["a", 1, [false]]]] }],
        links: [{ traceId, spanId, attributes: { map: { __proto: "x", bytes: new Uint8Array([1, 2]) } } }],
        status: { code: 2, message: "broken" },
      },
    ],
  });
  const attribute = (key: string, value: object) => ({ key, value });
  expect(decodeWithOracle("traces", bytes)).toEqual({
    resourceSpans: [
      {
        resource: { attributes: [attribute("service.name", { stringValue: "planner" })] },
        scopeSpans: [
          {
            scope: { name: "scope", version: "1" },
            spans: [
              {
                traceId: base64(traceId),
                spanId: base64(spanId),
                parentSpanId: base64(spanId),
                name: long,
                kind: 3,
                startTimeUnixNano: "1731500000000000001",
                endTimeUnixNano: "18446744073709551615",
                flags: 257,
                attributes: [
                  attribute("whole", { intValue: "7" }),
                  attribute("negative", { intValue: "-7" }),
                  attribute("half", { doubleValue: 0.5 }),
                  attribute("double", { doubleValue: 2 }),
                  attribute("yes", { boolValue: true }),
                  attribute("none", {}),
                ],
                events: [
                  {
                    timeUnixNano: "1",
                    name: "e",
                    attributes: [
                      attribute("list", {
                        arrayValue: {
                          values: [
                            { stringValue: "a" },
                            { intValue: "1" },
                            { arrayValue: { values: [{ boolValue: false }] } },
                          ],
                        },
                      }),
                    ],
                  },
                ],
                links: [
                  {
                    traceId: base64(traceId),
                    spanId: base64(spanId),
                    attributes: [
                      attribute("map", {
                        kvlistValue: {
                          values: [
                            attribute("__proto", { stringValue: "x" }),
                            attribute("bytes", { bytesValue: "AQI=" }),
                          ],
                        },
                      }),
                    ],
                  },
                ],
                status: { code: 2, message: "broken" },
              },
            ],
          },
        ],
      },
    ],
  });
});

test("writes a log record", () => {
  const bytes = logsRequest({
    items: [{ time: 0n, observedTime: 5n, severityNumber: 9, body: { a: 1n }, eventName: "x", traceId, spanId }],
  });
  const record = {
    timeUnixNano: "0",
    observedTimeUnixNano: "5",
    severityNumber: 9,
    eventName: "x",
    body: { kvlistValue: { values: [{ key: "a", value: { intValue: "1" } }] } },
    traceId: base64(traceId),
    spanId: base64(spanId),
  };
  expect(decodeWithOracle("logs", bytes)).toEqual({ resourceLogs: [{ scopeLogs: [{ logRecords: [record] }] }] });
});

test("writes every kind of metric", () => {
  const point = { start: 1n, time: 2n, attributes: { a: "b" } };
  const bytes = metricsRequest({
    items: [
      {
        name: "gauge",
        unit: "1",
        data: { type: "gauge", points: [{ ...point, value: -5n, exemplars: [{ value: 1 }] }] },
      },
      { name: "sum", data: { type: "sum", points: [{ value: 0.5 }], temporality: 2, monotonic: true } },
      {
        name: "histogram",
        data: {
          type: "histogram",
          temporality: 1,
          points: [{ count: 3n, sum: 4, bucketCounts: [1n, 2n], explicitBounds: [10], min: -1, max: 2 }],
        },
      },
      {
        name: "exponential",
        data: {
          type: "exponentialHistogram",
          temporality: 2,
          points: [
            { scale: -3, zeroCount: 1n, zeroThreshold: 0.1, positive: { offset: -5, bucketCounts: [1n, 300n] } },
          ],
        },
      },
      { name: "summary", data: { type: "summary", points: [{ count: 1n, quantiles: [{ quantile: 0.5, value: 2 }] }] } },
    ],
  });
  const common = { startTimeUnixNano: "1", timeUnixNano: "2", attributes: [{ key: "a", value: { stringValue: "b" } }] };
  const metrics = [
    { name: "gauge", unit: "1", gauge: { dataPoints: [{ ...common, asInt: "-5", exemplars: [{ asDouble: 1 }] }] } },
    { name: "sum", sum: { dataPoints: [{ asDouble: 0.5 }], aggregationTemporality: 2, isMonotonic: true } },
    {
      name: "histogram",
      histogram: {
        aggregationTemporality: 1,
        dataPoints: [{ count: "3", sum: 4, bucketCounts: ["1", "2"], explicitBounds: [10], min: -1, max: 2 }],
      },
    },
    {
      name: "exponential",
      exponentialHistogram: {
        aggregationTemporality: 2,
        dataPoints: [
          { scale: -3, zeroCount: "1", zeroThreshold: 0.1, positive: { offset: -5, bucketCounts: ["1", "300"] } },
        ],
      },
    },
    { name: "summary", summary: { dataPoints: [{ count: "1", quantileValues: [{ quantile: 0.5, value: 2 }] }] } },
  ];
  expect(decodeWithOracle("metrics", bytes)).toEqual({ resourceMetrics: [{ scopeMetrics: [{ metrics }] }] });
});
