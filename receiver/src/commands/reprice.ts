import { parseArgs } from "node:util";
import type { Reprice, RepricedModel } from "../history/reprice.ts";
import { nothingRepriced, type RepricedSum, repricedSum } from "../history/repriced-sum.ts";
import type { Run } from "./run.ts";
import { pageOptions, throughPages } from "./through-pages.ts";

type Words = Parameters<typeof throughPages>[0];

/** Computes costs again and shows the difference; with --apply it is stored after it was shown. */
export const reprice: Run = async (words) => {
  const { values } = parseArgs({ args: [...words], options: pageOptions });
  const { calls, changed, models } = await through(values, false);
  process.stdout.write(`${calls} calls with computed or unknown costs, ${changed} of them cost something else now\n`);
  for (const model of models.values()) process.stdout.write(`  ${lineOf(model)}\n`);
  if (changed === 0) return 0;
  if (!values.apply) {
    process.stdout.write("Nothing was stored. Add --apply to store it.\n");
    return 0;
  }
  const stored = await through(values, true);
  process.stdout.write(`Stored: ${stored.changed} calls. Reported costs were left alone.\n`);
  return 0;
};

async function through(values: Words, apply: boolean): Promise<RepricedSum> {
  let sum = nothingRepriced;
  for await (const page of throughPages<Reprice>(values, "reprice", { apply })) {
    sum = repricedSum(sum, page);
    if (page.nextCursor !== null)
      process.stderr.write(`${sum.calls} calls; to go on from here: --cursor ${page.nextCursor}\n`);
  }
  return sum;
}

function lineOf({ provider, model, changed, before, after, unknownBefore, unknownAfter }: RepricedModel): string {
  const unknown =
    unknownBefore === unknownAfter ? "" : `, unknown for ${unknownBefore} calls before and ${unknownAfter} now`;
  return `${provider ?? "?"} ${model ?? "?"}: ${changed} calls, $${before} before, $${after} now${unknown}`;
}
