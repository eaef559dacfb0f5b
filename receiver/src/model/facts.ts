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
  readonly tags?: readonly string[] | undefined;
  readonly provider?: string | undefined;
  readonly model?: string | undefined;
  readonly responseModel?: string | undefined;
  readonly usage?: Usage | undefined;
  readonly finishReasons?: readonly string[] | undefined;
  readonly streaming?: boolean | undefined;
  readonly firstTokenNanos?: number | undefined;
  readonly toolName?: string | undefined;
  readonly toolCallId?: string | undefined;
  readonly errorType?: string | undefined;
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
