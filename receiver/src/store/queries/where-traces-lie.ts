import { minute } from "./conditions.ts";
import { type Range, within } from "./filters.ts";
import type { Parameters } from "./parameters.ts";

const aMinute = 60_000_000_000n;
/** Beyond so many, naming the minutes costs more than it saves. */
const mostMinutes = 5000;

/** Where traces lie, from first to last. What lies between those that are far from each other is not read. */
export function whereTracesLie(project: string, extents: readonly Range[], add: Parameters): string[] {
  const bounds = within(project, "start", around(extents), add);
  const minutes = minutesIn(extents);
  return minutes === undefined ? bounds : [...bounds, `${minute} IN ${add.add("Array(UInt64)", minutes)}`];
}

function around(extents: readonly Range[]): Range {
  let [from, to] = [extents[0]?.from ?? 0n, 0n];
  for (const extent of extents) {
    if (extent.from < from) from = extent.from;
    if (extent.to > to) to = extent.to;
  }
  return { from, to };
}

function minutesIn(extents: readonly Range[]): readonly bigint[] | undefined {
  const minutes = new Set<bigint>();
  for (const { from, to } of extents)
    for (let at = from / aMinute; at <= (to - 1n) / aMinute; at += 1n) {
      if (minutes.size === mostMinutes) return undefined;
      minutes.add(at);
    }
  return [...minutes];
}
