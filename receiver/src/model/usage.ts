/** `input` includes `cached` and `cacheWrite`; `output` includes `reasoning`: whatever the dialect itself says. */
export interface Tokens {
  readonly input: number;
  readonly output: number;
  readonly total: number;
  readonly cached: number;
  readonly cacheWrite: number;
  readonly reasoning: number;
}

/** Decimal strings in US dollars. An unknown price gives no `Cost` at all, never "0". */
export interface Cost {
  readonly total: string;
  readonly input: string;
  readonly output: string;
  readonly cached: string;
  readonly cacheWrite: string;
  readonly source: "reported" | "computed" | "estimated";
  readonly priceVersion: string | null;
}

/** Of how many calls the cost was reported, computed or estimated, and of how many nobody knows it. */
export interface CostCoverage {
  readonly reported: number;
  readonly computed: number;
  readonly estimated: number;
  readonly unknown: number;
}

/** What usage can be told by. */
export const usageDimensions = [
  "model",
  "provider",
  "agent",
  "user",
  "session",
  "tool",
  "platform",
  "tag",
  "service",
  "kind",
  "environment",
  "bot",
  "botType",
  "endReason",
  "status",
] as const;
export type UsageDimension = (typeof usageDimensions)[number];

/** By how much time; none is all of it at once. */
export const usageIntervals = ["minute", "hour", "day", "week", "month", "none"] as const;
export type UsageInterval = (typeof usageIntervals)[number];

/** What usage counts: calls, or whole traces or sessions. */
export const usageSubjects = ["spans", "traces", "sessions"] as const;
export type UsageOf = (typeof usageSubjects)[number];
