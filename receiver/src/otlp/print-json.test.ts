import fc from "fast-check";
import { expect, test } from "vitest";
import { encodeJson } from "./json.ts";
import { Double, type ValueInput } from "./otlp-input.ts";
import { logsRequest, tracesRequest } from "./otlp-writer.ts";
import { printJson } from "./print-json.ts";

const value: fc.Arbitrary<ValueInput> = fc.letrec<{ value: ValueInput }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.string({ unit: "binary" }).map((text) => text.toWellFormed()),
    fc.boolean(),
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
    fc.double().map((number) => new Double(number)),
    fc.uint8Array({ maxLength: 9 }),
    fc.constant(null),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(fc.string({ maxLength: 5 }), tie("value"), { maxKeys: 3 }),
  ),
})).value;
const attributes = fc.array(fc.tuple(fc.string({ maxLength: 5 }), value), { maxLength: 4 });
const hex = (digits: number) =>
  fc.string({ unit: fc.constantFrom(..."0123456789abcdef"), minLength: digits, maxLength: digits });
const nanos = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
const count = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const int = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
const name = fc.string({ maxLength: 5 });

const span = fc.record({
  ...{ traceId: hex(32), spanId: hex(16), traceState: name, parentSpanId: hex(16), name, kind: int },
  ...{ start: nanos, end: nanos, attributes, droppedAttributes: count, flags: count },
  events: fc.array(fc.record({ time: nanos, name, attributes, droppedAttributes: count }), { maxLength: 2 }),
  links: fc.array(fc.record({ traceId: hex(32), spanId: hex(16), traceState: name, attributes, flags: count }), {
    maxLength: 2,
  }),
  status: fc.record({ code: fc.integer({ min: 0, max: 2 }), message: name }),
});

const log = fc.record({
  ...{ time: nanos, severityNumber: fc.integer({ min: 0, max: 24 }), severityText: name, body: value, attributes },
  ...{
    droppedAttributes: count,
    flags: count,
    traceId: hex(32),
    spanId: hex(16),
    observedTime: nanos,
    eventName: name,
  },
});

const batch = <Item>(item: fc.Arbitrary<Item>) =>
  fc.record({
    resource: attributes,
    resourceSchemaUrl: name,
    scope: fc.record({ name, version: name, attributes }),
    scopeSchemaUrl: name,
    items: fc.array(item, { maxLength: 3 }),
  });

test("a request printed and read again is the same, byte for byte", () => {
  fc.assert(
    fc.property(fc.array(batch(span), { maxLength: 3 }), (batches) => {
      const body = tracesRequest(...batches);
      expect(Buffer.from(encodeJson("traces", Buffer.from(printJson("traces", body))).body)).toEqual(Buffer.from(body));
    }),
  );
  fc.assert(
    fc.property(fc.array(batch(log), { maxLength: 3 }), (batches) => {
      const body = logsRequest(...batches);
      expect(Buffer.from(encodeJson("logs", Buffer.from(printJson("logs", body))).body)).toEqual(Buffer.from(body));
    }),
  );
});

test.each([
  ["is not UTF-8 is mended", [0x0a, 4, 0x1a, 2, 0xff, 0x41], '{"resourceSpans":[{"schemaUrl":"\uFFFDA"}]}'],
  [
    "OTLP does not know is left out",
    [0x0a, 7, 0x1a, 2, 0x42, 0x41, 0xa0, 6, 7],
    '{"resourceSpans":[{"schemaUrl":"BA"}]}',
  ],
  ["lies behind a broken field is left out", [0x0a, 4, 0x1a, 9, 0x42, 0x41], '{"resourceSpans":[{}]}'],
])("what %s", (_, bytes, told) => {
  expect(printJson("traces", Uint8Array.from(bytes))).toEqual(told);
});
