import fc from "fast-check";
import { expect, test } from "vitest";
import { Integer } from "./integer.ts";

function read(text: string) {
  const integer = new Integer();
  const reading = integer.read(Buffer.from(text), 0, Buffer.byteLength(text));
  if (reading !== "exact") return reading;
  return BigInt.asIntN(64, (BigInt(integer.highBits) << 32n) | BigInt(integer.lowBits));
}

test("reads every integer of 64 bits exactly", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 64n - 1n }), (value) => {
      expect(read(String(value))).toBe(BigInt.asIntN(64, value));
    }),
  );
});

test.each([
  ["0", 0n],
  ["-0", 0n],
  ["007", 7n],
  ["1.7e18", 1_700_000_000_000_000_000n],
  ["1.731500000000000001e18", 1_731_500_000_000_000_001n],
  ["1000e-3", 1n],
  ["5.0", 5n],
  ["18446744073709551615", -1n],
  ["-9223372036854775808", -(2n ** 63n)],
])("reads %s", (text, value) => {
  expect(read(text)).toBe(value);
});

test.each(["18446744073709551616", "99999999999999999999", "1e21", "1e+21", "-1e999999999", "9".repeat(300)])(
  "%s is whole and too large",
  (text) => {
    expect(read(text)).toBe("inexact");
  },
);

test.each(["", "-", "abc", "1.5", "0x10", " 5 ", "1e-3", "+5", "1_000", "NaN", "9".repeat(500)])(
  "%j is no whole number",
  (text) => {
    expect(read(text)).toBe("none");
  },
);
