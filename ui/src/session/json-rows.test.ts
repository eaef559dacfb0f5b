import fc from "fast-check";
import { expect, test } from "vitest";
import { findInJson } from "./find-in-json.ts";
import { above, type JsonRow, jsonRows, longest, valueAt } from "./json-rows.ts";

const value = { name: "chat", list: [1, { "a/b": null }], empty: {}, long: "x".repeat(400), yes: true };

const drawn = (rows: readonly JsonRow[]) =>
  rows.map((row) => {
    const name = row.name === null ? "" : `${row.name}: `;
    const rest = { open: "", leaf: "", text: "", close: "" };
    if (row.type === "open") rest.open = `${row.bracket}${row.isOpen ? "" : `${row.size}`}`;
    if (row.type === "leaf") rest.leaf = row.isLong ? `text of ${String(row.value).length}` : JSON.stringify(row.value);
    if (row.type === "text") return `${" ".repeat(row.depth)}${row.from}-${row.to}`;
    if (row.type === "close") return `${" ".repeat(row.depth)}${row.bracket}${row.isLast ? "" : ","}`;
    return `${" ".repeat(row.depth)}${name}${rest[row.type]}${row.isLast || row.type === "open" ? "" : ","}`;
  });

test("what is unfolded has a line for each of its fields, and a long text one for each piece", () => {
  expect(drawn(jsonRows(value, new Set()))).toEqual(["{5"]);
  expect(drawn(jsonRows(value, new Set(["", "/list", "/list/1", "/long"])))).toEqual([
    "{",
    ' name: "chat",',
    " list: [",
    "  1,",
    "  {",
    "   a/b: null",
    "  }",
    " ],",
    " empty: {0",
    " long: text of 400,",
    `  0-${longest}`,
    `  ${longest}-${2 * longest}`,
    `  ${2 * longest}-400`,
    " yes: true",
    "}",
  ]);
});

test("words are found in names and values, and each place leads to its value", () => {
  expect(findInJson(value, "CHAT")).toEqual(["/name"]);
  expect(findInJson(value, "a/b")).toEqual(["/list/1/a~1b"]);
  expect(findInJson(value, "xxxx")).toEqual(["/long"]);
  expect(findInJson(value, ".*")).toEqual([]);
  expect(above("/list/1/a~1b")).toEqual(["", "/list", "/list/1"]);
  expect([valueAt(value, "/list/0"), valueAt(value, "/list/1/a~1b"), valueAt(value, "/name/length")]).toEqual([
    1,
    null,
    undefined,
  ]);
});

test("whatever is shown whole says all of it, and every place found is one", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), (any) => {
      const opened = new Set<string>();
      let rows = jsonRows(any, opened);
      for (let round = 0; round < 8; round += 1) {
        for (const row of rows) if (row.type === "open" || row.type === "leaf") opened.add(row.path);
        rows = jsonRows(any, opened);
      }
      for (const row of rows) if (row.type === "leaf") expect(row.value).toEqual(valueAt(any, row.path));
      for (const path of findInJson(any, "a")) expect(above(path).length).toBe(path.split("/").length - 1);
    }),
  );
});

test("twenty million characters are looked through and cut into lines in no time worth telling", () => {
  const large = { said: "line of words ".repeat(1_500_000) };
  const before = performance.now();
  expect(jsonRows(large, new Set(["", "/said"])).length).toBeGreaterThan(100_000);
  expect(findInJson(large, "no such word")).toEqual([]);
  expect(performance.now() - before).toBeLessThan(3000);
});
