import type { StepColumns } from "../model/step-columns.ts";

/** Who stands above whom, by place. */
export interface Family {
  /** The place of the parent; -1 for a root and for an orphan. */
  readonly parents: Int32Array;
  /** All places, each after its parent. */
  readonly downwards: Uint32Array;
  readonly roots: number;
  /** Their parents are not there. */
  readonly orphans: number;
  /** Steps that were their own ancestors; the first of each circle was made a root. */
  readonly circles: number;
}

export function familyOf(steps: StepColumns): Family {
  const { parents, orphans } = parentsOf(steps);
  const circles = cutCircles(parents, steps);
  let roots = 0;
  for (const parent of parents) if (parent === -1) roots += 1;
  return { parents, downwards: downwardsFrom(parents), roots: roots - orphans, orphans, circles };
}

function parentsOf({ length, spanIds, parentIds }: StepColumns) {
  const placeOf = new Map<bigint, number>();
  for (let at = 0; at < length; at += 1) placeOf.set(spanIds[at] as bigint, at);
  const parents = new Int32Array(length).fill(-1);
  let orphans = 0;
  for (let at = 0; at < length; at += 1) {
    const parentId = parentIds[at] as bigint;
    if (parentId === 0n) continue;
    const place = placeOf.get(parentId);
    if (place === undefined) orphans += 1;
    else parents[at] = place;
  }
  return { parents, orphans };
}

/** Of each circle the step that starts first loses its parent. */
function cutCircles(parents: Int32Array, steps: StepColumns): number {
  const seenBy = new Int32Array(parents.length).fill(-1);
  let circles = 0;
  for (let from = 0; from < parents.length; from += 1) {
    let at = from;
    while (at !== -1 && seenBy[at] === -1) {
      seenBy[at] = from;
      at = parents[at] as number;
    }
    if (at === -1 || seenBy[at] !== from) continue;
    parents[firstOfCircle(at, parents, steps)] = -1;
    circles += 1;
  }
  return circles;
}

function firstOfCircle(start: number, parents: Int32Array, { starts, spanIds }: StepColumns): number {
  let first = start;
  for (let at = parents[start] as number; at !== start; at = parents[at] as number) {
    const [one, other] = [starts[at] as bigint, starts[first] as bigint];
    if (one < other || (one === other && (spanIds[at] as bigint) < (spanIds[first] as bigint))) first = at;
  }
  return first;
}

function downwardsFrom(parents: Int32Array): Uint32Array {
  const { offsets, members } = byOwner(parents, placesOf(parents.length));
  const order = new Uint32Array(parents.length);
  let end = 0;
  const take = (owner: number) => {
    for (let at = offsets[owner] as number; at < (offsets[owner + 1] as number); at += 1) {
      order[end] = members[at] as number;
      end += 1;
    }
  };
  take(parents.length);
  for (let at = 0; at < end; at += 1) take(order[at] as number);
  return order;
}

export const placesOf = (length: number) => Uint32Array.from({ length }, (_, at) => at);

export interface Grouped {
  /** Where the members of each owner begin; those of owner -1 stand last, under the number of owners. */
  readonly offsets: Uint32Array;
  readonly members: Uint32Array;
}

/** The places of each owner, in the order given. */
export function byOwner(owners: Int32Array, order: Uint32Array): Grouped {
  const count = owners.length;
  const offsets = new Uint32Array(count + 2);
  const slot = (at: number) => (owners[at] === -1 ? count : (owners[at] as number));
  for (const at of order) offsets[slot(at) + 1] = (offsets[slot(at) + 1] as number) + 1;
  for (let owner = 0; owner <= count; owner += 1)
    offsets[owner + 1] = (offsets[owner + 1] as number) + (offsets[owner] as number);
  const next = offsets.slice();
  const members = new Uint32Array(order.length);
  for (const at of order) {
    const place = next[slot(at)] as number;
    members[place] = at;
    next[slot(at)] = place + 1;
  }
  return { offsets, members };
}
