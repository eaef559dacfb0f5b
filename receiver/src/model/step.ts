import type { Kind, Status } from "./span.ts";

/** A span as far as one must know it to say what went wrong. What it does not say is ''. */
export interface Step {
  readonly spanId: string;
  readonly parentSpanId: string;
  readonly name: string;
  readonly kind: Kind;
  readonly status: Status;
  /** It never ended, and its process fell silent. */
  readonly isAbandoned: boolean;
  /** Unix nanoseconds. */
  readonly start: bigint;
  /** Undefined while it runs, and where it was abandoned. */
  readonly end: bigint | undefined;
  /** Another span says it all. */
  readonly isHidden: boolean;
  /** Whether it is a call of its own, and not told by another span too. */
  readonly counts: boolean;
  readonly agentName: string;
  readonly provider: string;
  readonly model: string;
  readonly usage: StepUsage | undefined;
  readonly finishReasons: readonly string[];
  /** Nanoseconds until the first token; 0 where nobody says. */
  readonly firstToken: bigint;
  readonly toolName: string;
  readonly errorType: string;
  readonly errorMessage: string;
  /** Undefined where it was not looked at. */
  readonly said: StepSaid | undefined;
}

export interface StepUsage {
  readonly input: number;
  readonly output: number;
  readonly reasoning: number;
}

/** What was said in a call, in as few words as comparing takes. */
export interface StepSaid {
  /** Tells apart what was given to it; '' where that was not captured. */
  readonly given: string;
  /** Tells apart what came back; '' where that was not captured. */
  readonly returned: string;
  /** An answer or result was captured, and there is nothing in it. */
  readonly isBlank: boolean;
  /** What a result says of an error though the call went well; '' mostly. */
  readonly complaint: string;
}
