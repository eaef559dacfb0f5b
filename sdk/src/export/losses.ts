export type LossReason = "queueFull" | "rejected" | "unreachable" | "encoding";

/** How many spans, log records or data points arrived, and how many never will. */
export interface Losses {
  readonly sent: number;
  readonly dropped: Readonly<Record<LossReason, number>>;
  /** What stood in the way last, in words; nothing since it worked again. */
  readonly trouble: string | undefined;
}

/** The same, while it is being counted. */
export class LossCount implements Losses {
  sent = 0;
  readonly dropped: Record<LossReason, number> = { queueFull: 0, rejected: 0, unreachable: 0, encoding: 0 };
  trouble: string | undefined;
}

export const countAll = () => ({ traces: new LossCount(), logs: new LossCount(), metrics: new LossCount() });
