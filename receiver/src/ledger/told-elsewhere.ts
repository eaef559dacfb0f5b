import type { Reckoning } from "../model/ledger.ts";
import { type Draft, discount } from "./draft.ts";

/**
 * Some programs write events without a trace: what those tell lies in a trace of its own, beside the traces of the same
 * session. Where spans of that program tell the session's calls, they are what counts.
 */
export function discountToldElsewhere(ordered: readonly Draft[], { known }: Reckoning): void {
  if (ordered.some(({ signal }) => signal === "span")) return;
  for (const draft of ordered) {
    if (!draft.counts || draft.sessionId === "") continue;
    if (known.spanCallsOfSession(draft.sessionId, draft.dialect) > 0) discount(draft, "told by spans of the session");
  }
}
