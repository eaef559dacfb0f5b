import fc from "fast-check";
import { expect, test } from "vitest";
import { type SampleRow, sampleSkeleton } from "../../test/sample-skeleton.ts";
import { membersOf } from "./groups.ts";
import { layOut } from "./layout.ts";
import { ancestorsOf, itemOf, nextRow, noFolds, revealing, turned, visibleRows } from "./visible.ts";

const named = (depth: number, name: string): SampleRow => ({ depth, name });
const many = (depth: number, name: string, count = 21) => Array.from({ length: count }, () => named(depth, name));

test("rows are told from the top, without what lies under a closed one", () => {
  const layout = layOut(sampleSkeleton([named(0, "a"), named(1, "b"), named(2, "c"), named(1, "d")]));
  expect([...visibleRows(layout, noFolds).items]).toEqual([0, 1, 2, 3]);
  expect([...visibleRows(layout, turned(noFolds, 1)).items]).toEqual([0, 1, 3]);
  expect([...visibleRows(layout, turned(noFolds, 0)).items]).toEqual([0]);
  expect(ancestorsOf(layout, 2)).toEqual([1, 0]);
  expect([...layout.place, ...layout.siblings]).toEqual([1, 1, 1, 2, 1, 2, 1, 2]);
});

test("more than twenty alike stand as one, in the place of the first, until they are unfolded", () => {
  const layout = layOut(
    sampleSkeleton([named(0, "a"), named(1, "x"), ...many(1, "tool"), named(1, "y"), named(1, "tool")]),
  );
  const folded = visibleRows(layout, noFolds);
  expect([...folded.items]).toEqual([0, 1, ~0, 23]);
  expect([...folded.depths]).toEqual([0, 1, 1, 1]);
  const opened = visibleRows(layout, turned(noFolds, ~0));
  expect([...opened.items]).toEqual([0, 1, ~0, ...Array.from({ length: 21 }, (_, at) => at + 2), 24, 23]);
  expect([...opened.depths.slice(2, 5)]).toEqual([1, 2, 2]);
  expect([layout.groups.place[0], layout.groups.siblings[0], layout.siblings[23], layout.place[24]]).toEqual([
    2, 3, 3, 22,
  ]);
});

test("twenty alike are not folded, and neither are those of different parents", () => {
  const layout = layOut(sampleSkeleton([named(0, "a"), ...many(1, "t", 20), named(0, "b"), ...many(1, "t", 20)]));
  expect(layout.groups.count).toBe(0);
});

const trees = fc.array(
  fc.record({ depth: fc.nat({ max: 4 }), name: fc.constantFrom("a", "b"), failed: fc.boolean() }),
  { maxLength: 200 },
);

test("whatever is folded, each row is seen once or is shown by what is folded around it", () => {
  fc.assert(
    fc.property(trees, fc.array(fc.nat()), fc.array(fc.nat()), (rows, closing, opening) => {
      const layout = layOut(sampleSkeleton(rows));
      const folds = {
        closed: new Set(rows.length === 0 ? [] : closing.map((at) => at % rows.length)),
        opened: new Set(layout.groups.count === 0 ? [] : opening.map((at) => at % layout.groups.count)),
      };
      const { items, depths } = visibleRows(layout, folds);
      expect(new Set(items).size).toBe(items.length);
      expect(depths.length).toBe(items.length);
      const seen = new Set(items);
      for (let row = 0; row < layout.rows; row += 1) {
        const item = itemOf(layout, folds, row);
        expect(seen.has(item)).toBe(true);
        expect(item === row).toBe(seen.has(row));
      }
    }),
  );
});

test("what is revealed is seen, and nothing else is folded by it", () => {
  fc.assert(
    fc.property(trees, fc.array(fc.nat()), fc.nat(), (rows, closing, asked) => {
      fc.pre(rows.length > 0);
      const layout = layOut(sampleSkeleton(rows));
      const folds = { closed: new Set(closing.map((at) => at % rows.length)), opened: new Set<number>() };
      const row = asked % rows.length;
      const next = revealing(layout, folds, row);
      const before = new Set(visibleRows(layout, folds).items);
      const after = new Set(visibleRows(layout, next).items);
      expect(after.has(row)).toBe(true);
      expect([...before].filter((item) => !after.has(item))).toEqual([]);
    }),
  );
});

test("all groups unfolded, every row is told, members in their order", () => {
  fc.assert(
    fc.property(trees, (rows) => {
      const layout = layOut(sampleSkeleton(rows));
      const opened = new Set(Array.from({ length: layout.groups.count }, (_, group) => group));
      const { items } = visibleRows(layout, { closed: new Set(), opened });
      expect([...items].filter((item) => item >= 0).toSorted((a, b) => a - b)).toEqual(rows.map((_, row) => row));
      for (const group of opened) {
        const listed = [...items].filter((item) => item >= 0 && layout.groups.of[item] === group);
        expect(listed).toEqual([...membersOf(layout.groups, group)]);
      }
    }),
  );
});

test("the next that matches is found behind, then from the top, and backwards", () => {
  const isEven = (row: number) => row % 2 === 0;
  expect([nextRow(5, 2, isEven), nextRow(5, 4, isEven), nextRow(5, -1, isEven)]).toEqual([4, 0, 0]);
  expect([nextRow(5, 2, isEven, -1), nextRow(5, 0, isEven, -1), nextRow(5, 0, () => false)]).toEqual([0, 4, -1]);
});

test("a failure is known to all above it, and counted", () => {
  const rows: SampleRow[] = [{ depth: 0 }, { depth: 1 }, { depth: 2, failed: true }, { depth: 1 }];
  const layout = layOut(sampleSkeleton(rows));
  expect([...layout.worstBelow]).toEqual([2, 2, 0, 0]);
  expect(layout.failed).toBe(1);
});

test("what was given up lasts until the last that was heard from below it", () => {
  const skeleton = sampleSkeleton([
    { depth: 0, start: 0, duration: null, failed: true },
    { depth: 1, start: 5, duration: null, failed: true },
    { depth: 2, start: 6, duration: 14 },
    { depth: 1, start: 30, duration: 2 },
  ]);
  expect([...layOut(skeleton).duration]).toEqual([32, 15, 14, 2]);
});

test("a hundred thousand spans, one below the other or side by side, are laid out", () => {
  const chain = layOut(sampleSkeleton(Array.from({ length: 100_000 }, (_, depth) => ({ depth }))));
  expect(visibleRows(chain, noFolds).items).toHaveLength(100_000);
  const fan = layOut(sampleSkeleton(Array.from({ length: 100_000 }, (_, row) => ({ depth: row === 0 ? 0 : 1 }))));
  expect([...visibleRows(fan, noFolds).items]).toEqual([0, ~0]);
});
