import { formatExact, plural } from "../../../receiver/src/format.ts";
import type { Changed, Reread } from "../../../receiver/src/history/reread.ts";

/** Spans read again, and what of them would be another. */
export interface RereadSum {
  readonly read: number;
  readonly changed: number;
  readonly byFact: ReadonlyMap<string, number>;
  readonly examples: readonly Changed[];
}

const mostExamples = 12;

/** With a page more. */
export function rereadSum(sum: RereadSum | undefined, { read, changed, byFact, examples }: Reread): RereadSum {
  const all = new Map(sum?.byFact);
  for (const [fact, count] of Object.entries(byFact)) all.set(fact, (all.get(fact) ?? 0) + count);
  return {
    read: (sum?.read ?? 0) + read,
    changed: (sum?.changed ?? 0) + changed,
    byFact: all,
    examples: [...(sum?.examples ?? []), ...examples].slice(0, mostExamples),
  };
}

export function rereadWords({ read, changed }: RereadSum, isStored: boolean): string {
  if (isStored) return `Stored: ${formatExact(changed)} of ${plural(read, "span")} are told otherwise now.`;
  if (changed === 0) return `${plural(read, "span")} read; none would change.`;
  return `${formatExact(changed)} of ${plural(read, "span")} would change. Nothing is stored yet.`;
}

const longest = 120;

/** A fact before or after, short enough to stand in a line. */
export function factWords(value: unknown): string {
  if (value === null || value === undefined || value === "") return "nothing";
  if (Array.isArray(value) && value.length === 0) return "nothing";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
