import fc from "fast-check";
import { expect, test } from "vitest";
import { encode } from "../../test/sent-json.ts";
import { BadRequest } from "../errors.ts";
import { decodeWithOracle } from "./oracle.ts";

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
    warnings: [
      '"resource_spans" is no name in OTLP/JSON, whose names are lowerCamelCase, and was not read',
      "nothing was stored: the request has no resourceSpans (keys are lowerCamelCase)",
    ],
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
