import { openEmbedded } from "./embedded.ts";
import type { StoreOptions } from "./options.ts";
import { openServer } from "./server.ts";
import type { Store } from "./store.ts";

/**
 * Opens the store. The embedded engine is open when this resolves, or it throws with what to do; a server may be away
 * and is asked with the first question.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  return options.kind === "embedded" ? openEmbedded(options) : openServer(options);
}
