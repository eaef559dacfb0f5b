/** From where on something is a finding. Counts are the least that is one. */
export interface Thresholds {
  readonly repeatedCalls: number;
  readonly thrashCalls: number;
  /** Percent of those calls that came to nothing. */
  readonly thrashPercent: number;
  readonly retryFailures: number;
  /** Within which so many fail. */
  readonly retrySeconds: number;
  readonly pingPongHandOffs: number;
  /** An answer of more tokens than this is taken to be uncaptured rather than empty. */
  readonly emptyAnswerTokens: number;
  readonly truncatedAnswers: number;
  readonly contextPercent: number;
  readonly growingCalls: number;
  readonly growingFactor: number;
  /** Tokens of the last prompt. */
  readonly growingTokens: number;
  readonly stuckSeconds: number;
  readonly firstTokenSeconds: number;
  readonly swallowedErrors: number;
  readonly sameErrorTraces: number;
  readonly askedAgain: number;
}
