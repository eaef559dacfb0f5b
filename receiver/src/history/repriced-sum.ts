import { dollars, picoDollars } from "../model/cost.ts";
import type { Reprice, RepricedModel } from "./reprice.ts";

/** Calls priced again, and those of each model of which some changed. */
export interface RepricedSum {
  readonly calls: number;
  readonly changed: number;
  readonly models: ReadonlyMap<string, RepricedModel>;
}

export const nothingRepriced: RepricedSum = { calls: 0, changed: 0, models: new Map() };

/** With a page more. */
export function repricedSum(sum: RepricedSum = nothingRepriced, { calls, changed, models }: Reprice): RepricedSum {
  const all = new Map(sum.models);
  for (const model of models) {
    const key = JSON.stringify([model.provider, model.model]);
    const known = all.get(key);
    all.set(key, known ? joined(known, model) : model);
  }
  return { calls: sum.calls + calls, changed: sum.changed + changed, models: all };
}

function joined(one: RepricedModel, other: RepricedModel): RepricedModel {
  const money = (name: "before" | "after") => dollars(pico(one[name]) + pico(other[name]));
  const count = (name: "calls" | "changed" | "unknownBefore" | "unknownAfter") => one[name] + other[name];
  return {
    ...one,
    calls: count("calls"),
    changed: count("changed"),
    unknownBefore: count("unknownBefore"),
    unknownAfter: count("unknownAfter"),
    before: money("before"),
    after: money("after"),
  };
}

const pico = (amount: string) => picoDollars(amount) ?? 0n;

/** What a model costs more now, or less, in decimal dollars. */
export const differenceOf = ({ before, after }: RepricedModel): string => dollars(pico(after) - pico(before));
