import { expect, test } from "vitest";
import { wordRanges, wordsOf } from "./word-ranges.ts";

test("words stand in any case, and each as often as it does", () => {
  expect(wordRanges("Refund the refund", ["refund", "the"])).toEqual([
    [0, 6],
    [11, 17],
    [7, 10],
  ]);
  expect(wordRanges("aaaa", ["aa"])).toEqual([
    [0, 2],
    [2, 4],
  ]);
});

test("a text that is longer in lower case has no places", () => {
  expect(wordRanges("İstanbul", ["stan"])).toEqual([]);
});

test("a phrase in quotes is one word, and what is too short to mean a place is none", () => {
  expect(wordsOf('Order "Order 66"  a order "open')).toEqual(["order", "order 66", "open"]);
});
