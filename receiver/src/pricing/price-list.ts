import { calcPrice } from "@pydantic/genai-prices";
import { corrected, correctionsVersion } from "./corrections.ts";
import { type Named, namesOf } from "./model-names.ts";
import { dated, type Rule, rulesOf } from "./rule.ts";
import { inTier } from "./service-tiers.ts";

/** The package and its version, and ours of the corrections to it. The package gives its data no date of its own. */
export const priceListVersion = `genai-prices@0.1.8+${correctionsVersion}`;

export interface Wanted {
  readonly provider: string | undefined;
  readonly model: string;
  readonly tier: string | undefined;
}

/** What the package of published prices says of a model: no rules where it does not know it. */
export function listed({ provider, model, tier }: Wanted): readonly Rule[] | undefined {
  for (const named of namesOf(provider, model)) {
    const rules = lookUp(named, tier);
    if (rules !== undefined) return rules;
  }
  return undefined;
}

/** Undefined where the model is not known, no rules where it has no price in this tier. */
function lookUp({ provider, name }: Named, tier: string | undefined): readonly Rule[] | undefined {
  const found = calcPrice({}, name, { providerId: provider });
  if (found === null) return undefined;
  const model = found.model.id;
  const prices = corrected({ provider, model, name, prices: dated(found.model.prices) });
  const rules = prices === undefined ? [] : rulesOf(prices, { model: name, version: priceListVersion });
  return rules.flatMap((rule) => {
    const steps = inTier(rule.steps, { provider, model, name, tier });
    return steps === undefined ? [] : [{ ...rule, steps }];
  });
}
