export const severities = ["info", "warning", "error"] as const;
export type Severity = (typeof severities)[number];

/** What can be found: of a trace, and at the end of a session. */
export const traceRules = [
  "stuck-run",
  "error-swallowed",
  "retry-storm",
  "repeated-call",
  "tool-thrash",
  "ping-pong",
  "empty-answer",
  "truncated-answer",
  "context-near-limit",
  "growing-prompt",
  "slow-first-token",
] as const;
export const sessionRules = ["same-error", "prompt-grows-by-turn", "asked-again"] as const;
export type RuleName = (typeof traceRules)[number] | (typeof sessionRules)[number];

/** What went wrong, as a rule found it. */
export interface Finding {
  readonly rule: RuleName;
  readonly severity: Severity;
  /** One sentence for a person, with the numbers. */
  readonly title: string;
  /** Of a session's finding: the trace where it shows last. */
  readonly traceId: string;
  /** Spans that show it, the first first; not all where there are many. */
  readonly spanIds: readonly string[];
  readonly facts: Readonly<Record<string, string | number | boolean | null>>;
}

/** A finding that is kept, with whose trace it was found in. */
export interface KeptFinding extends Finding {
  /** When the trace starts, Unix nanoseconds. */
  readonly startTime: string;
  readonly sessionId: string | null;
  readonly userId: string | null;
  readonly agentName: string | null;
  readonly service: string | null;
}

export interface RuleCount {
  readonly rule: RuleName;
  readonly findings: number;
  readonly traces: number;
  readonly bySeverity: Readonly<Record<Severity, number>>;
  /** When the last trace it was found in starts, Unix nanoseconds. */
  readonly lastTime: string;
  readonly lastTraceId: string;
}
