import { expect, test } from "vitest";
import { withoutRow, withRowAs, withRowRaised } from "./rows.ts";

const rows = [{ model: "a" }, { model: "b" }, { model: "c" }];

test("a row is found by what it says", () => {
  expect([
    withoutRow(rows, { model: "b" }),
    withRowAs(rows, { model: "b" }, { model: "d" }),
    withRowRaised(rows, { model: "c" }),
    withRowRaised(rows, { model: "a" }),
  ]).toEqual([
    [{ model: "a" }, { model: "c" }],
    [{ model: "a" }, { model: "d" }, { model: "c" }],
    [{ model: "a" }, { model: "c" }, { model: "b" }],
    rows,
  ]);
});

test("one that is no longer there is not guessed at", () => {
  const gone = { model: "z" };
  expect([withoutRow(rows, gone), withRowAs(rows, gone, gone), withRowRaised(rows, gone)]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});
