import fc from "fast-check";
import { expect, test } from "vitest";
import { lengths, quarter } from "./lengths.ts";
import type { Time } from "./rolled-up.ts";
import { tilesOver } from "./tiles.ts";

const span = 96 * 4;
const base = 20_000 * 96;
const dirty = fc.array(
  fc
    .record({ long: fc.constantFrom(...lengths), at: fc.nat(span) })
    .map(({ long, at }): Time => ({ long, begun: base + at - ((base + at) % long) })),
  { maxLength: 40 },
);
const moment = fc.bigInt({ min: BigInt(base) * quarter, max: BigInt(base + span) * quarter });

test("covers every moment of a range once, by whole rollups that are not dirty", () => {
  fc.assert(
    fc.property(moment, moment, fc.constantFrom(...lengths), dirty, (one, other, longest, bad) => {
      const range = one < other ? { from: one, to: other } : { from: other, to: one };
      const { tiles, gaps } = tilesOver(range, longest, bad);
      const pieces = [
        ...tiles.map(({ from, to }) => ({ from: BigInt(from) * quarter, to: BigInt(to) * quarter })),
        ...gaps,
      ].sort((a, b) => (a.from < b.from ? -1 : 1));
      expect(pieces.reduce((at, piece) => (piece.from === at && piece.to > at ? piece.to : -1n), range.from)).toBe(
        range.to,
      );
      for (const { long, from, to } of tiles) {
        expect([from % long, to % long, long <= longest]).toEqual([0, 0, true]);
        expect(bad.filter((time) => time.long === long && time.begun >= from && time.begun < to)).toEqual([]);
      }
    }),
  );
});

test("leaves to the entries what no rollup holds, and takes days where it can", () => {
  const day = 96 * 20_000;
  const range = { from: BigInt(day - 5) * quarter, to: BigInt(day + 96 + 2) * quarter + 7n };
  expect(tilesOver(range, 96, [{ long: 1, begun: day - 5 }])).toEqual({
    tiles: [
      { long: 4, from: day - 4, to: day },
      { long: 96, from: day, to: day + 96 },
      { long: 1, from: day + 96, to: day + 98 },
    ],
    gaps: [
      { from: BigInt(day - 5) * quarter, to: BigInt(day - 4) * quarter },
      { from: BigInt(day + 98) * quarter, to: range.to },
    ],
  });
});

test("a range within a quarter of an hour is all entries", () => {
  const range = { from: 5n, to: 7n };
  expect(tilesOver(range, 96, [])).toEqual({ tiles: [], gaps: [range] });
});
