import { expect, test } from "vitest";
import { changeWords } from "./change-words.ts";

const say = String;
function short(now: number | null, before: number | null, as: "share" | "amount") {
  const words = changeWords({ now, before, as, say });
  return words && `${words.way} ${words.short}`;
}

test("a change in few words", () => {
  expect([
    short(112, 100, "amount"),
    short(50, 100, "amount"),
    short(100.2, 100, "amount"),
    short(420, 100, "amount"),
    short(4200, 100, "amount"),
    short(7, 7, "amount"),
    short(7, 0, "amount"),
    short(0.94, 0.952, "share"),
    short(null, 1, "share"),
    short(1, null, "amount"),
  ]).toEqual([
    "more 12 %",
    "less 50 %",
    "more 0.2 %",
    "more 4.2×",
    "more 42×",
    "same as before",
    "more new",
    "less 1.2 pts",
    undefined,
    undefined,
  ]);
});
