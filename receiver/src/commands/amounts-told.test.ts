import { expect, test } from "vitest";
import { countIn, durationIn, momentIn } from "./amounts-told.ts";

test("moments are told by how long ago they are, or for the receiver to read", () => {
  const now = 1_795_257_046_000;
  expect(
    ["2h", "1.5s", "30m", "7d", "999999999w", "2026-11-21", "0", "soon"].map((told) => momentIn(told, now)),
  ).toEqual([
    "1795249846000000000",
    "1795257044500000000",
    "1795255246000000000",
    "1794652246000000000",
    "0",
    "2026-11-21",
    "0",
    "soon",
  ]);
});

test("durations have units, or are nanoseconds", () => {
  expect(["500ms", "1.5s", "2m", "250", "1.5us"].map((told) => durationIn("min-duration", told))).toEqual([
    "500000000",
    "1500000000",
    "120000000000",
    "250",
    "1500",
  ]);
  expect(() => durationIn("min-duration", "long")).toThrow(
    '--min-duration wants a duration such as 500ms, 1.5s, 2m or 1h, not "long".',
  );
});

test("counts are whole numbers from 1 on", () => {
  expect(countIn("limit", "20")).toBe(20);
  for (const told of ["0", "-1", "1.5", "many", "", "99999999999"]) {
    expect(() => countIn("limit", told, 100)).toThrow(`--limit wants a whole number from 1 to 100, not "${told}".`);
  }
});
