import { z } from "@hono/zod-openapi";
import { dollars } from "../model/cost.ts";
import { coverageShare, type Spent, sourceOf } from "../model/spent.ts";
import { costCoverageSchema, costSchema, coverageSchema, tokensSchema } from "./schemas.ts";

export const spentSchema = z
  .object({
    calls: z.number(),
    errors: z.number(),
    tokens: tokensSchema,
    cost: costSchema,
    costCoverage: costCoverageSchema,
    coverage: coverageSchema,
  })
  .openapi("Spent");

/** As the api tells it: what nobody knows the cost of has none, never "0". */
export function shownSpent({ cost, priceVersions, costCoverage, ...spent }: Spent): z.output<typeof spentSchema> {
  const source = sourceOf(costCoverage);
  const [version = ""] = priceVersions;
  const priceVersion = priceVersions.length === 1 ? version || null : null;
  return {
    ...spent,
    cost: source && { ...shownMoney(cost), source, priceVersion },
    costCoverage,
    coverage: coverageShare(costCoverage),
  };
}

const shownMoney = ({ total, input, output, cached, cacheWrite }: Spent["cost"]) => ({
  total: dollars(total),
  input: dollars(input),
  output: dollars(output),
  cached: dollars(cached),
  cacheWrite: dollars(cacheWrite),
});
