/** What is known of a session when it starts. */
export interface SessionFacts {
  readonly userId?: string | undefined;
  readonly platform?: string | undefined;
  readonly botName?: string | undefined;
  readonly botType?: string | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly metadata?: Readonly<Record<string, unknown>> | undefined;
}

export type EndReason = "explicit" | "timeout" | "exit";

export interface Session extends SessionFacts {
  readonly id: string;
}
