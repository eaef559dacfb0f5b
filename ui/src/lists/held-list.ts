/** What a list that holds still shows, and what it would show if it were asked again. */
export interface Held<Item> {
  /** The rows in the order in which they stand, each as it is by now. */
  readonly items: readonly Item[];
  /** How many would come, and how many would go. */
  readonly arrived: number;
  readonly left: number;
}

/** `newest` is the first page as it is by now; undefined while it is not known to be newer than what is shown. */
export function heldList<Item>(
  shown: readonly Item[],
  newest: readonly Item[] | undefined,
  idOf: (item: Item) => string,
  /** Whether an item would stand on the first page if it still were among those asked for. */
  isWithin: (item: Item) => boolean,
): Held<Item> {
  if (newest === undefined) return { items: shown, arrived: 0, left: 0 };
  const fresh = new Map(newest.map((item) => [idOf(item), item]));
  const items = shown.map((item) => fresh.get(idOf(item)) ?? item);
  const known = new Set(shown.map(idOf));
  return {
    items,
    arrived: newest.filter((item) => !known.has(idOf(item))).length,
    left: shown.filter((item) => isWithin(item) && !fresh.has(idOf(item))).length,
  };
}

/** `3 new sessions`, `1 no longer belongs here`. */
export function changeWords({ arrived, left }: Pick<Held<unknown>, "arrived" | "left">, noun: string): string {
  const one = noun.replace(/s$/, "");
  return [
    arrived > 0 && `${arrived >= 50 ? "50 or more" : arrived} new ${arrived === 1 ? one : noun}`,
    left > 0 && `${left} no longer ${left === 1 ? "belongs" : "belong"} here`,
  ]
    .filter(Boolean)
    .join(", ");
}
