import { reckon } from "../ledger/reckon.ts";
import type { Reckoner } from "../store/settle-traces.ts";

/** How what was used is counted and priced. */
export const reckoner: Reckoner = {
  reckon,
  price: () => undefined,
  eventDialects: new Set(["claude-code", "codex", "gemini-cli"]),
};
