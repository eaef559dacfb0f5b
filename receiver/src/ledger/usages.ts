import type { Usage } from "../model/facts.ts";

const uncached = ({ input, cached, cacheWrite }: Usage) => input - cached - cacheWrite;
const tellsCache = ({ cached, cacheWrite }: Usage) => cached + cacheWrite > 0;

/** The same tokens; one who is silent about the cache may have told the uncached input alone. */
export function sameUsage(one: Usage, other: Usage): boolean {
  if (one.output !== other.output) return false;
  if (one.input === other.input) return true;
  if (tellsCache(one) === tellsCache(other)) return false;
  return uncached(one) === uncached(other);
}

/** The same tokens, told with what the cache had of them. */
export const isFinerUsage = (one: Usage, other: Usage): boolean =>
  tellsCache(one) && !tellsCache(other) && sameUsage(one, other);

export function added(one: Usage | undefined, other: Usage | undefined): Usage | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return {
    input: one.input + other.input,
    output: one.output + other.output,
    cached: one.cached + other.cached,
    cacheWrite: one.cacheWrite + other.cacheWrite,
    reasoning: one.reasoning + other.reasoning,
  };
}
