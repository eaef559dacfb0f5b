import type { Kind, Status } from "./span.ts";
import type { Cost, CostCoverage, Tokens } from "./usage.ts";

export interface Trace {
  readonly traceId: string;
  readonly name: string;
  readonly rootKind: Kind;
  readonly status: Status;
  readonly startTime: string;
  readonly endTime: string | null;
  readonly durationNanos: string | null;
  readonly spanCount: number;
  readonly errorCount: number;
  readonly llmCalls: number;
  readonly toolCalls: number;
  readonly tokens: Tokens | null;
  readonly cost: Cost | null;
  readonly costCoverage: CostCoverage;
  readonly sessionId: string | null;
  readonly userId: string | null;
  readonly agentName: string | null;
  readonly service: string | null;
  readonly tags: readonly string[];
  readonly inputPreview: string | null;
  readonly outputPreview: string | null;
}
