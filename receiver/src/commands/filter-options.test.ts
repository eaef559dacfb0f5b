import { expect, test } from "vitest";
import { filtersIn } from "./filter-options.ts";

test("options become the filters of the API", () => {
  const given = {
    agent: ["a", "b"],
    "min-cost": "0.5",
    "bot-type": ["x"],
    "max-duration": "2s",
    from: "1h",
    "has-error": "true",
  };
  expect(filtersIn({ ...given, attr: ["k=v=w", "k=2"], meta: ["seats=3"] }, 3_600_001)).toEqual({
    agent: ["a", "b"],
    minCost: "0.5",
    botType: ["x"],
    maxDuration: "2000000000",
    from: "1000000",
    hasError: "true",
    "attr.k": ["v=w", "2"],
    "meta.seats": ["3"],
  });
  expect(filtersIn({})).toEqual({});
  expect(() => filtersIn({ attr: ["=x"] })).toThrow('--attr wants KEY=VALUE, not "=x".');
});
