import { expect, test } from "vitest";
import { sparkPath } from "./spark-path.ts";

test("goes through what is known", () => {
  expect(sparkPath([0, null, 10], 100, 22)).toEqual({ line: "M0 21L100 1", area: "M0 21L100 1L100 22L0 22Z" });
  expect(sparkPath([5], 100, 22)).toEqual({ line: "", area: "" });
  expect(sparkPath([0, 0], 100, 22).line).toBe("M0 21L100 21");
});
