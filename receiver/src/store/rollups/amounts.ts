/** What entries and cells add up, in this order: each by its name and what one entry adds. Costs in pico-dollars. */
const amounts = [
  ["held", "toInt128(1)"],
  ["failures", "failed"],
  ["successes", "state = 'ended' AND NOT failed"],
  ["finished", "state = 'ended'"],
  ["lasted", "if(state = 'ended', duration, 0)"],
  ["has_tokens", "has_tokens"],
  ["input_tokens", "input_tokens"],
  ["output_tokens", "output_tokens"],
  ["cached_tokens", "cached_tokens"],
  ["cache_write_tokens", "cache_write_tokens"],
  ["reasoning_tokens", "reasoning_tokens"],
  ["cost", "reinterpretAsInt64(cost)"],
  ["cost_input", "reinterpretAsInt64(cost_input)"],
  ["cost_output", "reinterpretAsInt64(cost_output)"],
  ["cost_cached", "reinterpretAsInt64(cost_cached)"],
  ["cost_cache_write", "reinterpretAsInt64(cost_cache_write)"],
  ["reported_calls", "cost_source = 'reported'"],
  ["computed_calls", "cost_source = 'computed'"],
  ["estimated_calls", "cost_source = 'estimated'"],
  ["unpriced_calls", "cost_source = 'none' AND kind != 'tool'"],
] as const;

export type Amount = (typeof amounts)[number][0];

export const amountsOfEntry = `[${amounts.map(([, ofEntry]) => ofEntry).join(", ")}]`;

/** Its place in the array, counted from 0. */
export const placeOf = (name: Amount): number => amounts.findIndex(([one]) => one === name);
