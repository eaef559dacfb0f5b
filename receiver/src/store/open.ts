import { openEmbedded } from "./embedded.ts";
import type { LaneSettings } from "./lanes.ts";
import { openServer } from "./server.ts";
import type { Store } from "./store.ts";

export interface EmbeddedOptions {
  readonly kind: "embedded";
  readonly dataDir: string;
  readonly lanes?: LaneSettings;
}

export interface ServerOptions {
  readonly kind: "server";
  readonly url: string;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  readonly cluster?: string | undefined;
  /** Whether bytes are made fewer on their way; left out, they are when the server is on another machine. */
  readonly compression?: boolean;
  readonly lanes?: LaneSettings;
}

export type StoreOptions = EmbeddedOptions | ServerOptions;

/**
 * Opens the store. The embedded engine is open when this resolves, or it throws with what to do; a server may be away
 * and is asked with the first question.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  return options.kind === "embedded" ? openEmbedded(options) : openServer(options);
}
