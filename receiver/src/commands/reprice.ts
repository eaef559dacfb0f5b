import { parseArgs } from "node:util";
import type { Reprice, RepricedModel } from "../history/reprice.ts";
import { dollars, picoDollars } from "../model/cost.ts";
import type { Run } from "./run.ts";
import { pageOptions, throughPages } from "./through-pages.ts";

type Words = Parameters<typeof throughPages>[0];

/** Computes costs again and shows the difference; with --apply it is stored after it was shown. */
export const reprice: Run = async (words) => {
  const { values } = parseArgs({ args: [...words], options: pageOptions });
  const { calls, changed, models } = await through(values, false);
  process.stdout.write(`${calls} calls with computed or unknown costs, ${changed} of them cost something else now\n`);
  for (const model of models) process.stdout.write(`  ${lineOf(model)}\n`);
  if (changed === 0) return 0;
  if (!values.apply) {
    process.stdout.write("Nothing was stored. Add --apply to store it.\n");
    return 0;
  }
  const stored = await through(values, true);
  process.stdout.write(`Stored: ${stored.changed} calls. Reported costs were left alone.\n`);
  return 0;
};

interface Outcome {
  calls: number;
  changed: number;
  models: RepricedModel[];
}

async function through(values: Words, apply: boolean): Promise<Outcome> {
  const models = new Map<string, RepricedModel>();
  const all = { calls: 0, changed: 0 };
  for await (const page of throughPages<Reprice>(values, "reprice", { apply })) {
    all.calls += page.calls;
    all.changed += page.changed;
    for (const model of page.models) {
      const key = `${model.provider} ${model.model}`;
      const known = models.get(key);
      models.set(key, known === undefined ? model : joined(known, model));
    }
    if (page.nextCursor !== null)
      process.stderr.write(`${all.calls} calls; to go on from here: --cursor ${page.nextCursor}\n`);
  }
  return { ...all, models: [...models.values()] };
}

function joined(one: RepricedModel, other: RepricedModel): RepricedModel {
  const money = (name: "before" | "after") =>
    dollars((picoDollars(one[name]) ?? 0n) + (picoDollars(other[name]) ?? 0n));
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

function lineOf({ provider, model, changed, before, after, unknownBefore, unknownAfter }: RepricedModel): string {
  const unknown =
    unknownBefore === unknownAfter ? "" : `, unknown for ${unknownBefore} calls before and ${unknownAfter} now`;
  return `${provider ?? "?"} ${model ?? "?"}: ${changed} calls, $${before} before, $${after} now${unknown}`;
}
