import { expect, test } from "vitest";
import { formatShare } from "./share-words.ts";

test("a share is never rounded to all or nothing", () => {
  expect([0, 0.0002, 0.5, 0.941, 0.9998, 1].map(formatShare)).toEqual([
    "0 %",
    "< 0.1 %",
    "50 %",
    "94.1 %",
    "> 99.9 %",
    "100 %",
  ]);
});
