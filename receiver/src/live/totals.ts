import type { Filters } from "../store/queries/filters.ts";
import type { Questions } from "../store/questions.ts";
import { byFilters } from "./by-filters.ts";
import { eventFrame } from "./frame.ts";
import type { Listener } from "./listener.ts";

const leastPause = 1000;
/** Summing takes at most one part in so many of the time. */
const restFactor = 20;
const aDay = 86_400_000;

export interface TotalsOptions {
  readonly readUsage: Questions["readUsage"];
  /** Unix milliseconds. */
  readonly now: () => number;
  readonly onFault: (error: unknown) => void;
}

/** Tells the sums as they move: of the range that was asked for, else of today in UTC, and by the answer that lists give. */
export class Totals {
  private readonly options: TotalsOptions;
  private hasMoved = true;
  private isSumming = false;
  private again = 0;

  constructor(options: TotalsOptions) {
    this.options = options;
  }

  moved(): void {
    this.hasMoved = true;
  }

  /** Sums where something moved and the last time is long enough ago; does not wait for it. */
  tick(listeners: Iterable<Listener>): void {
    if (!this.hasMoved || this.isSumming || performance.now() < this.again) return;
    const asking = [...listeners].filter(({ isReady, asked }) => isReady && asked.events.has("totals"));
    if (asking.length === 0) return;
    this.hasMoved = false;
    this.isSumming = true;
    void this.sum(asking);
  }

  private async sum(asking: readonly Listener[]): Promise<void> {
    const begun = performance.now();
    try {
      for (const { filters, listeners } of byFilters(asking)) {
        const frame = eventFrame("totals", await this.totals(filters));
        for (const listener of listeners) listener.tellTotals(frame);
      }
    } catch (error) {
      this.hasMoved = true;
      this.options.onFault(error);
    }
    const ended = performance.now();
    this.again = Math.max(begun + leastPause, ended + restFactor * (ended - begun));
    this.isSumming = false;
  }

  private async totals({ range, ...filters }: Filters) {
    const { readUsage, now } = this.options;
    const today = BigInt(Math.floor(now() / aDay) * aDay) * 1_000_000n;
    const asked = { from: range.from > 0n ? range.from : today, to: range.to };
    const query = { groupBy: [], interval: "none", limit: 1 } as const;
    const [usage = null] = await readUsage({ ...filters, range: asked }, query);
    return { from: String(asked.from), usage };
  }
}
