import type { Usage } from "../model/facts.ts";
import { type Draft, discount } from "./draft.ts";
import { added } from "./usages.ts";

interface Below {
  usage: Usage;
  calls: number;
}

/** A model span that tells exactly the sum of several calls below it made none itself. */
export function discountSums(ordered: readonly Draft[]): void {
  const callAbove = new Map<Draft, Draft>();
  const sums = new Map<Draft, Below>();
  for (const draft of ordered) {
    const above = nearest(draft, callAbove);
    if (above === undefined) continue;
    callAbove.set(draft, above);
    if (isToldCall(draft)) addTo(sums, above, draft.usage as Usage);
  }
  for (const [draft, below] of sums)
    if (below.calls > 1 && isSum(draft.usage, below.usage)) discount(draft, "sum of the calls below");
}

const isToldCall = ({ kind, counts, usage }: Draft) => kind === "llm" && counts && usage !== undefined;

function nearest({ above }: Draft, callAbove: ReadonlyMap<Draft, Draft>): Draft | undefined {
  if (above === undefined) return undefined;
  return isToldCall(above) ? above : callAbove.get(above);
}

function addTo(sums: Map<Draft, Below>, above: Draft, usage: Usage): void {
  const below = sums.get(above);
  if (below === undefined) {
    sums.set(above, { usage, calls: 1 });
    return;
  }
  below.usage = added(below.usage, usage) as Usage;
  below.calls += 1;
}

function isSum(usage: Usage | undefined, below: Usage): boolean {
  return usage?.input === below.input && usage.output === below.output && usage.input + usage.output > 0;
}
