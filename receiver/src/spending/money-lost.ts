import type { PicoDollars } from "../model/cost.ts";
import type { PromptCall } from "../model/prompt.ts";
import { type PriceOf, scaled } from "./cache-savings.ts";

/** What a call would have cost less, had it read so many more tokens from the cache. Null without prices. */
export function moneyLost({ call, cost }: PromptCall, tokens: number, priceOf: PriceOf): PicoDollars | null {
  const { input, cached, cacheWrite } = call.usage;
  const uncached = input - cached;
  if (uncached <= 0) return 0n;
  const written = Math.min(cacheWrite, Math.round((tokens * cacheWrite) / uncached));
  const usage = { ...call.usage, cached: cached + tokens, cacheWrite: cacheWrite - written };
  const [paid, hit] = [priceOf(call), priceOf({ ...call, usage })];
  if (paid === undefined || hit === undefined) return null;
  const lost = scaled(paid.total - hit.total, cost, paid.total);
  return lost > 0n ? lost : 0n;
}
