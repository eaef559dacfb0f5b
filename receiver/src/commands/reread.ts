import { parseArgs } from "node:util";
import type { Reread } from "../history/reread.ts";
import type { Run } from "./run.ts";
import { pageOptions, throughPages } from "./through-pages.ts";

/** Reads stored spans again; without --apply it only tells what would change. */
export const reread: Run = async (words) => {
  const { values } = parseArgs({ args: [...words], options: pageOptions });
  const { apply } = values;
  let [read, changed] = [0, 0];
  const byFact = new Map<string, number>();
  for await (const page of throughPages<Reread>(values, "reread", { apply })) {
    read += page.read;
    changed += page.changed;
    for (const [fact, count] of Object.entries(page.byFact)) byFact.set(fact, (byFact.get(fact) ?? 0) + count);
    const on = page.nextCursor === null ? "" : `; to go on from here: --cursor ${page.nextCursor}`;
    process.stderr.write(`${read} spans read, ${changed} ${apply ? "changed" : "would change"}${on}\n`);
  }
  process.stdout.write(`${read} spans read, ${changed} ${apply ? "changed" : "would change"}\n`);
  for (const [fact, count] of [...byFact].sort(([, one], [, other]) => other - one)) {
    process.stdout.write(`  ${fact}: ${count}\n`);
  }
  if (!apply && changed > 0) process.stdout.write("Nothing was stored. Add --apply to store it.\n");
  return 0;
};
