import { expect, test } from "vitest";
import type { Reprice, RepricedModel } from "./reprice.ts";
import { differenceOf, repricedSum } from "./repriced-sum.ts";

const model = (name: string, before: string, after: string): RepricedModel => ({
  ...{ provider: null, model: name, calls: 2, changed: 1, before, after, unknownBefore: 1, unknownAfter: 0 },
});
const page = (...models: RepricedModel[]): Reprice => ({
  ...{ calls: 2 * models.length, changed: models.length, before: "0", after: "0", unknownBefore: 0, unknownAfter: 0 },
  ...{ models, nextCursor: null },
});

test("pages of calls are one sum, exact to the last place", () => {
  const first = repricedSum(undefined, page(model("a", "0.000000000001", "0.3")));
  const sum = repricedSum(first, page(model("a", "0.1", "0.000000000002"), model("b", "1", "0.25")));
  expect({ ...sum, models: [...sum.models.values()] }).toEqual({
    calls: 6,
    changed: 3,
    models: [
      { ...model("a", "0.100000000001", "0.300000000002"), calls: 4, changed: 2, unknownBefore: 2 },
      model("b", "1", "0.25"),
    ],
  });
  expect([...sum.models.values()].map(differenceOf)).toEqual(["0.200000000001", "-0.75"]);
});
