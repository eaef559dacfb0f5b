import type { RatedTokens, UnratedCall } from "../model/cache-use.ts";
import { type Call, type PicoDollars, type Priced, picoDollars } from "../model/cost.ts";

/** What caches changed, against a price at which nothing is cached. */
export interface Savings {
  /** Of how many calls it is known. */
  readonly calls: number;
  /** What reading saved. */
  readonly saved: PicoDollars;
  /** What writing cost more. */
  readonly paid: PicoDollars;
}

export type PriceOf = (call: Call) => Priced | undefined;

export const noSavings: Savings = { calls: 0, saved: 0n, paid: 0n };

export const plusSavings = (one: Savings, other: Savings): Savings => ({
  calls: one.calls + other.calls,
  saved: one.saved + other.saved,
  paid: one.paid + other.paid,
});

/** By the prices the calls were paid at. */
export function savingsAtRates({ calls, rates, quantities }: RatedTokens): Savings {
  const uncached = (tokens: number) => costAt(tokens, rates.input);
  const { read, write, hour } = quantities;
  return {
    calls,
    saved: uncached(read) - costAt(read, rates.read),
    paid: costAt(write, rates.write) + costAt(hour, rates.hour) - uncached(write + hour),
  };
}

const million = 1_000_000n;

/** A rate is of a million tokens. Rounded half up. */
const costAt = (tokens: number, rate: string): PicoDollars =>
  (BigInt(tokens) * (picoDollars(rate) ?? 0n) + million / 2n) / million;

/** By the prices known now, and where its cost was reported in proportion to it. Undefined without prices. */
export function savingsOfCall(
  { call, cost }: Pick<UnratedCall, "call" | "cost">,
  priceOf: PriceOf,
): Savings | undefined {
  const { usage } = call;
  const paid = priceOf(call);
  const unread = priceOf({ ...call, usage: { ...usage, cached: 0 } });
  const unwritten = priceOf({ ...call, usage: { ...usage, cacheWrite: 0 } });
  if (paid === undefined || unread === undefined || unwritten === undefined) return undefined;
  const inProportion = (amount: PicoDollars) => scaled(amount, cost, paid.total);
  return { calls: 1, saved: inProportion(unread.total - paid.total), paid: inProportion(paid.total - unwritten.total) };
}

/** As much of what it cost as the amount is of its price. */
export function scaled(amount: PicoDollars, cost: PicoDollars | null, priced: PicoDollars): PicoDollars {
  return cost === null || priced === 0n ? amount : (amount * cost) / priced;
}
