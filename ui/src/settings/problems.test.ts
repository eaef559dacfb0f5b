import { expect, test } from "vitest";
import { ApiError } from "../../../receiver/src/client/api-error.ts";
import { saidBy } from "./problems.ts";

const refused = (problems: ApiError["problems"]) => new ApiError(400, "bad_request", "all of it", { problems });

test("what is wrong is told at its field, the rest below the form", () => {
  const error = refused([
    { at: ["prices", 3, "input"], message: "an amount" },
    { at: ["prices", 3, "input"], message: "not negative" },
    { at: ["prices"], message: "at most 1000" },
  ]);
  const said = saidBy(error, ["model", "input"]);
  expect([said.of("input"), said.of("model"), said.rest]).toEqual([
    "an amount; not negative",
    undefined,
    "at most 1000",
  ]);
});

test("what is about no value is told in its own words", () => {
  expect([saidBy(refused([]), []).rest, saidBy(new Error("away"), []).rest]).toEqual(["all of it", "away"]);
  expect(saidBy(refused([{ at: [0, "name"], message: "taken" }]), ["name"]).rest).toBeUndefined();
});
