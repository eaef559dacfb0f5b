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

type Amount = (typeof amounts)[number][0];

export const amountsOfEntry = `[${amounts.map(([, ofEntry]) => ofEntry).join(", ")}]`;

const place = (name: Amount) => amounts.findIndex(([one]) => one === name) + 1;

/** One of them of the cells that a condition holds of. The engine adds up all at once, whichever are asked for. */
export const amountOf = (name: Amount, condition: string): string =>
  `sumForEachIf(amounts, ${condition})[${place(name)}]`;

/** As decimal dollars. */
export const dollarsOf = (name: Amount, condition: string): string =>
  `toString(${amountOf(name, condition)} * toDecimal128('0.000000000001', 12))`;
