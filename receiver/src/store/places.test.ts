import fc from "fast-check";
import { expect, test } from "vitest";
import { fewPlaces } from "./places.ts";

const place = (id: string, low: number, high: number) => ({ ids: [id], low: String(low), high: String(high) });

test("joins what lies near together and leaves the widest gaps unread", () => {
  const places = [place("c", 100, 110), place("a", 0, 5), place("b", 7, 9), place("d", 500, 501), place("e", 505, 900)];
  expect(fewPlaces(places, 3, 1n)).toEqual([
    { ids: ["a", "b"], low: "0", high: "9" },
    { ids: ["c"], low: "100", high: "110" },
    { ids: ["d", "e"], low: "500", high: "900" },
  ]);
});

test("every id stays in one place that reaches around it, and there are few places", () => {
  const some = fc.array(fc.record({ low: fc.nat(1000), length: fc.nat(300) }), { maxLength: 60 });
  fc.assert(
    fc.property(some, fc.bigInt({ min: 1n, max: 200n }), (ranges, least) => {
      const places = ranges.map(({ low, length }, index) => place(String(index), low, low + length));
      const few = fewPlaces(places, 4, least);
      expect(few.length).toBeLessThanOrEqual(4);
      expect(few.flatMap(({ ids }) => ids).sort()).toEqual(places.flatMap(({ ids }) => ids).sort());
      for (const { ids, low, high } of few) {
        for (const id of ids) {
          expect(Number(places[Number(id)]?.low)).toBeGreaterThanOrEqual(Number(low));
          expect(Number(places[Number(id)]?.high)).toBeLessThanOrEqual(Number(high));
        }
      }
    }),
  );
});
