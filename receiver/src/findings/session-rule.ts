import type { RuleName } from "../model/finding.ts";
import type { Step } from "../model/step.ts";
import type { Found } from "./rule.ts";
import type { Thresholds } from "./thresholds.ts";

/** A trace of a session. */
export interface Turn {
  readonly traceId: string;
  readonly steps: readonly Step[];
  /** The whole of what the user asked last in it; null where that is not known. */
  readonly question: string | null;
}

export interface FoundInSession extends Found {
  /** Where it shows last. */
  readonly traceId: string;
}

export interface SessionRule {
  readonly name: RuleName;
  readonly find: (turns: readonly Turn[], thresholds: Thresholds) => Iterable<FoundInSession>;
}
