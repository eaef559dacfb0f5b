import { expect, test } from "vitest";
import { readLiveSearch, tellsWith, usuallyTold } from "./live-search.ts";

test("an address says what is told, beside what lists are narrowed by", () => {
  expect(readLiveSearch({ tells: ["trace", "nonsense", "session"], agent: "planner" })).toEqual({
    tells: ["session", "trace"],
    agent: ["planner"],
  });
  expect(readLiveSearch({ tells: "nothing" })).toEqual({});
});

test("kinds are turned on and off, the last one stays, and the usual ones need no word", () => {
  expect(tellsWith(usuallyTold, "trace")).toEqual(["session", "trace", "span"]);
  expect(tellsWith(["session", "trace", "span"], "trace")).toBeUndefined();
  expect(tellsWith(["span"], "span")).toEqual(["span"]);
});
