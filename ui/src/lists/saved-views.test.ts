import { expect, test } from "vitest";
import type { SavedView } from "../../../receiver/src/control/saved-views.ts";
import { renamedView, viewsOf, withoutView, withView } from "./saved-views.ts";

const view = (name: string, query = "?status=error", list: SavedView["list"] = "sessions"): SavedView => ({
  list,
  name,
  query,
});

test("views are kept by their names, one of each in a list", () => {
  const one = withView([], view(" Failed today "));
  expect(one).toEqual([view("Failed today")]);
  const two = withView(one, view("Failed today", "?status=error", "traces"));
  expect(two).toEqual([view("Failed today"), view("Failed today", "?status=error", "traces")]);
  expect(withView(two, view("Failed today", "?last=1h"))).toEqual([view("Failed today", "?last=1h"), two[1]]);
  expect(withView(two, view("  "))).toEqual(two);
  expect(viewsOf(two, "traces")).toEqual([two[1]]);
});

test("what another removed meanwhile can be neither removed nor renamed", () => {
  const views = [view("a"), view("b")];
  expect(withoutView(views, view("a"))).toEqual([view("b")]);
  expect(renamedView(views, view("b"), " c ")).toEqual([view("a"), view("c")]);
  expect([withoutView(views, view("c")), renamedView(views, view("a", "", "traces"), "d")]).toEqual([
    undefined,
    undefined,
  ]);
});
