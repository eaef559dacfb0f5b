import type { Filters } from "../store/queries/filters.ts";
import { eventFrame, heartbeat, welcome, withId } from "./frame.ts";
import { Marks } from "./marks.ts";
import { Outbox, type Skipped } from "./outbox.ts";
import { encodePosition, type Position } from "./position.ts";

export const liveEvents = ["span", "trace", "session", "totals"] as const;
export type LiveEvent = (typeof liveEvents)[number];

export interface Asked {
  readonly filters: Filters;
  readonly events: ReadonlySet<LiveEvent>;
  /** From where to go on; "unknown" when what was sent is no position of ours. */
  readonly position: Position | "unknown" | undefined;
}

export interface News {
  /** Stands for this state of this thing. */
  readonly mark: string;
  readonly at: number;
  readonly start: bigint;
  readonly frame: string;
}

/** Why something is not told: the lists tell it. */
export type GapReason = "slow" | "many" | "old" | "unknown";

/** One who listens, and what it was told. */
export class Listener {
  readonly asked: Asked;
  readonly outbox: Outbox;
  /** It was told from where it listens, and what it missed. */
  isReady = false;
  private readonly marks = new Marks();
  private at = 0;
  private lastTotals = "";

  constructor(asked: Asked, mostWaiting: number) {
    this.asked = asked;
    this.outbox = new Outbox({ most: mostWaiting, tellSkipped: (skipped) => this.gapFrame("slow", skipped) });
  }

  /** Begins where it was: what is told from then on follows that. */
  begin({ at, told }: Position): void {
    this.at = at;
    for (const mark of told) this.marks.add(mark, at);
    this.outbox.offer(withId(welcome, this.id()));
  }

  /** In the order in which it came, so that who leaves in the middle can go on from there. */
  tell({ mark, at, start, frame }: News): void {
    if (this.marks.has(mark)) return;
    this.at = Math.max(this.at, at);
    this.marks.add(mark, at);
    this.outbox.offer(withId(frame, this.id()), { at, start });
  }

  /** All that came until then was told. */
  moveTo(at: number): void {
    this.at = Math.max(this.at, at);
  }

  tellGap(reason: GapReason, skipped: Partial<Skipped>): void {
    this.outbox.offer(this.gapFrame(reason, skipped), { at: this.at, start: undefined });
  }

  tellTotals(frame: string): void {
    if (frame === this.lastTotals) return;
    const isTold = this.outbox.offer(withId(frame, this.id()));
    if (isTold) this.lastTotals = frame;
  }

  beat(): void {
    if (this.isReady && this.outbox.isEmpty) this.outbox.offer(withId(heartbeat, this.id()));
  }

  private id(): string {
    return encodePosition({ at: this.at, told: this.marks.around(this.at) });
  }

  private gapFrame(reason: GapReason, { count, since, from }: Partial<Skipped>): string {
    const data = {
      reason,
      skipped: count ?? null,
      since: since === undefined ? null : `${since}000000`,
      from: from === undefined ? null : String(from),
    };
    return withId(eventFrame("gap", data), this.id());
  }
}
