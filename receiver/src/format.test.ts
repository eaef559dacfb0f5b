import { expect, test } from "vitest";
import { formatAgo, formatCount, formatDuration, formatMoment, formatMoney, millisOf, plural } from "./format.ts";

test("durations are said in the unit a reader would use", () => {
  const nanos = [0, 850, 1000, 12_340, 999_600, 4_100_000, 123_400_000, 999_600_000, 1.8e9, 18e9, 59.96e9, 242e9];
  expect(nanos.map(formatDuration)).toEqual([
    "0 ns",
    "850 ns",
    "1 µs",
    "12.3 µs",
    "1 ms",
    "4.1 ms",
    "123 ms",
    "1 s",
    "1.8 s",
    "18 s",
    "1 m",
    "4 m 2 s",
  ]);
  expect([3600e9, 11_520e9, 86_400e9 * 2 + 3600e9 * 4].map(formatDuration)).toEqual(["1 h", "3 h 12 m", "2 d 4 h"]);
  expect(formatDuration(-1_500_000)).toBe("−1.5 ms");
});

test("counts are short, and exact while they are small", () => {
  expect([0, 999, 1000, 12_400, 120_400, 999_960, 3_140_000, 2e9].map(formatCount)).toEqual([
    "0",
    "999",
    "1k",
    "12.4k",
    "120k",
    "1M",
    "3.1M",
    "2G",
  ]);
  expect([plural(1, "span"), plural(1204, "span")]).toEqual(["1 span", "1,204 spans"]);
});

test("money keeps two figures below a dollar and cents above", () => {
  expect(["0", "0.004125", "0.31", "0.9999", "48.3", "1234.5", "0.0000001"].map(formatMoney)).toEqual([
    "$0",
    "$0.0041",
    "$0.31",
    "$1.00",
    "$48.30",
    "$1,234.50",
    "$0.00000010",
  ]);
});

test("times are exact to the millisecond and kind at a distance", () => {
  expect(millisOf("1731500000123456789")).toBe(1_731_500_000_123);
  expect(formatMoment("1731500000123456789")).toMatch(/^2024-11-1\d \d\d:\d\d:20\.123$/);
  const now = 1_000_000_000;
  expect([0, 42_000, 180_000, 7_300_000, 200_000_000, -60_000].map((past) => formatAgo(now - past, now))).toEqual([
    "now",
    "42 s ago",
    "3 m ago",
    "2 h ago",
    "2 d ago",
    "in the future",
  ]);
});
