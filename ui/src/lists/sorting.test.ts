import { expect, test } from "vitest";
import { paths } from "../paths.ts";
import { sortingOf } from "./sorting.ts";

test("a column sorts largest first, then turns round, then back; the filters stay", () => {
  const pathOf = (search: Parameters<typeof sortingOf>[0]) => paths.traces("p", search);
  expect([
    sortingOf({ q: "x" }, pathOf).pathOf("duration"),
    sortingOf({ q: "x", sort: "duration" }, pathOf).pathOf("duration"),
    sortingOf({ q: "x", sort: "duration", order: "asc" }, pathOf).pathOf("duration"),
    sortingOf({ q: "x", sort: "duration" }, pathOf).pathOf("start"),
    sortingOf({}, pathOf).pathOf("start"),
  ]).toEqual([
    "/p/p/traces?q=x&sort=duration",
    "/p/p/traces?q=x&sort=duration&order=asc",
    "/p/p/traces?q=x&sort=duration",
    "/p/p/traces?q=x",
    "/p/p/traces?order=asc",
  ]);
});
