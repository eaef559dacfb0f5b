import { type Priced, picoDollars } from "../model/cost.ts";
import type { CallToPrice, EntryCost, Reckoning } from "../model/ledger.ts";
import { type Draft, noCost } from "./draft.ts";
import { inTurns } from "./in-turns.ts";
import { isRefused } from "./refused.ts";

/** What each call that counts cost: as reported, else as computed, else as estimated, else nothing or nobody knows. */
export function* price(ordered: readonly Draft[], how: Reckoning): Generator<undefined, void> {
  yield* inTurns(ordered, (draft) => {
    if (!draft.counts) return;
    const cost = costOf(draft, how);
    if (cost.total <= most) draft.cost = cost;
  });
}

/** A million dollars for one call is not to be believed; it is also all that a row has room for. */
const most = 999_999_000_000_000_000n;

function costOf(draft: Draft, how: Reckoning): EntryCost {
  const priced = pricedOf(draft, how);
  const reported = draft.reportedCost === "" ? undefined : picoDollars(draft.reportedCost);
  // Libraries that know no price write 0: that is no report of a call that used something.
  if (reported !== undefined && (reported > 0n || draft.usage === undefined)) return reportedCost(reported, priced);
  if (priced !== undefined) return { source: "computed", ...partsOf(priced) };
  if (draft.kind !== "tool" && isRefused(draft)) return { ...noCost, source: "failed" };
  return estimatedCost(draft, how);
}

const noTokens = { input: 0, output: 0, cached: 0, cacheWrite: 0, reasoning: 0 };

function pricedOf(draft: Draft, how: Reckoning): Priced | undefined {
  if (draft.kind === "tool" || (draft.usage === undefined && draft.details === undefined)) return undefined;
  // No model answers to nothing: what it read was not told, and without it the cost would be too low.
  if (draft.kind === "llm" && draft.usage?.input === 0 && draft.usage.output > 0) return undefined;
  return how.price(callOf(draft, draft.usage ?? noTokens), draft);
}

function callOf(draft: Draft, usage: CallToPrice["usage"]): CallToPrice {
  const { provider, model, responseModel, start, details, tier } = draft;
  return {
    provider: provider || undefined,
    model: model || undefined,
    responseModel: responseModel || undefined,
    at: start,
    usage,
    details: { ...details },
    tier: tier || undefined,
  };
}

function partsOf({ total, input, output, cached, cacheWrite, version, lines }: Priced): Omit<EntryCost, "source"> {
  return { total, input, output, cached, cacheWrite, version, lines };
}

/** Split as the computed cost is, where there is one. */
function reportedCost(total: bigint, priced: Priced | undefined): EntryCost {
  if (priced === undefined || priced.total <= 0n) return { ...noCost, source: "reported", total };
  const share = (part: bigint) => (part * total) / priced.total;
  const [output, cached, cacheWrite] = [share(priced.output), share(priced.cached), share(priced.cacheWrite)];
  const input = total - output - cached - cacheWrite;
  return { ...noCost, source: "reported", total, input, output, cached, cacheWrite };
}

function estimatedCost(draft: Draft, how: Reckoning): EntryCost {
  if (draft.usage !== undefined || draft.kind !== "llm" || draft.state !== "ended" || draft.failed) return noCost;
  const counted = how.estimate?.(callOf(draft, noTokens), draft);
  if (counted === undefined) return noCost;
  draft.estimated = counted;
  const priced = how.price(callOf(draft, { ...noTokens, ...counted }), draft);
  return priced === undefined ? noCost : { source: "estimated", ...partsOf(priced) };
}
