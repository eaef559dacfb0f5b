import { type Call, dollars, type PicoDollars, type Priced, picoDollars } from "../model/cost.ts";
import type { PricedCalls } from "../store/again/read-priced-calls.ts";
import type { TellingsQuery } from "../store/again/read-tellings.ts";

/** What pricing again needs from elsewhere. */
export interface RepriceOptions {
  readonly readPricedCalls: (query: TellingsQuery) => Promise<PricedCalls>;
  readonly price: (call: Call) => Priced | undefined;
  /** Makes the ledger and the summaries of these traces anew, with every cost computed again. */
  readonly settleAnew: (touched: ReadonlyMap<string, ReadonlySet<string>>) => Promise<void>;
}

export interface RepriceQuery extends TellingsQuery {
  /** Whether the new costs are stored. */
  readonly apply: boolean;
}

/** Calls, and what they cost before and after, in US dollars. */
export interface Repriced {
  readonly calls: number;
  readonly changed: number;
  readonly before: string;
  readonly after: string;
  /** Calls without a known price before, and after. */
  readonly unknownBefore: number;
  readonly unknownAfter: number;
}

export interface RepricedModel extends Repriced {
  readonly provider: string | null;
  readonly model: string | null;
}

export interface Reprice extends Repriced {
  /** Of those models of which some call changed. */
  readonly models: readonly RepricedModel[];
  readonly nextCursor: string | null;
}

/** Computes the costs of a page of calls again. What a library reported is no computation and is left alone. */
export async function reprice(options: RepriceOptions, query: RepriceQuery): Promise<Reprice> {
  const { apply, ...page } = query;
  const { calls, nextCursor } = await options.readPricedCalls(page);
  const all = new Sums();
  const models = new Map<string, Sums>();
  const traces = new Set<string>();
  for (const { traceId, call, cost } of calls) {
    const before = cost === null ? undefined : picoDollars(cost);
    const after = options.price(call)?.total;
    const key = JSON.stringify([call.provider ?? null, call.responseModel ?? call.model ?? null]);
    const sums = models.get(key) ?? new Sums();
    models.set(key, sums);
    for (const one of [all, sums]) one.add(before, after);
    if (before !== after) traces.add(traceId);
  }
  if (apply && traces.size > 0) await options.settleAnew(new Map([[query.project, traces]]));
  const changed = [...models].filter(([, sums]) => sums.changed > 0);
  return {
    ...all.told(),
    models: changed.map(([key, sums]) => {
      const [provider, model] = JSON.parse(key) as [string | null, string | null];
      return { provider, model, ...sums.told() };
    }),
    nextCursor,
  };
}

class Sums {
  changed = 0;
  private calls = 0;
  private before = 0n;
  private after = 0n;
  private unknownBefore = 0;
  private unknownAfter = 0;

  add(before: PicoDollars | undefined, after: PicoDollars | undefined): void {
    this.calls += 1;
    if (before !== after) this.changed += 1;
    if (before === undefined) this.unknownBefore += 1;
    if (after === undefined) this.unknownAfter += 1;
    this.before += before ?? 0n;
    this.after += after ?? 0n;
  }

  told(): Repriced {
    const { calls, changed, before, after, unknownBefore, unknownAfter } = this;
    return { calls, changed, before: dollars(before), after: dollars(after), unknownBefore, unknownAfter };
  }
}
