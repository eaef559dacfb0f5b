import { dollars, picoDollars } from "../model/cost.ts";
import type { Tokens } from "../model/usage.ts";

/** Of a step, a trace or a session. */
export interface Measures {
  readonly tokens: Tokens | null;
  readonly cost: { readonly total: string } | null;
  readonly durationNanos: string | null;
  readonly timeToFirstTokenNanos?: string | null;
}

/** Right less left; null where one side does not say. Money is a decimal string in US dollars. */
export interface Difference {
  readonly tokens: Tokens | null;
  readonly cost: string | null;
  readonly durationNanos: string | null;
  readonly timeToFirstTokenNanos: string | null;
}

export function differenceOf(left: Measures, right: Measures): Difference {
  return {
    tokens: left.tokens && right.tokens && tokensLess(left.tokens, right.tokens),
    cost: moneyLess(left.cost?.total, right.cost?.total),
    durationNanos: nanosLess(left.durationNanos, right.durationNanos),
    timeToFirstTokenNanos: nanosLess(left.timeToFirstTokenNanos, right.timeToFirstTokenNanos),
  };
}

const tokensLess = (left: Tokens, right: Tokens): Tokens => ({
  input: right.input - left.input,
  output: right.output - left.output,
  total: right.total - left.total,
  cached: right.cached - left.cached,
  cacheWrite: right.cacheWrite - left.cacheWrite,
  reasoning: right.reasoning - left.reasoning,
});

function moneyLess(left: string | undefined, right: string | undefined): string | null {
  const [one, other] = [picoDollars(left), picoDollars(right)];
  return one === undefined || other === undefined ? null : dollars(other - one);
}

function nanosLess(left: string | null | undefined, right: string | null | undefined): string | null {
  return left === null || left === undefined || right === null || right === undefined
    ? null
    : String(BigInt(right) - BigInt(left));
}

export interface Summary extends Measures {
  readonly spanCount: number;
  readonly errorCount: number;
  readonly llmCalls: number;
  readonly toolCalls: number;
}

export interface SummaryDifference extends Difference {
  readonly spanCount: number;
  readonly errorCount: number;
  readonly llmCalls: number;
  readonly toolCalls: number;
}

/** Of two traces or sessions. */
export const summaryDifference = (left: Summary, right: Summary): SummaryDifference => ({
  ...differenceOf(left, right),
  spanCount: right.spanCount - left.spanCount,
  errorCount: right.errorCount - left.errorCount,
  llmCalls: right.llmCalls - left.llmCalls,
  toolCalls: right.toolCalls - left.toolCalls,
});
