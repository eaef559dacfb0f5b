import fc from "fast-check";
import { expect, test } from "vitest";
import { atOnce, inTurns, sortedInTurns } from "./in-turns.ts";

function through<Result>(steps: Generator<undefined, Result>) {
  for (let rests = 0; ; rests += 1) {
    const { done, value } = steps.next();
    if (done) return { rests, value };
  }
}

test("takes every item in its order and rests after so many", () => {
  const list = Array.from({ length: 2 * atOnce + 1 }, (_, index) => index);
  const seen: number[] = [];
  const { rests } = through(inTurns(list, (item) => void seen.push(item)));
  expect({ rests, seen }).toEqual({ rests: 2, seen: list });
});

test("sorts as sort does, those that are alike left in their order", () => {
  const byKey = (one: { key: number }, other: { key: number }) => one.key - other.key;
  const lengths = fc.constantFrom(0, 1, 10, atOnce, atOnce + 1, 3 * atOnce + 5);
  fc.assert(
    fc.property(lengths, fc.integer(), (length, seed) => {
      const list = Array.from({ length }, (_, index) => ({
        key: Math.abs(Math.imul(index + 1, seed | 1)) % 1000,
        index,
      }));
      expect(through(sortedInTurns(list, byKey)).value).toEqual(list.toSorted(byKey));
    }),
    { numRuns: 20 },
  );
});
