import { expect, test } from "vitest";
import { boundsBefore, timeOptions } from "./usage-queries.ts";

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

test("the last answer stands in for that of another time, never for that of another question", () => {
  const { placeholderData } = timeOptions(["p", "usage", { last: "7d" }, { groupBy: "model" }], { last: "7d" });
  const before = (...queryKey: unknown[]) => placeholderData("answer", { queryKey });
  expect([
    before("p", "usage", { last: "1h" }, { groupBy: "model" }),
    before("p", "usage", { last: "7d" }, { groupBy: "agent" }),
    before("other", "usage", { last: "7d" }, { groupBy: "model" }),
  ]).toEqual(["answer", undefined, undefined]);
});
