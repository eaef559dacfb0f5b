import { expect, test } from "vitest";
import { boundsOf, listFilters } from "./list-filters.ts";

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

test("all begins at 0, a range so long before now, a time of one's own where it says", () => {
  const own = { from: "2026-11-01T00:00:00.000Z", to: "2026-11-02T00:00:00.000Z" };
  expect([
    boundsOf({ last: "all" }, now),
    boundsOf({ last: "1h" }, now),
    boundsOf({}, now),
    boundsOf(own, now),
  ]).toEqual([{ from: "0" }, { from: "2026-11-21T11:00:00.000Z" }, { from: "2026-11-20T12:00:00.000Z" }, own]);
});
