import fc from "fast-check";
import { expect, test } from "vitest";
import { dollars, picoDollars } from "./cost.ts";

test("prints plain decimals", () => {
  expect([0n, 1n, 4_125_000_000n, 10n ** 12n, 123_450n * 10n ** 12n].map(dollars)).toEqual([
    "0",
    "0.000000000001",
    "0.004125",
    "1",
    "123450",
  ]);
  expect(dollars(-1_500_000_000_000n)).toBe("-1.5");
  expect(dollars(10n ** 27n + 1n)).toBe("1000000000000000.000000000001");
});

test.each([
  ["0.004125", 4_125_000_000n],
  [0.004125, 4_125_000_000n],
  ["4.125e-3", 4_125_000_000n],
  [1.5e-7, 150_000n],
  ["+2", 2_000_000_000_000n],
  [".5", 500_000_000_000n],
  ["1E2", 100_000_000_000_000n],
  [0, 0n],
  ["0e999", 0n],
  [0.1 + 0.2, 300_000_000_000n],
  ["0.0000000000005", 1n],
  ["0.0000000000004", 0n],
  ["1e-300", 0n],
])("reads %j", (text, pico) => {
  expect(picoDollars(text)).toBe(pico);
});

test.each([
  ...["", " ", ".", "e5", "-1", "-0.5", "NaN", "Infinity", "1,5", "$1", "0x10", "1e999", "1e16", "9".repeat(101)],
  ...[Number.NaN, -1, Number.POSITIVE_INFINITY, 1e300, undefined, null, {}, [], true, 1n],
])("reads no amount in %s", (value) => {
  expect(picoDollars(value)).toBeUndefined();
});

test("what is printed is read again", () => {
  fc.assert(fc.property(fc.bigInt({ min: 0n, max: 10n ** 26n }), (pico) => picoDollars(dollars(pico)) === pico));
});

test("never throws and is never negative", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.double()), (value) => {
      const pico = picoDollars(value);
      return pico === undefined || pico >= 0n;
    }),
  );
});
