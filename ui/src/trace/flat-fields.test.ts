import { expect, test } from "vitest";
import { flatFields } from "./flat-fields.ts";

test("an object of plain values is told field by field, its text as it is", () => {
  const told = [
    ["sql", "SELECT 1\nFROM t"],
    ["limit", "5"],
    ["dry", "false"],
    ["after", "null"],
  ];
  const given = { sql: "SELECT 1\nFROM t", limit: 5, dry: false, after: null };
  expect([flatFields(given), flatFields(` ${JSON.stringify(given)}`)]).toEqual([told, told]);
  expect(flatFields(JSON.parse('{"__proto__":"kept"}'))).toEqual([["__proto__", "kept"]]);
});

test("anything else is not", () => {
  const many = Object.fromEntries(Array.from({ length: 25 }, (_, at) => [`field ${at}`, at]));
  const others = [null, 5, "text", "{cut off", [], [1], {}, { deep: { er: 1 } }, many];
  expect(others.map(flatFields)).toEqual(others.map(() => null));
});
