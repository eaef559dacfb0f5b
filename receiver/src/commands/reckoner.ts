import { reckon } from "../ledger/reckon.ts";
import { type OwnPrices, openPriceBook } from "../pricing/prices.ts";
import type { Reckoner } from "../store/settle-traces.ts";

/** How what was used is counted and priced; `own` are the prices that a project set itself. */
export function openReckoner(own: OwnPrices): Reckoner {
  return {
    reckon,
    price: openPriceBook(own).price,
    eventDialects: new Set(["claude-code", "codex", "gemini-cli"]),
  };
}

const none = { prices: [], aliases: [] };

/** With the published prices alone. */
export const reckoner = openReckoner(() => none);
