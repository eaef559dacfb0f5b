import type { Call, PicoDollars } from "./cost.ts";

/** What the use of caches can be told by. */
export const cacheDimensions = ["model", "provider", "agent", "session"] as const;
export type CacheDimension = (typeof cacheDimensions)[number];

/** Names in the order they were asked for; null where nothing is named. */
export type CacheGroup = readonly (string | null)[];

/** The calls of a group that told their tokens, and how their prompts fared. */
export interface CacheUse {
  readonly group: CacheGroup;
  readonly calls: number;
  /** Of these: something was read from a cache, or written to one. */
  readonly cachingCalls: number;
  readonly tokens: { readonly input: number; readonly cached: number; readonly cacheWrite: number };
  /** What was read and written where the ledger holds the prices it was paid at. */
  readonly rated: readonly RatedTokens[];
}

/** Rates are US dollars for a million tokens, decimal; '' where nothing was paid for at such a rate. */
export interface RatedTokens {
  readonly calls: number;
  readonly rates: { readonly input: string; readonly read: string; readonly write: string; readonly hour: string };
  /** Tokens read from a cache, written to one, and written for an hour. */
  readonly quantities: { readonly read: number; readonly write: number; readonly hour: number };
}

/** A call that used a cache and of which the ledger holds no prices: its cost was reported, or all of it was cached. */
export interface UnratedCall {
  readonly group: CacheGroup;
  readonly call: Call;
  /** What it cost; null where nobody knows. */
  readonly cost: PicoDollars | null;
}
