import type { Usage } from "../model/facts.ts";

const uncached = ({ input, cached, cacheWrite }: Usage) => input - cached - cacheWrite;
const tellsCache = ({ cached, cacheWrite }: Usage) => cached + cacheWrite > 0;

/**
 * The same tokens; one who is silent about the cache may have told the uncached input alone, and one who tells no output
 * stopped listening before it was told.
 */
export function sameUsage(one: Usage, other: Usage): boolean {
  if (one.output !== other.output && one.output !== 0 && other.output !== 0) return false;
  if (one.input === other.input) return true;
  if (tellsCache(one) === tellsCache(other)) return false;
  return uncached(one) === uncached(other);
}

/** The same tokens by both tellings: with what the cache had of them, and the output that one of them waited for. */
export function finestUsage(ours: Usage, theirs: Usage): Usage {
  if (!sameUsage(ours, theirs)) return ours;
  const read = tellsCache(theirs) && !tellsCache(ours) ? theirs : ours;
  const made = ours.output === 0 && theirs.output > 0 ? theirs : ours;
  if (read === made) return read;
  const { input, cached, cacheWrite } = read;
  return { input, cached, cacheWrite, output: made.output, reasoning: made.reasoning };
}

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
