/** So many are taken at a stretch: some milliseconds of work. */
export const atOnce = 4000;

/** Goes through a list, and lets who asks for the steps do something else now and then. */
export function* inTurns<Item>(list: readonly Item[], work: (item: Item) => void): Generator<undefined, void> {
  for (let at = 0; at < list.length; at += 1) {
    work(list[at] as Item);
    if (at % atOnce === atOnce - 1) yield;
  }
}

/** The list in order, as `sort` would have it: sorted a stretch at a time, and stretches merged by twos. */
export function* sortedInTurns<Item>(
  list: readonly Item[],
  compare: (one: Item, other: Item) => number,
): Generator<undefined, Item[]> {
  let runs: Item[][] = [];
  for (let from = 0; from < list.length; from += atOnce) {
    runs.push(list.slice(from, from + atOnce).sort(compare));
    yield;
  }
  while (runs.length > 1) {
    const merged: Item[][] = [];
    for (let at = 0; at < runs.length; at += 2)
      merged.push(yield* mergedInTurns(runs[at] ?? [], runs[at + 1] ?? [], compare));
    runs = merged;
  }
  return runs[0] ?? [];
}

function* mergedInTurns<Item>(
  ones: readonly Item[],
  others: readonly Item[],
  compare: (one: Item, other: Item) => number,
): Generator<undefined, Item[]> {
  const merged: Item[] = [];
  let [at, otherAt] = [0, 0];
  while (at < ones.length && otherAt < others.length) {
    const [one, other] = [ones[at] as Item, others[otherAt] as Item];
    const isFirst = compare(one, other) <= 0;
    merged.push(isFirst ? one : other);
    if (isFirst) at += 1;
    else otherAt += 1;
    if (merged.length % atOnce === 0) yield;
  }
  return merged.concat(ones.slice(at), others.slice(otherAt));
}
