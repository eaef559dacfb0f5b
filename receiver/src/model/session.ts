import type { Status } from "./span.ts";
import type { Cost, CostCoverage, Tokens } from "./usage.ts";

export const endReasons = ["explicit", "timeout", "exit"] as const;
export type EndReason = (typeof endReasons)[number];

export interface Session {
  readonly sessionId: string;
  readonly name: string;
  readonly status: Status;
  readonly startTime: string;
  readonly endTime: string | null;
  readonly durationNanos: string | null;
  readonly endReason: EndReason | null;
  readonly traceCount: number;
  readonly spanCount: number;
  readonly errorCount: number;
  readonly llmCalls: number;
  readonly toolCalls: number;
  readonly tokens: Tokens | null;
  readonly cost: Cost | null;
  readonly costCoverage: CostCoverage;
  readonly botName: string | null;
  readonly botType: string | null;
  readonly platform: string | null;
  readonly userId: string | null;
  readonly agentName: string | null;
  readonly service: string | null;
  readonly tags: readonly string[];
  readonly metadata: Readonly<Record<string, unknown>>;
}
