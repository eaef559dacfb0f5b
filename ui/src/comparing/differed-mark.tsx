import { Equal, type LucideIcon, Minus, Pencil, Plus } from "lucide-react";
import type { StepPair } from "./compare-query.ts";
import type { Differed } from "./difference-words.ts";

const marks: Readonly<Record<StepPair["status"], { Icon: LucideIcon; hue: string; said: string }>> = {
  same: { Icon: Equal, hue: "text-quiet", said: "the same" },
  changed: { Icon: Pencil, hue: "text-warning", said: "changed" },
  added: { Icon: Plus, hue: "text-accent", said: "added" },
  removed: { Icon: Minus, hue: "text-error", said: "removed" },
};

/** What became of a step from the left to the right: a sign of its own for each. */
export function PairMark({ status, size = 14 }: { status: StepPair["status"]; size?: number }) {
  const { Icon, hue, said } = marks[status];
  return <Icon size={size} strokeWidth={2.5} className={`shrink-0 ${hue}`} role="img" aria-label={said} />;
}

interface DifferenceProps {
  readonly of: Differed | null;
  /** Whether less is better; of most numbers neither way is. */
  readonly isLessBetter?: boolean;
}

/** Right less left, coloured only where one way is worse. */
export function Difference({ of, isLessBetter = false }: DifferenceProps) {
  if (of === null) return <span className="text-quiet">–</span>;
  const hue = !isLessBetter || of.way === "same" ? "" : of.way === "more" ? "text-error" : "text-ok";
  return <span className={`whitespace-nowrap tabular-nums ${of.way === "same" ? "text-quiet" : hue}`}>{of.words}</span>;
}
