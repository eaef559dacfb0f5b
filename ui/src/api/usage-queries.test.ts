import { expect, test } from "vitest";
import { boundsBefore } from "./usage-queries.ts";

const now = Date.UTC(2026, 10, 21, 12);

test("the time before is as long and ends where this one begins", () => {
  expect([
    boundsBefore({ from: "2026-11-21T11:00:00.000Z" }, now),
    boundsBefore({ from: "2026-11-10T00:00:00.000Z", to: "2026-11-11T00:00:00.000Z" }, now),
    boundsBefore({ from: "0" }, now),
  ]).toEqual([
    { from: "2026-11-21T10:00:00.000Z", to: "2026-11-21T11:00:00.000Z" },
    { from: "2026-11-09T00:00:00.000Z", to: "2026-11-10T00:00:00.000Z" },
    null,
  ]);
});
