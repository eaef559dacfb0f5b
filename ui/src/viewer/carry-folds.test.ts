import { expect, test } from "vitest";
import { sampleSkeleton } from "../../test/sample-skeleton.ts";
import { carryFolds } from "./carry-folds.ts";
import { layOut } from "./layout.ts";

test("what was folded stays folded when rows come in between, and what was unfolded stays so", () => {
  const rows = [{ depth: 0 }, { depth: 1, name: "b" }, ...Array.from({ length: 21 }, () => ({ depth: 1, name: "t" }))];
  const layout = layOut(sampleSkeleton(rows));
  const later = layOut(sampleSkeleton([{ depth: 0, name: "new" }, ...rows]));
  const ids = layout.ids as Uint8Array;
  const after = { layout: later, ids: new Uint8Array([9, 9, 9, 9, 9, 9, 9, 9, ...ids]) };
  const folds = carryFolds({ closed: new Set([1]), opened: new Set([0]) }, { layout, ids }, after);
  expect(folds).toEqual({ closed: new Set([2]), opened: new Set([0]) });
});
