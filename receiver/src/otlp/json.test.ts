import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BadRequest } from "../errors.ts";
import type { Signal } from "../model/signal.ts";
import { encodeJson } from "./json.ts";
import { decodeWithOracle } from "./oracle.ts";

const traceId = "0123456789abcdef0123456789abcdef";
const spanId = "0123456789abcdef";
const base64 = (hex: string) => Buffer.from(hex, "hex").toString("base64");

function encode(body: string | Uint8Array, signal: Signal = "traces") {
  return encodeJson(signal, typeof body === "string" ? Buffer.from(body) : body);
}

function decoded(signal: Signal, request: unknown) {
  const { body, warnings } = encode(JSON.stringify(request), signal);
  return { request: decodeWithOracle(signal, body), warnings };
}

const tracesOf = (...spans: unknown[]) => ({ resourceSpans: [{ scopeSpans: [{ spans }] }] });
const spanJson = (fields: string) => `{"resourceSpans":[{"scopeSpans":[{"spans":[{${fields}}]}]}]}`;

function spanOf(fields: string) {
  const { body, warnings } = encode(spanJson(fields));
  const request = decodeWithOracle("traces", body) as { resourceSpans: [{ scopeSpans: [{ spans: [object] }] }] };
  return { span: request.resourceSpans[0].scopeSpans[0].spans[0], warnings };
}

function sentValue(value: string) {
  const { span, warnings } = spanOf(`"attributes":[{"key":"k","value":${value}}]`);
  const [attribute] = (span as { attributes: [{ key: string; value?: object }] }).attributes;
  expect(attribute.key).toBe("k");
  return { value: attribute.value, warnings };
}

/** The one span's bytes, to see fields whose wire type is wrong. */
function spanBytes(fields: string): string {
  const hex = Buffer.from(encode(spanJson(fields)).body).toString("hex");
  return hex.slice("0aXX12XX12XX".length);
}

describe("values", () => {
  const attributeKey = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("__proto__", "constructor", ""));
  const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
  const { anyValue } = fc.letrec((tie) => ({
    anyValue: fc.oneof(
      { depthSize: "small" },
      fc.record({ stringValue: fc.string({ unit: "binary" }) }),
      fc.record({ boolValue: fc.boolean() }),
      fc.record({ intValue: int64.map(String) }),
      fc.record({ doubleValue: fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0) }),
      fc.record({ bytesValue: fc.uint8Array().map((bytes) => Buffer.from(bytes).toString("base64")) }),
      fc.constant({}),
      fc.record({ arrayValue: fc.record({ values: fc.array(tie("anyValue"), { minLength: 1 }) }) }),
      fc.record({ kvlistValue: fc.record({ values: fc.array(tie("attribute"), { minLength: 1 }) }) }),
    ),
    attribute: fc.record({ key: attributeKey, value: tie("anyValue") }),
  }));

  test("any value means the same in protobuf as in JSON, however the JSON is spaced", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), anyValue, fc.nat(3), (name, value, space) => {
        const request = tracesOf({ name, attributes: [{ key: "k", value }] });
        const { body, warnings } = encode(JSON.stringify(request, null, space));
        expect(warnings).toEqual([]);
        expect(decodeWithOracle("traces", body)).toEqual(request);
      }),
    );
  });

  test("text is read as JSON.parse reads it, whatever is escaped", () => {
    const escaped = (text: string) =>
      text.replaceAll(/./gs, (unit) =>
        unit.charCodeAt(0) % 3 === 0
          ? `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`
          : JSON.stringify(unit).slice(1, -1),
      );
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
        const body = spanJson(`"name":"${escaped(text)}"`);
        expect(decodeWithOracle("traces", encode(body).body)).toEqual(tracesOf({ name: text }));
      }),
    );
  });

  test.each([
    ['"9223372036854775807"', { intValue: "9223372036854775807" }],
    ['"-9223372036854775808"', { intValue: "-9223372036854775808" }],
    ["9007199254740993", { intValue: "9007199254740993" }],
    ["1e3", { intValue: "1000" }],
    ["1e+21", { doubleValue: 1e21 }],
    ["null", {}],
  ])("intValue %s", (text, value) => {
    expect(sentValue(`{"intValue":${text}}`)).toEqual({ value, warnings: [] });
  });

  test.each(["9223372036854775808", '"1.5"', '"0x10"', '""', '" 5 "', "true", "{}", "[1]"])(
    "intValue %s is left out with a warning",
    (text) => {
      const { value, warnings } = sentValue(`{"intValue":${text}}`);
      expect(value).toEqual({});
      expect(warnings).toEqual([expect.stringMatching(/is no 64-bit integer and was left out$/)]);
    },
  );

  test.each([
    ['{"doubleValue":null}', {}],
    ['{"doubleValue":"NaN"}', { doubleValue: Number.NaN }],
    ['{"doubleValue":"-Infinity"}', { doubleValue: -Infinity }],
    ['{"doubleValue":-0}', { doubleValue: -0 }],
    ['{"doubleValue":5e-324}', { doubleValue: 5e-324 }],
    ['{"doubleValue":"1.5"}', { doubleValue: 1.5 }],
    ['{"bytesValue":"_-8"}', { bytesValue: "/+8=" }],
    ['{"unknownValue":{"a":[1,"]"]}}', {}],
    ['{"intValue":"1","stringValue":"last"}', { intValue: "1", stringValue: "last" }],
    [
      '{"arrayValue":{"values":[null,{},{"stringValue":""}]}}',
      { arrayValue: { values: [{}, {}, { stringValue: "" }] } },
    ],
    ['{"stringValue":"a\\ud800b\\u0000\\ud83d\\ude00"}', { stringValue: "a\ufffdb\0😀" }],
  ])("value %s", (text, value) => {
    expect(sentValue(text)).toEqual({ value, warnings: [] });
  });

  test.each([
    ['"bare"', 'a value was left out for it must be an object such as {"stringValue": "…"}'],
    ['{"bytesValue":"not base64!"}', '"not base64!" is not base64 and was left out'],
    ['{"doubleValue":"lots"}', '"lots" is no number and was left out'],
    ['{"boolValue":"true"}', '"true" is neither true nor false and was left out'],
    [
      '{"stringValueStrindex":4}',
      "an index into a table of strings was left out: there is no such table outside of profiles",
    ],
  ])("value %s is left out with a warning", (text, warning) => {
    expect(sentValue(text)).toEqual({ value: {}, warnings: [warning] });
  });

  test("keys like __proto__ are plain data", () => {
    const text = '{"kvlistValue":{"values":[{"key":"__proto__","value":{"stringValue":"x"}}]},"__proto__":{"a":1}}';
    const value = { kvlistValue: { values: [{ key: "__proto__", value: { stringValue: "x" } }] } };
    expect(sentValue(text)).toEqual({ value, warnings: [] });
    expect("a" in {}).toBe(false);
  });
});

describe("records", () => {
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

  test("negative counts and gaps in a list spoil their point only", () => {
    const metric = (points: string) =>
      Buffer.from(
        encode(
          `{"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"histogram":{"dataPoints":[${points}]}}]}]}]}`,
          "metrics",
        ).body,
      ).toString("hex");
    expect(metric('{"bucketCounts":["-1"]}')).toMatch(/0a023000$/);
    expect(metric('{"bucketCounts":[null]}')).toMatch(/0a023000$/);
    expect(metric('{"explicitBounds":["x"]}')).toMatch(/0a023800$/);
    expect(metric('{"explicitBounds":[null]}')).toMatch(/0a0939000000000000f87f$/);
  });

  test("what happens often is told once", () => {
    const attribute = { key: "k", value: { intValue: "1.5" } };
    const { warnings } = decoded("traces", tracesOf({ attributes: Array.from({ length: 1000 }, () => attribute) }));
    expect(warnings).toEqual(['"1.5" is no 64-bit integer and was left out (1000 times)']);
  });
});

describe("requests", () => {
  test.each([
    ["{}", {}],
    [' {"resourceSpans" : [ ] }\r\n', {}],
    ['{"resourceSpans":null}', {}],
    ['{"resourceSpans":[{}]}', { resourceSpans: [{}] }],
    ['{"resourceSpans":[null]}', { resourceSpans: [{}] }],
    ['{"resourceSpans":[{"resource":null,"scopeSpans":null,"schemaUrl":null}]}', { resourceSpans: [{}] }],
    ['{"resourceSpans":[{"scopeSpans":[{"scope":null,"spans":[]}]}]}', { resourceSpans: [{ scopeSpans: [{}] }] }],
    ['\ufeff{"resourceSpans":[{}]}', { resourceSpans: [{}] }],
    ['{"unknown":[{"a":"\\"}"}],"resourceSpans":[{"x":-1.5e+3}]}', { resourceSpans: [{}] }],
    ['{"resource\\u0053pans":[{}]}', { resourceSpans: [{}] }],
  ])("%s is fine", (body, request) => {
    const encoded = encode(body);
    expect(encoded.warnings).toEqual([]);
    expect(decodeWithOracle("traces", encoded.body)).toEqual(request);
  });

  test("snake_case names are unknown, and a request of nothing else is told so", () => {
    expect(encode('{"resource_spans":[{"scope_spans":[]}]}')).toEqual({
      body: Buffer.alloc(0),
      warnings: ["nothing was stored: the request has no resourceSpans (keys are lowerCamelCase)"],
    });
  });

  test("bytes that are not UTF-8 are replaced", () => {
    const body = Buffer.concat([
      Buffer.from('{"resourceSpans":[{"schemaUrl":"a'),
      Buffer.from([0xff]),
      Buffer.from('"}]}'),
    ]);
    const { body: bytes, warnings } = encode(body);
    expect(decodeWithOracle("traces", bytes)).toEqual({ resourceSpans: [{ schemaUrl: "a\ufffd" }] });
    expect(warnings).toEqual(["bytes that are not UTF-8 were replaced by U+FFFD"]);
  });

  test.each([
    ["", "the body is empty"],
    ["  ", "the body is empty"],
    ["[]", "must be a JSON object"],
    ['"text"', "must be a JSON object"],
    ["1", "must be a JSON object"],
    ["null", "must be a JSON object"],
    ["{", "a key in quotes was expected"],
    ['{"a":1', '"," or "}" was expected'],
    ['{"a":"b', "a string has no end"],
    ['{"resourceSpans":[{"scopeSpans":[{"spans":[{"name":"abc', "a string has no end"],
    ['{"resourceSpans":[{"schemaUrl":"abc\\', "an unknown escape"],
    ['{"a":"\\x"}', "an unknown escape"],
    ['{"a":"\\u12g4"}', "four hex digits"],
    ['{"a":1,}', "a key in quotes was expected"],
    ['{"a":[1,]}', "a value was expected"],
    ["{a:1}", "a key in quotes was expected"],
    ['{"a" 1}', "a colon was expected"],
    ['{"a":tru}', "a value was expected"],
    ['{"a":01}', "a number was expected"],
    ['{"a":1.}', "a number was expected"],
    ['{"a":-}', "a number was expected"],
    ['{"a":NaN}', "a value was expected"],
    ["{} x", "something follows the end"],
    ["{}{}", "something follows the end"],
    ['{"resourceSpans":{}}', "resourceSpans must be a list"],
    ['{"resourceSpans":[[]]}', "each of resourceSpans must be an object"],
    ['{"resourceSpans":[{"scopeSpans":[{"spans":{}}]}]}', "spans must be a list"],
    ['{"resourceSpans":[{"resource":{"attributes":{"service.name":"x"}}}]}', "a resource's attributes must be a list"],
    ['{"resourceLogs":[]}', "this request holds logs; send it to /v1/logs, not to /v1/traces"],
  ])("%j is refused: %s", (body, message) => {
    expect(() => encode(body)).toThrow(BadRequest);
    expect(() => encode(body)).toThrow(message);
  });

  test("UTF-16 is refused", () => {
    for (const text of ["\ufeff{}", "{}"]) expect(() => encode(Buffer.from(text, "utf16le"))).toThrow("must be UTF-8");
  });

  test.each([
    "[",
    '{"a":',
    '{"resourceSpans":[{"scopeSpans":[{"spans":[{"attributes":[{"value":',
    '{"kvlistValue":{"values":[',
  ])("a hundred thousand of %s are refused without overflow", (piece) => {
    const deep = piece.startsWith('{"r')
      ? piece + '{"arrayValue":{"values":['.repeat(100_000)
      : `{"a":${piece.repeat(100_000)}`;
    expect(() => encode(deep)).toThrow("nested more than 512 levels deep");
  });

  test("is read exactly when JSON.parse reads it", () => {
    const fragment = fc.constantFrom(
      ...'{}[]:,"\\u0041n-1.5e+ tfalsenull'.split(""),
      '"a"',
      '"a":',
      "true",
      "null",
      "1e5",
      "\n",
    );
    const isObject = (text: string) => {
      try {
        return JSON.parse(text)?.constructor === Object;
      } catch {
        return false;
      }
    };
    const isRead = (text: string) => {
      try {
        encode(text);
        return true;
      } catch (error) {
        if (error instanceof BadRequest) return false;
        throw error;
      }
    };
    const almostJson = fc
      .tuple(fc.json(), fc.nat(), fc.nat(3), fragment)
      .map(
        ([json, at, cut, piece]) =>
          `{"x":${json.slice(0, at % json.length)}${piece}${json.slice((at % json.length) + cut)}}`,
      );
    const text = fc.oneof(
      fc.array(fragment).map((pieces) => `{${pieces.join("")}}`),
      almostJson,
    );
    fc.assert(
      fc.property(text, (body) => {
        if (!/"[^"]*\n/.test(body)) expect(isRead(body)).toBe(isObject(body));
      }),
      { numRuns: 2000 },
    );
  });

  test("memory does not grow with the number of empty objects", () => {
    const body = Buffer.from(`{"resourceSpans":[],"x":[${"{},".repeat(1_000_000)}{}]}`);
    const before = process.memoryUsage().heapUsed;
    encode(body);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(20e6);
  });
});
