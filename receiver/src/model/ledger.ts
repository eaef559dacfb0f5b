import type { Call, CostLine, Priced } from "./cost.ts";
import type { Usage, UsageDetails } from "./facts.ts";
import type { Kind } from "./span.ts";

/** What the newest telling of a span states itself, as far as the ledger asks. Ids are hex, '' where there is none. */
export interface SlimSpan {
  readonly spanId: string;
  readonly parentSpanId: string;
  /** Unix nanoseconds. */
  readonly start: bigint;
  readonly duration: bigint;
  readonly state: "running" | "abandoned" | "ended";
  readonly failed: boolean;
  /** `log` when it was built from a log event that tells of a call. */
  readonly signal: "span" | "log";
  readonly kind: Kind;
  readonly dialect: string;
  readonly service: string;
  readonly scope: string;
  readonly environment: string;
  readonly sessionId: string;
  readonly userId: string;
  readonly agentName: string;
  readonly workflowName: string;
  readonly platform: string;
  readonly tags: readonly string[];
  readonly provider: string;
  readonly model: string;
  readonly responseModel: string;
  readonly responseId: string;
  readonly usage: Usage | undefined;
  readonly details: UsageDetails | undefined;
  readonly tier: string;
  /** US dollars as the library wrote them. */
  readonly reportedCost: string;
  /** The reader's opinion: whether it is a call of its own, as far as the span alone can tell. */
  readonly counts: boolean;
  readonly toolName: string;
  readonly toolCallId: string;
  readonly errorType: string;
  readonly errorMessage: string;
  readonly finishReasons: readonly string[];
  /** Nanoseconds until the first token; 0 where nobody says. */
  readonly firstToken: bigint;
  /** Unix milliseconds. */
  readonly received: number;
  /** Days. */
  readonly retention: number;
}

/** Why a span's use is not summed. */
export type NotCounted =
  | "not a call"
  | "wrapper"
  | "view"
  | "sum of the calls below"
  | "same call as another span"
  | "same response id"
  | "same tool call"
  | "told by a span"
  | "told by spans of the session";

/** `none`: nobody knows. `failed`: the call was refused before it used anything, so there is nothing to know. */
export type CostSource = "none" | "failed" | "reported" | "computed" | "estimated";

/** Money is in pico-dollars: a dollar is 10^12. */
export interface EntryCost {
  readonly source: CostSource;
  readonly total: bigint;
  readonly input: bigint;
  readonly output: bigint;
  readonly cached: bigint;
  readonly cacheWrite: bigint;
  readonly version: string;
  readonly lines: readonly CostLine[];
}

/** A span with what it inherits from those above it and takes over from those that tell of the same call. */
export interface Entry extends SlimSpan {
  readonly why: NotCounted | "";
  /** The span that counts in its place, or ''. */
  readonly duplicateOf: string;
  /** Not shown in lists of spans: another span says it all. */
  readonly hidden: boolean;
  /** Says something that its own telling does not say: taken over from another span of the same call. */
  readonly adopted: boolean;
  readonly cost: EntryCost;
  /** Counted by a tokenizer where nobody told them; 0 elsewhere. */
  readonly estimated: Estimated;
}

/** Tokens as a tokenizer counts them. */
export interface Estimated {
  readonly input: number;
  readonly output: number;
}

/** What the entries that count add up to. */
export interface LedgerSums {
  readonly llmCalls: number;
  readonly toolCalls: number;
  readonly usage: Usage | undefined;
  readonly cost: Omit<EntryCost, "source" | "lines" | "version">;
  /** Of the calls to models: how many have a cost, by where it is from, and how many have none. */
  readonly reportedCalls: number;
  readonly computedCalls: number;
  readonly estimatedCalls: number;
  readonly unpricedCalls: number;
  /** The one price version of all costs; '' when there is none, or more than one. */
  readonly priceVersion: string;
}

/** The spans that tell best what a trace was asked and what it answered; '' where there is none. */
export interface SpeakerIds {
  /** The first agent or workflow. */
  readonly outer: string;
  readonly firstCall: string;
  readonly lastCall: string;
}

export interface TraceSummary extends LedgerSums {
  readonly sessionId: string;
  readonly userId: string;
  readonly agentName: string;
  readonly platform: string;
  readonly tags: readonly string[];
  /** How many of the spans are hidden, and what leaving them out and taking over from them changes. */
  readonly hidden: number;
  readonly errors: number;
  readonly running: number;
  readonly speakers: SpeakerIds;
}

export interface Reckoned {
  /** One for each span that has something to say. */
  readonly entries: readonly Entry[];
  readonly summary: TraceSummary;
}

/** The project is known to whoever asks. */
export type CallToPrice = Omit<Call, "project">;

export interface Reckoning {
  /** What a call costs; undefined when nobody knows its price. */
  readonly price: (call: CallToPrice, span: SlimSpan) => Priced | undefined;
  /** Tokens counted by a tokenizer, for a call that was answered and whose provider sent none. */
  readonly estimate?: ((call: CallToPrice, span: SlimSpan) => Estimated | undefined) | undefined;
  readonly known: {
    /** How many counting model calls of the session spans of that dialect tell, in whatever trace. */
    readonly spanCallsOfSession: (session: string, dialect: string) => number;
  };
}

/** Reckons one trace from the newest telling of each of its spans; yields now and then, so that others may work. */
export type Reckon = (spans: readonly SlimSpan[], how: Reckoning) => Generator<undefined, Reckoned>;
