import { expect, test } from "vitest";
import { decoded, encode, spanJson, spanOf } from "../../test/sent-json.ts";
import { jsonTraces } from "../../test/sent-spans.ts";

const traceId = "0123456789abcdef0123456789abcdef";
const spanId = "0123456789abcdef";
const base64 = (hex: string) => Buffer.from(hex, "hex").toString("base64");

/** The one span's bytes, to see fields whose wire type is wrong. */
function spanBytes(fields: string): string {
  const hex = Buffer.from(encode(spanJson(fields)).body).toString("hex");
  return hex.slice("0aXX12XX12XX".length);
}

test("every field of a span", () => {
  const { request, warnings } = decoded("traces", {
    resourceSpans: [
      {
        resource: {
          attributes: [{ key: "service.name", value: { stringValue: "s" } }],
          droppedAttributesCount: 1,
          schemaUrl: "x",
        },
        schemaUrl: "resource-schema",
        scopeSpans: [
          {
            scope: { name: "scope", version: "1", attributes: [], droppedAttributesCount: 2 },
            schemaUrl: "scope-schema",
            spans: [
              {
                traceId: traceId.toUpperCase(),
                spanId,
                parentSpanId: "",
                traceState: "a=b",
                name: "n",
                kind: 99,
                startTimeUnixNano: "1731500000000000001",
                endTimeUnixNano: "18446744073709551615",
                droppedAttributesCount: "3",
                events: [{ timeUnixNano: "0", name: "e", droppedAttributesCount: 4 }],
                droppedEventsCount: 5,
                links: [{ traceId, spanId, traceState: "l", flags: 256, droppedAttributesCount: 6 }],
                droppedLinksCount: 7,
                status: { message: "m", code: -1 },
                flags: 4294967295,
              },
            ],
          },
        ],
      },
    ],
  });
  expect(warnings).toEqual([]);
  expect(request).toEqual({
    resourceSpans: [
      {
        resource: { attributes: [{ key: "service.name", value: { stringValue: "s" } }], droppedAttributesCount: 1 },
        schemaUrl: "resource-schema",
        scopeSpans: [
          {
            scope: { name: "scope", version: "1", droppedAttributesCount: 2 },
            schemaUrl: "scope-schema",
            spans: [
              {
                traceId: base64(traceId),
                spanId: base64(spanId),
                traceState: "a=b",
                name: "n",
                kind: 99,
                startTimeUnixNano: "1731500000000000001",
                endTimeUnixNano: "18446744073709551615",
                droppedAttributesCount: 3,
                events: [{ timeUnixNano: "0", name: "e", droppedAttributesCount: 4 }],
                droppedEventsCount: 5,
                links: [
                  {
                    traceId: base64(traceId),
                    spanId: base64(spanId),
                    traceState: "l",
                    flags: 256,
                    droppedAttributesCount: 6,
                  },
                ],
                droppedLinksCount: 7,
                status: { message: "m", code: -1 },
                flags: 4294967295,
              },
            ],
          },
        ],
      },
    ],
  });
});

test("every field of a log record", () => {
  const record = {
    timeUnixNano: "1",
    observedTimeUnixNano: "2",
    severityNumber: 9,
    severityText: "INFO",
    body: { stringValue: "b" },
    attributes: [{ key: "k", value: { boolValue: true } }],
    droppedAttributesCount: 1,
    flags: 1,
    eventName: "spanwise.span.start",
  };
  const request = (ids: object) => ({ resourceLogs: [{ scopeLogs: [{ logRecords: [{ ...record, ...ids }] }] }] });
  expect(decoded("logs", request({ traceId, spanId }))).toEqual({
    request: request({ traceId: base64(traceId), spanId: base64(spanId) }),
    warnings: [],
  });
  expect(decoded("logs", request({ traceId: "", spanId: null }))).toEqual({ request: request({}), warnings: [] });
});

test("every kind of metric", () => {
  const point = {
    attributes: [{ key: "k", value: { intValue: "1" } }],
    startTimeUnixNano: "1",
    timeUnixNano: "2",
    flags: 1,
  };
  const exemplars = [{ timeUnixNano: "3", asDouble: 1, filteredAttributes: [{ key: "f", value: {} }] }];
  const spread = { count: "3", sum: -1.5, min: -2, max: 3, exemplars };
  const metrics = [
    {
      name: "gauge",
      description: "d",
      unit: "1",
      gauge: { dataPoints: [{ ...point, asInt: "-5" }, { asDouble: 0 }] },
      metadata: [{ key: "m", value: { stringValue: "v" } }],
    },
    { name: "sum", sum: { dataPoints: [{ ...point, asDouble: 0.1 }], aggregationTemporality: 2, isMonotonic: true } },
    {
      name: "histogram",
      histogram: {
        dataPoints: [{ ...point, ...spread, bucketCounts: ["1", "2"], explicitBounds: [10] }],
        aggregationTemporality: 1,
      },
    },
    {
      name: "exponential",
      exponentialHistogram: {
        dataPoints: [
          {
            ...point,
            ...spread,
            scale: -2147483648,
            zeroCount: "1",
            zeroThreshold: 0.5,
            positive: { offset: 2147483647, bucketCounts: ["1", "18446744073709551615"] },
            negative: { offset: -1, bucketCounts: ["0"] },
          },
        ],
        aggregationTemporality: 2,
      },
    },
    {
      name: "summary",
      summary: { dataPoints: [{ ...point, count: "1", sum: 2, quantileValues: [{ quantile: 0.5, value: 1 }] }] },
    },
  ];
  const request = { resourceMetrics: [{ scopeMetrics: [{ metrics }] }] };
  expect(decoded("metrics", request)).toEqual({ request, warnings: [] });
});

test("names of enums are understood", () => {
  const { span, warnings } = spanOf('"kind":"SPAN_KIND_CLIENT","status":{"code":"STATUS_CODE_ERROR"}');
  expect({ span, warnings }).toEqual({ span: { kind: 3, status: { code: 2 } }, warnings: [] });
  expect(
    decoded("logs", {
      resourceLogs: [{ scopeLogs: [{ logRecords: [{ severityNumber: "SEVERITY_NUMBER_WARN2" }] }] }],
    }),
  ).toEqual({
    request: { resourceLogs: [{ scopeLogs: [{ logRecords: [{ severityNumber: 14 }] }] }] },
    warnings: [],
  });
  expect(spanOf('"kind":"KIND_OF"')).toEqual({
    span: {},
    warnings: ['"KIND_OF" is no whole number from -2147483648 to 2147483647 and was left out'],
  });
});

test.each([
  ["1.7e18", "1700000000000000000"],
  ["1731500000000000001", "1731500000000000001"],
  ["0", "0"],
  ["9223372036854775808", "9223372036854775808"],
])("time %s", (text, time) => {
  expect(spanOf(`"startTimeUnixNano":${text}`)).toEqual({ span: { startTimeUnixNano: time }, warnings: [] });
});

test.each([
  ["-5", "0"],
  ['"99999999999999999999"', "18446744073709551615"],
])("time %s is moved into range with a warning", (text, time) => {
  const { span, warnings } = spanOf(`"startTimeUnixNano":${text}`);
  expect(span).toEqual({ startTimeUnixNano: time });
  expect(warnings).toHaveLength(1);
});

test.each([
  ['"startTimeUnixNano":"abc"', "3a03616263"],
  ['"startTimeUnixNano":1.5', "3a03312e35"],
  ['"startTimeUnixNano":true', "3a0474727565"],
  ['"attributes":{"a":"b"}', "4800"],
  ['"attributes":"ab"', "4800"],
  ['"attributes":[5]', "4a0107"],
  ['"events":[5]', "5a0107"],
  ['"name":{}', "2800"],
  ['"status":"ok"', "7a0107"],
])("%s arrives with a wrong wire type", (fields, hex) => {
  expect(spanBytes(fields)).toBe(hex);
});

test.each([
  ["ASNFZ4mrze8BI0VniavN7w==", 24],
  [traceId.slice(1), 31],
  [`${traceId}0`, 33],
  [`${traceId}${traceId}`, 32],
  [` ${traceId}`, 33],
  [`0x${traceId}`, 34],
  ["not-hex-16-bytes", 17],
  ["0123456789abcdef", 8],
])("trace id %j arrives as %i bytes", (id, length) => {
  const { span } = spanOf(`"traceId":${JSON.stringify(id)}`);
  expect(Buffer.from((span as { traceId: string }).traceId, "base64")).toHaveLength(length);
});

test("a span id that is no hex never has eight bytes", () => {
  const { span } = spanOf('"spanId":"no-hex-8","parentSpanId":12345678');
  expect(span).toEqual({ spanId: btoa("no-hex-8?"), parentSpanId: btoa("12345678?") });
});

test.each([
  ['"histogram":{"dataPoints":[{"bucketCounts":["-1"]}]}', '"-1" is no whole number above or at 0'],
  ['"histogram":{"dataPoints":[{"bucketCounts":[null]}]}', '"null" is no whole number above or at 0'],
  ['"histogram":{"dataPoints":[{"explicitBounds":["x"]}]}', '"x" is no number'],
  ['"histogram":{"dataPoints":[{"count":"many"}]}', '"many" is no whole number above or at 0'],
  ['"gauge":{"dataPoints":[{"asInt":"1.5"}]}', '"1.5" is no 64-bit integer'],
  ['"gauge":{"dataPoints":[{"asDouble":"x"}]}', '"x" is no number'],
  ['"exponentialHistogram":{"dataPoints":[{"scale":"2147483648"}]}', '"2147483648" is no 32-bit integer'],
])("%s arrives as a point that cannot be read", (data, warning) => {
  const { body, warnings } = encode(`{"resourceMetrics":[{"scopeMetrics":[{"metrics":[{${data}}]}]}]}`, "metrics");
  expect(Buffer.from(body).toString("hex")).toMatch(/0a0107$/);
  expect(warnings).toEqual([`${warning}, and what it stands in was refused`]);
});

test("a gap among bounds is a NaN, as exporters in JavaScript mean it", () => {
  const metrics = (bound: unknown) => [{ histogram: { dataPoints: [{ explicitBounds: [bound] }] } }];
  const request = (bound: unknown) => ({ resourceMetrics: [{ scopeMetrics: [{ metrics: metrics(bound) }] }] });
  expect(decoded("metrics", request(null))).toEqual({ request: request(Number.NaN), warnings: [] });
});

test("a wrong time of an event costs that time alone", () => {
  expect(spanOf('"events":[{"timeUnixNano":"abc","name":"e"}]')).toEqual({
    span: { events: [{ name: "e" }] },
    warnings: ['"abc" is no time in nanoseconds and was left out'],
  });
});

test("what cannot be read is told with its beginning", () => {
  expect(encode(spanJson('"attributes":{"a":"b"},"status":"ok","events":[5]')).warnings).toEqual([
    String.raw`"{\"a\":\"b\"}" is no list such as [{"key": …, "value": …}] and was not read`,
    '"ok" is no object, and what it stands in was refused (2 times)',
  ]);
});

test("what happens often is told once", () => {
  const attribute = { key: "k", value: { intValue: "1.5" } };
  const { warnings } = decoded("traces", jsonTraces({ attributes: Array.from({ length: 1000 }, () => attribute) }));
  expect(warnings).toEqual(['"1.5" is no 64-bit integer and was left out (1000 times)']);
});
