import { formatExact, plural } from "../../../receiver/src/format.ts";
import type { Reprice, RepricedModel } from "../../../receiver/src/history/reprice.ts";
import { dollars, picoDollars } from "../../../receiver/src/model/cost.ts";

/** Calls priced again, and those of each model of which some changed. */
export interface RepricedSum {
  readonly calls: number;
  readonly changed: number;
  readonly models: ReadonlyMap<string, RepricedModel>;
}

/** With a page more. */
export function repricedSum(sum: RepricedSum | undefined, { calls, changed, models }: Reprice): RepricedSum {
  const all = new Map(sum?.models);
  for (const model of models) {
    const key = JSON.stringify([model.provider, model.model]);
    const known = all.get(key);
    all.set(key, known ? joined(known, model) : model);
  }
  return { calls: (sum?.calls ?? 0) + calls, changed: (sum?.changed ?? 0) + changed, models: all };
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

export function repricedWords({ calls, changed }: RepricedSum, isStored: boolean): string {
  if (isStored) return `Stored: ${formatExact(changed)} of ${plural(calls, "call")} cost something else now.`;
  if (changed === 0) return `${plural(calls, "call")} looked at; none would cost anything else.`;
  return `${formatExact(changed)} of ${plural(calls, "call")} would cost something else. Nothing is stored yet.`;
}
