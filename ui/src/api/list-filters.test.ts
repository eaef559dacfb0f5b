import { expect, test } from "vitest";
import { fromOf, listFilters } from "./list-filters.ts";

const now = Date.UTC(2026, 10, 21, 12);

test("a list is asked for what the URL says", () => {
  const search = { status: "error", attr: ["a.b=1=2", "a.b=3"], sort: "duration", live: "off" } as const;
  expect(listFilters(search, now)).toEqual({
    status: "error",
    sort: "duration",
    "attr.a.b": ["1=2", "3"],
    from: "2026-11-20T12:00:00.000Z",
  });
});

test("all begins at 0, a range so long before now", () => {
  expect([fromOf("all", now), fromOf("1h", now), fromOf(undefined, now)]).toEqual([
    "0",
    "2026-11-21T11:00:00.000Z",
    "2026-11-20T12:00:00.000Z",
  ]);
});
