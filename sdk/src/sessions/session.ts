import type { Attributes } from "@opentelemetry/api";

/** What is known of a session when it starts. */
export interface SessionFacts {
  readonly userId?: string | undefined;
  readonly platform?: string | undefined;
  readonly botName?: string | undefined;
  /** Such as `conversational` or `agent`. */
  readonly botType?: string | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly metadata?: Readonly<Record<string, unknown>> | undefined;
}

export interface SessionOptions extends SessionFacts {
  /** Else a random UUID. */
  readonly id?: string | undefined;
}

export type EndReason = "explicit" | "timeout" | "exit";

export interface SessionEnd {
  readonly success?: boolean | undefined;
  /** Put beside, and over, what the session started with. */
  readonly metadata?: Readonly<Record<string, unknown>> | undefined;
}

/** A session as far as what happens in it must know it. */
export interface Session {
  readonly id: string;
  /** What spans at the top of a trace say of it, and those below. */
  readonly onTop: Attributes;
  readonly onSpan: Attributes;
  /** Something happened in it: the time until it ends by itself begins again. */
  touch(): void;
}

/** What somebody wrote to the agent. */
export interface ReceivedMessage {
  readonly text?: string | undefined;
  /** Who wrote it, where that is not the session's user. */
  readonly from?: string | undefined;
  /** In characters, where the text is not given. */
  readonly length?: number | undefined;
}

/** A session in the hands of whoever started it. Nothing of it throws; after its end only `run` does anything. */
export interface SessionHandle extends Disposable, AsyncDisposable {
  readonly id: string;
  /** Runs the work within the session, as one trace of it, and gives back what the work does. */
  run<Result>(work: () => Result): Result;
  end(end?: SessionEnd): void;
  event(name: string, data?: unknown): void;
  message(message: ReceivedMessage | string): void;
  error(error: unknown, context?: Readonly<Record<string, unknown>>): void;
}
