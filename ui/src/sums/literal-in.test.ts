import { expect, test } from "vitest";
import { literalIn } from "./literal-in.ts";

test("the longest stretch that all have in common", () => {
  expect([
    literalIn("<n> validation error: field <text> is required"),
    literalIn("connect ECONNREFUSED <address>"),
    literalIn("429 Too many requests: the limit of <n> requests per minute is reached, try again in <duration>"),
    literalIn("<id>"),
    literalIn("a < b"),
  ]).toEqual([
    "validation error: field",
    "connect ECONNREFUSED",
    "requests per minute is reached, try again in",
    "",
    "a < b",
  ]);
});
