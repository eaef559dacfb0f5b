import { formatCost, formatDuration } from "../../../receiver/src/format.ts";
import { dollars } from "../../../receiver/src/model/cost.ts";
import { costIsKnown, costSourceShift, flag } from "../../../receiver/src/skeleton/wire.ts";
import { shownName } from "../parts/shown-name.ts";
import { endAt, hasFlag, isAbandoned, type Layout, runningRank, textAt, worstOf } from "./layout.ts";

/** How a span is called; some have no name. */
export function nameOf(layout: Layout, row: number): string {
  return shownName(textAt(layout, row, "name")) || "(no name)";
}

export function isRunning(layout: Pick<Layout, "flags">, row: number): boolean {
  const flags = layout.flags[row] as number;
  return worstOf(flags) === runningRank && (flags & flag.ended) === 0;
}

/** How long it took; what was given up has no end that anybody told. */
export function tookWords(layout: Layout, row: number, now: number): string {
  if (isAbandoned(layout.flags[row] as number)) return "no end";
  return formatDuration(Math.max(0, endAt(layout, row, now) - (layout.start[row] as number)));
}

/** Input and output together; null where nobody says. */
export function tokensAt(layout: Layout, row: number): number | null {
  if (!hasFlag(layout, row, flag.hasTokens)) return null;
  return (layout.input[row] as number) + (layout.output[row] as number);
}

const estimated = 3;

/** As it is read; null where it is not known. */
export function costWords(layout: Layout, row: number): string | null {
  const flags = layout.flags[row] as number;
  if (!costIsKnown(flags)) return null;
  const total = dollars(layout.cost[row] as bigint);
  return formatCost({ total, source: flags >> costSourceShift === estimated ? "estimated" : "computed" });
}

/** A call that counts, is over and of which nobody knows the cost. */
export function isCostMissing(layout: Layout, row: number): boolean {
  if (costIsKnown(layout.flags[row] as number) || !hasFlag(layout, row, flag.counts)) return false;
  return (
    worstOf(layout.flags[row] as number) === 0 && ["llm", "embedding", "rerank"].includes(textAt(layout, row, "kind"))
  );
}
