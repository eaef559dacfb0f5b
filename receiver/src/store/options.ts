import type { LaneSettings } from "./lanes.ts";

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
