export interface FacetValue {
  readonly value: string;
  readonly count: number;
  readonly isChosen: boolean;
}

/** The values of a filter, with those that are chosen among them even where nothing is left of them. */
export function facetValues(
  told: readonly { readonly value: string; readonly count: number }[],
  chosen: readonly string[],
): readonly FacetValue[] {
  const known = new Set(told.map(({ value }) => value));
  const missing = chosen.filter((value) => !known.has(value)).map((value) => ({ value, count: 0, isChosen: true }));
  return [...told.map(({ value, count }) => ({ value, count, isChosen: chosen.includes(value) })), ...missing];
}
