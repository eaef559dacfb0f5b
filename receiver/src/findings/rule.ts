import type { Finding, RuleName } from "../model/finding.ts";
import type { Step } from "../model/step.ts";
import type { Thresholds } from "./thresholds.ts";

/** A trace, made ready for rules. */
export interface Story {
  readonly traceId: string;
  /** By start, without those that another span tells. */
  readonly steps: readonly Step[];
  readonly byId: ReadonlyMap<string, Step>;
  /** Unix nanoseconds. */
  readonly now: bigint;
  readonly contextWindow: ContextWindow;
}

/** Tokens a model takes in at most, the answer included; undefined where nobody knows. */
export type ContextWindow = (provider: string, model: string) => number | undefined;

/** A finding with the steps that show it, as many as there are. */
export interface Found extends Pick<Finding, "severity" | "title" | "facts"> {
  readonly steps: readonly Step[];
}

/** Looks once at each step, whatever their number, and never throws. */
export interface Rule {
  readonly name: RuleName;
  readonly find: (story: Story, thresholds: Thresholds) => Iterable<Found>;
}
