import type { Message } from "./message.ts";
import type { Cost, Tokens } from "./usage.ts";

export const kinds = [
  "session",
  "agent",
  "workflow",
  "task",
  "operation",
  "llm",
  "tool",
  "retrieval",
  "embedding",
  "rerank",
  "guardrail",
  "evaluator",
  "memory",
  "prompt",
  "event",
  "http",
  "db",
  "span",
] as const;
export type Kind = (typeof kinds)[number];

export const statuses = ["ok", "error", "running"] as const;
export type Status = (typeof statuses)[number];

/** A span as the query API tells it. Times are decimal strings of Unix nanoseconds, ids lower-case hex, absent is null. */
export interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | null;
  readonly name: string;
  readonly kind: Kind;
  readonly dialect: string;
  readonly status: Status;
  readonly statusMessage: string | null;
  readonly startTime: string;
  readonly endTime: string | null;
  readonly durationNanos: string | null;
  readonly service: string | null;
  readonly sessionId: string | null;
  readonly userId: string | null;
  readonly agentName: string | null;
  readonly workflowName: string | null;
  readonly platform: string | null;
  readonly tags: readonly string[];
  readonly environment: string | null;
  readonly release: string | null;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly provider: string | null;
  readonly model: string | null;
  readonly responseModel: string | null;
  readonly tokens: Tokens | null;
  readonly cost: Cost | null;
  /** Of a call that counts: `failed` where it was refused before it used anything, `unknown` where nobody knows. */
  readonly noCostBecause: "failed" | "unknown" | null;
  readonly finishReasons: readonly string[];
  readonly streaming: boolean | null;
  readonly timeToFirstTokenNanos: string | null;
  readonly countsTowardTotals: boolean;
  /** In a few words that stay the same. */
  readonly notCountedBecause: string | null;
  readonly duplicateOf: string | null;
  readonly system: string | null;
  readonly input: readonly Message[];
  readonly output: readonly Message[];
  readonly tool: {
    readonly name: string;
    readonly callId: string | null;
    readonly arguments: unknown;
    readonly result: unknown;
  } | null;
  readonly error: { readonly type: string | null; readonly message: string; readonly stack: string | null } | null;
  readonly events: readonly SpanEvent[];
  readonly links: readonly Link[];
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly resource: Readonly<Record<string, unknown>>;
}

export interface SpanEvent {
  readonly time: string;
  readonly name: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

export interface Link {
  readonly traceId: string;
  readonly spanId: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}
