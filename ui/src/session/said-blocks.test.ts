import { expect, test } from "vitest";
import { sampleSpan } from "../../test/sample-span.ts";
import { blocksAt } from "./said-blocks.ts";

const steps = Array.from({ length: 400 }, (_, place) =>
  sampleSpan({ spanId: `s${place}`, kind: place % 2 === 0 ? "llm" : "http", startTime: String(1000 + place) }),
);

test("of a long session the stretch around a moment is read, and the one before", () => {
  const first = { from: "1000", to: "1160" };
  const second = { from: "1160", to: "1320" };
  expect(blocksAt(steps, 0n)).toEqual([first]);
  expect(blocksAt(steps, 1158n)).toEqual([first]);
  expect(blocksAt(steps, 1160n)).toEqual([first, second]);
  expect(blocksAt(steps, 9999n)).toEqual([second, { from: "1320", to: null }]);
  expect(blocksAt([], 9999n)).toEqual([]);
});
