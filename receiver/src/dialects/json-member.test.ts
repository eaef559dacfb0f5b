import fc from "fast-check";
import { expect, test } from "vitest";
import { jsonMember } from "./json-member.ts";

const map = fc.dictionary(fc.string({ maxLength: 6 }), fc.jsonValue({ maxDepth: 3 }), { maxKeys: 6 });

test("finds each member that a parser finds", () => {
  fc.assert(
    fc.property(map, fc.constantFrom(undefined, 2), (given, space) => {
      const text = JSON.stringify(given, null, space);
      const plain = JSON.parse(text) as Record<string, unknown>;
      const names = Object.keys(plain).filter((name) => JSON.stringify(name) === `"${name}"`);
      expect(names.map((name) => jsonMember(text, name))).toEqual(names.map((name) => plain[name]));
      expect(jsonMember(text, "not there")).toBeUndefined();
    }),
  );
});

test("a text that was cut off still tells what it told before", () => {
  expect(jsonMember('{"model":"gpt-5","messages":[{"ro', "model")).toBe("gpt-5");
  expect(jsonMember('{"model":"gpt-5","messages":[{"ro', "messages")).toBeUndefined();
});

test("anything else tells nothing", () => {
  fc.assert(fc.property(fc.string(), fc.string(), (text, name) => void jsonMember(text, name)));
  for (const text of ["", "{", '{"', '{"a', '{"a"', '{"a":', "[1]", "null", '{"a" 1}', '{"a":1']) {
    expect(jsonMember(text, "a")).toBeUndefined();
  }
});

test("takes time in proportion", () => {
  const started = performance.now();
  jsonMember(`{"a":"${"\\\\".repeat(120_000)}`, "b");
  jsonMember(`{${'"a":['.repeat(50_000)}`, "b");
  expect(performance.now() - started).toBeLessThan(5000);
});
