import fc from "fast-check";
import { expect, test } from "vitest";
import { encode, spanJson, spanOf } from "../../test/sent-json.ts";
import { jsonTraces } from "../../test/sent-spans.ts";
import { decodeWithOracle } from "./oracle.ts";

function sentValue(value: string) {
  const { span, warnings } = spanOf(`"attributes":[{"key":"k","value":${value}}]`);
  const [attribute] = (span as { attributes: [{ key: string; value?: object }] }).attributes;
  expect(attribute.key).toBe("k");
  return { value: attribute.value, warnings };
}

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
      const request = jsonTraces({ name, attributes: [{ key: "k", value }] });
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
      expect(decodeWithOracle("traces", encode(body).body)).toEqual(jsonTraces({ name: text }));
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
  ['{"arrayValue":{"values":[null,{},{"stringValue":""}]}}', { arrayValue: { values: [{}, {}, { stringValue: "" }] } }],
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
