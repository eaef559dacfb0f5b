import type { Span } from "../../../receiver/src/model/span.ts";

/** Whether there is a cost to speak of: of a call that counts and is over, none is told as unknown. */
export function hasCost({ cost, kind, countsTowardTotals, status }: Span): boolean {
  if (cost) return true;
  return countsTowardTotals && status !== "running" && (kind === "llm" || kind === "embedding" || kind === "rerank");
}
