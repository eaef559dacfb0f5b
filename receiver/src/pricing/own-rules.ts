import { createHash } from "node:crypto";
import { picoDollars } from "../model/cost.ts";
import type { Alias, OwnPrice } from "./own-prices.ts";
import type { Rate, Rates } from "./rates.ts";
import type { Rule } from "./rule.ts";

/** A model as a span names it. */
export interface Asked {
  readonly provider: string | undefined;
  readonly model: string;
}

const dayInNanos = 86_400_000_000_000n;
const million = 1_000_000n;

/** The rules of a project's own prices for a model, in the order they were written. */
export function ownRules(prices: readonly OwnPrice[], asked: Asked, tier: string | undefined): Rule[] {
  return prices.filter((price) => fits(price, asked) && isForTier(price, tier)).map(ruleOf);
}

/** The first other name a project gave to a model. Aliases of aliases are not followed. */
export function renamed(aliases: readonly Alias[], asked: Asked): Asked | undefined {
  const alias = aliases.find((candidate) => fits(candidate, asked));
  return alias && { provider: alias.asProvider ?? asked.provider, model: alias.asModel };
}

function fits({ provider, model }: Pick<OwnPrice, "provider" | "model">, asked: Asked): boolean {
  if (provider !== undefined && provider.toLowerCase() !== asked.provider?.toLowerCase()) return false;
  const [pattern, name] = [model.toLowerCase(), asked.model.trim().toLowerCase()];
  return pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}

function isForTier(price: OwnPrice, tier: string | undefined): boolean {
  return price.tier === undefined || price.tier === (tier?.toLowerCase() || "standard");
}

function ruleOf(price: OwnPrice): Rule {
  return {
    from: startOf(price.from),
    before: price.to === undefined ? undefined : (startOf(price.to) ?? 0n) + dayInNanos,
    hours: undefined,
    steps: [{ over: 0, rates: ratesOf(price) }],
    version: `own:${createHash("sha256").update(JSON.stringify(price)).digest("hex").slice(0, 12)}`,
  };
}

function startOf(day: string | undefined): bigint | undefined {
  return day === undefined ? undefined : BigInt(Date.parse(day)) * 1_000_000n;
}

function ratesOf(price: OwnPrice): Rates {
  const input = picoDollars(price.input);
  const output = picoDollars(price.output);
  const cacheRead = picoDollars(price.cacheRead) ?? input;
  const cacheWrite = picoDollars(price.cacheWrite) ?? input;
  const audioInput = picoDollars(price.audioInput) ?? input;
  return {
    input,
    output,
    cacheRead,
    cacheWrite,
    cacheWrite1h: picoDollars(price.cacheWrite1h) ?? cacheWrite,
    audioInput,
    audioCached: picoDollars(price.cacheRead) ?? audioInput,
    imageInput: input,
    videoInput: input,
    audioOutput: picoDollars(price.audioOutput) ?? output,
    imageOutput: output,
    reasoning: picoDollars(price.reasoning),
    request: forMillion(picoDollars(price.request)),
    webSearch: undefined,
  };
}

function forMillion(rate: Rate | undefined): Rate | undefined {
  return rate === undefined ? undefined : rate * million;
}
