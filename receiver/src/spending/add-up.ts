import type { Piece, Spent } from "../model/spent.ts";
import type { CostCoverage, Tokens } from "../model/usage.ts";
import type { Stretch } from "./periods.ts";

const noTokens: Tokens = { input: 0, output: 0, total: 0, cached: 0, cacheWrite: 0, reasoning: 0 };
const noCoverage: CostCoverage = { reported: 0, computed: 0, estimated: 0, unknown: 0 };
const noCost = { total: 0n, input: 0n, output: 0n, cached: 0n, cacheWrite: 0n };

/** What the pieces add up to that lie in the stretch; it begins and ends where pieces do. */
export function spentIn(pieces: readonly Piece[], { from, to }: Stretch): Spent {
  const those = pieces.filter((piece) => piece.from >= from && piece.from < to);
  const tokens = those.flatMap((piece) => piece.tokens ?? []);
  return {
    calls: those.reduce((sum, { calls }) => sum + calls, 0),
    errors: those.reduce((sum, { errors }) => sum + errors, 0),
    tokens: tokens.length === 0 ? null : tokens.reduce(plus, noTokens),
    cost: those.map(({ cost }) => cost).reduce(plusMoney, noCost),
    costCoverage: those.map(({ costCoverage }) => costCoverage).reduce(plus, noCoverage),
    priceVersions: [...new Set(those.flatMap(({ priceVersions }) => priceVersions))],
  };
}

function plus<Numbers extends object>(one: Numbers, other: Numbers): Numbers {
  const sums = Object.entries(one).map(([name, value]) => [name, value + other[name as keyof Numbers]]);
  return Object.fromEntries(sums) as Numbers;
}

const plusMoney = (one: Spent["cost"], other: Spent["cost"]): Spent["cost"] => ({
  total: one.total + other.total,
  input: one.input + other.input,
  output: one.output + other.output,
  cached: one.cached + other.cached,
  cacheWrite: one.cacheWrite + other.cacheWrite,
});
