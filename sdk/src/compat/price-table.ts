/** US dollars for a million tokens. */
export interface Price {
  readonly input: number;
  readonly output: number;
}

/** What models cost, for those who know no better: add your own. */
export const prices: Map<string, Price> = new Map([
  ["claude-opus-4-20250514", { input: 15, output: 75 }],
  ["claude-sonnet-4-20250514", { input: 3, output: 15 }],
]);

/** US dollars; undefined for a model whose price nobody told. */
export function estimateCost(model: string, inputTokens: number, outputTokens: number): number | undefined {
  const price = prices.get(model);
  if (price === undefined) return undefined;
  return (inputTokens * price.input + outputTokens * price.output) / 1_000_000;
}
