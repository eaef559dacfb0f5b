import type { UnratedCall } from "./cache-use.ts";

/** Ids are hex. */
export interface PromptPlace {
  readonly traceId: string;
  readonly spanId: string;
  /** Unix nanoseconds. */
  readonly start: bigint;
}

/** Two calls of one conversation, one after the other: the later read less from the cache than the earlier had put in. */
export interface PromptPair {
  readonly earlier: PromptPlace;
  readonly later: PromptPlace;
  /** As many tokens at most were in the prompt of the earlier too and paid for again. */
  readonly most: number;
  /** By which those that cost most come first. */
  readonly rank: number;
}

export interface PromptPairs {
  /** How many calls were looked at, and whether there were more. */
  readonly calls: number;
  readonly isCut: boolean;
  /** How many such pairs there are; of these, the first by rank are told. */
  readonly count: number;
  readonly pairs: readonly PromptPair[];
}

/** The later call of a pair. */
export interface PromptCall extends Pick<UnratedCall, "call" | "cost"> {
  readonly sessionId: string | null;
  readonly agentName: string | null;
}
