import { formatExact, plural } from "../../../receiver/src/format.ts";
import type { RepricedSum } from "../../../receiver/src/history/repriced-sum.ts";

export function repricedWords({ calls, changed }: RepricedSum, isStored: boolean): string {
  if (isStored) return `Stored: ${formatExact(changed)} of ${plural(calls, "call")} cost something else now.`;
  if (changed === 0) return `${plural(calls, "call")} looked at; none would cost anything else.`;
  return `${formatExact(changed)} of ${plural(calls, "call")} would cost something else. Nothing is stored yet.`;
}
