import fc from "fast-check";
import { expect, test } from "vitest";
import type { Said } from "../src/dialects/dialect.ts";
import { saidOf } from "../src/dialects/said-of.ts";
import { Double, type ValueInput } from "../src/otlp/otlp-input.ts";
import { attributeTableOf, storedAttributesOf } from "./attribute-table-of.ts";

const keys = ["a", "b", "gen_ai.usage.input_tokens", "__proto__"];

const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.json(),
  fc.double().map(String),
  fc.constantFrom("", " 12 ", "0x10", "1e3", "-0", "12.0", '["a",1', '{"a":1}', '"{}"', "[]", "true"),
);
const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
const inside: fc.Arbitrary<ValueInput> = fc.oneof(
  text,
  fc.boolean(),
  fc.maxSafeInteger(),
  finite.map((number) => new Double(number)),
  fc.constant(null),
);
const value: fc.Arbitrary<ValueInput> = fc.oneof(
  text,
  fc.boolean(),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  fc.double().map((number) => new Double(number)),
  fc.constant(null),
  fc.array(fc.oneof(inside, fc.array(inside, { maxLength: 3 })), { maxLength: 4 }),
  fc.dictionary(fc.string({ maxLength: 8 }), inside, { maxKeys: 4 }),
);

function answers(said: Said) {
  return keys.map((key) => ({
    has: said.has(key),
    text: said.text(key),
    number: said.number(key),
    count: said.count(key),
    list: said.list(key),
    json: said.json(key),
  }));
}

test("what is read from a stored span is what was read when it came", () => {
  const attributes = fc.array(fc.tuple(fc.constantFrom(...keys), value), { maxLength: 8 });
  fc.assert(
    fc.property(attributes, (given) => {
      const table = attributeTableOf(given, keys);
      const stored = saidOf({ attributes: storedAttributesOf(table) });
      expect(answers(stored)).toEqual(answers(table));
    }),
    { numRuns: 500 },
  );
});
