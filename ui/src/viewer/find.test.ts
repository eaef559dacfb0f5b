import fc from "fast-check";
import { expect, test } from "vitest";
import { sampleSkeleton } from "../../test/sample-skeleton.ts";
import { findRows, placeAmong } from "./find.ts";
import { layOut } from "./layout.ts";
import { rowsOfSpans } from "./span-ids.ts";

test("every word must stand somewhere in what a row says, in any case", () => {
  const layout = layOut(
    sampleSkeleton([
      { depth: 0, name: "Chat GPT-5", kind: "llm" },
      { depth: 1, name: "search", kind: "tool" },
      { depth: 0, name: "3 spans whose parent has not arrived", missing: true },
    ]),
  );
  const hits = (words: string) => [...(findRows(layout, words)?.rows ?? [])];
  expect(hits("gpt llm")).toEqual([1, 0, 0]);
  expect(hits("gpt tool")).toEqual([0, 0, 0]);
  expect(hits("ar")).toEqual([0, 1, 0]);
  expect(findRows(layout, "  ")).toBe(null);
  expect(findRows(layout, "nothing", [1, 7])).toEqual({
    rows: Uint8Array.of(0, 1, 0),
    count: 1,
    inGroups: new Uint32Array(0),
  });
});

test("finds what looking at each row finds", () => {
  const names = fc.array(fc.string({ maxLength: 4 }), { maxLength: 40 });
  fc.assert(
    fc.property(names, fc.string({ minLength: 1, maxLength: 2 }), (some, word) => {
      const layout = layOut(sampleSkeleton(some.map((name) => ({ depth: 0, name, kind: "#" }))));
      const wanted = word.toLowerCase().split(/\s+/).filter(Boolean);
      const expected = some.map((name) =>
        wanted.every((part) => name.toLowerCase().includes(part) || "#".includes(part)) ? 1 : 0,
      );
      expect(findRows(layout, word)?.rows ?? null).toEqual(wanted.length === 0 ? null : Uint8Array.from(expected));
    }),
  );
});

test("rows are found by the ids of their spans, and what is no id finds none", () => {
  const { ids } = sampleSkeleton(Array.from({ length: 300 }, () => ({ depth: 0 })));
  const wanted = ["0100000000000000", "2c01000000000000", "ffffffffffffffff", "0000000000000000", "x", ""];
  expect([...rowsOfSpans(ids as Uint8Array, wanted)]).toEqual([0, 299, -1, -1, -1, -1]);
});

test("a match has its place among all, and no other row has one", () => {
  const rows = Uint8Array.of(0, 1, 0, 1);
  expect([-1, 0, 1, 3, 9].map((row) => placeAmong({ rows }, row))).toEqual([0, 0, 1, 2, 0]);
});
