import type { Span } from "../../../receiver/src/model/span.ts";

interface CostPart {
  readonly name: string;
  /** Null where it is not told. */
  readonly tokens: number | null;
  /** A decimal string; null where nobody knows. */
  readonly dollars: string | null;
}

/** What a call used and what of its cost was for that; none is told twice. */
export function partsOfCost({ tokens, cost }: Pick<Span, "tokens" | "cost">): readonly CostPart[] {
  const plain = tokens && Math.max(0, tokens.input - tokens.cached - tokens.cacheWrite);
  // Of a cost that was reported as one sum the parts are not known.
  const isSplit =
    cost !== null && [cost.input, cost.output, cost.cached, cost.cacheWrite].some((part) => Number(part) > 0);
  const part = (name: string, count: number | null, dollars: string | undefined): CostPart => {
    const isTold = isSplit && (count !== 0 || Number(dollars) > 0);
    return { name, tokens: count === 0 ? null : count, dollars: isTold ? (dollars ?? null) : null };
  };
  return [
    part("input", plain, cost?.input),
    part("cached", tokens?.cached ?? null, cost?.cached),
    part("cacheWrite", tokens?.cacheWrite ?? null, cost?.cacheWrite),
    part("output", tokens?.output ?? null, cost?.output),
  ];
}
