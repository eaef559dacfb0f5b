import type { Kind } from "./span.ts";

/** What a dialect's reader found out about a span; what the span does not say is undefined. */
export interface Facts {
  readonly dialect: string;
  readonly kind: Kind;
  readonly sessionId?: string | undefined;
  readonly userId?: string | undefined;
  readonly agentName?: string | undefined;
  readonly workflowName?: string | undefined;
  readonly platform?: string | undefined;
  readonly environment?: string | undefined;
  readonly release?: string | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly provider?: string | undefined;
  readonly model?: string | undefined;
  readonly responseModel?: string | undefined;
  readonly responseId?: string | undefined;
  readonly usage?: Usage | undefined;
  /** By which rule `usage` came from what the span says. */
  readonly usageRule?: string | undefined;
  /** Parts of the usage that have prices of their own, and what is paid for by the piece. */
  readonly usageDetails?: UsageDetails | undefined;
  /** How it was bought, when not as usual: "batch", "flex", "priority". */
  readonly tier?: string | undefined;
  /** What the library says the call cost, in US dollars, as a decimal text. */
  readonly reportedCost?: string | undefined;
  readonly finishReasons?: readonly string[] | undefined;
  readonly streaming?: boolean | undefined;
  readonly firstTokenNanos?: number | undefined;
  readonly toolName?: string | undefined;
  readonly toolCallId?: string | undefined;
  /** It went wrong, though its status may not say so. */
  readonly failed?: boolean | undefined;
  readonly errorType?: string | undefined;
  readonly errorMessage?: string | undefined;
  /** Whether what it used enters the totals: only the span that made the real call says yes. */
  readonly counts: boolean;
}

/** `input` includes `cached` and `cacheWrite`; `output` includes `reasoning`. */
export interface Usage {
  readonly input: number;
  readonly output: number;
  readonly cached: number;
  readonly cacheWrite: number;
  readonly reasoning: number;
}

export const usageDetails = [
  "cacheWrite5m",
  "cacheWrite1h",
  "audioInput",
  "audioCached",
  "audioOutput",
  "imageInput",
  "imageOutput",
  "videoInput",
  "webSearches",
  "requests",
] as const;
export type UsageDetails = { readonly [Name in (typeof usageDetails)[number]]?: number };
