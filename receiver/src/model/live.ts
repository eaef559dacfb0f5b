import type { Kind, Status } from "./span.ts";
import type { Cost, Tokens } from "./usage.ts";

/** A span as it is told while things happen: without what was said in it. */
export interface LiveSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | null;
  readonly name: string;
  readonly kind: Kind;
  readonly status: Status;
  readonly startTime: string;
  readonly endTime: string | null;
  readonly durationNanos: string | null;
  readonly service: string | null;
  readonly sessionId: string | null;
  readonly userId: string | null;
  readonly agentName: string | null;
  readonly provider: string | null;
  readonly model: string | null;
  readonly toolName: string | null;
  readonly errorType: string | null;
  readonly tokens: Tokens | null;
  readonly cost: Cost | null;
  readonly countsTowardTotals: boolean;
  /** It tells what another span tells too, and is in no list: see `duplicateOf` of the ledger. */
  readonly hidden: boolean;
}
