import { expect, test } from "vitest";
import { readViews, withView } from "./saved-views.ts";

test("views are kept by their names", () => {
  const one = withView([], { name: " Failed today ", query: "?status=error" });
  expect(one).toEqual([{ name: "Failed today", query: "?status=error" }]);
  expect(withView(one, { name: "Failed today", query: "?status=error&last=1h" })).toEqual([
    { name: "Failed today", query: "?status=error&last=1h" },
  ]);
  expect(withView(one, { name: "  ", query: "" })).toEqual(one);
  expect(readViews(JSON.stringify(one))).toEqual(one);
});

test.each([null, "", "{", "null", '{"name":"a"}', '[1,null,{"name":"","query":"?"},{"name":"a","query":1}]'])(
  "what is no view is left out: %s",
  (kept) => {
    expect(readViews(kept)).toEqual([]);
  },
);
