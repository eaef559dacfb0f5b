import { expect, test } from "vitest";
import { localMinute, rangeWords } from "./range-words.ts";

const iso = (day: number, hour: number) => new Date(2026, 10, day, hour, 30).toISOString();

test("a time in few words, by the viewer's clock", () => {
  expect([
    rangeWords({}),
    rangeWords({ last: "7d" }),
    rangeWords({ from: iso(20, 8), to: iso(20, 17) }),
    rangeWords({ from: iso(20, 8), to: iso(21, 17) }),
    rangeWords({ from: iso(20, 8) }),
    rangeWords({ to: iso(20, 8) }),
  ]).toEqual([
    "Last 24 h",
    "Last 7 d",
    "Nov 20 08:30 – 17:30",
    "Nov 20 08:30 – Nov 21 17:30",
    "since Nov 20 08:30",
    "until Nov 20 08:30",
  ]);
  expect([localMinute(iso(2, 8)), localMinute(undefined)]).toEqual(["2026-11-02T08:30", ""]);
});
