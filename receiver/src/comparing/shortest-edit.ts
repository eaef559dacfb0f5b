/** Places of the left list and of the right one that are the same; between them the rest was taken out and put in. */
export type Match = readonly [left: number, right: number];

/** How many may be put in or taken out, and how much may be looked at for it. */
export interface EditBounds {
  readonly mostEdits: number;
  readonly work: { left: number };
}

/**
 * The matches of a shortest edit of one list into another, beyond what both begin and end with; null where it takes more
 * edits or more work than is allowed. Myers, "An O(ND) difference algorithm": https://doi.org/10.1007/BF01840446
 */
export function shortestEdit(left: Uint32Array, right: Uint32Array, bounds: EditBounds): readonly Match[] | null {
  const shorter = Math.min(left.length, right.length);
  let [before, behind] = [0, 0];
  while (before < shorter && left[before] === right[before]) before += 1;
  while (behind < shorter - before && left.at(-1 - behind) === right.at(-1 - behind)) behind += 1;
  const ones = alsoIn(right, left, before, left.length - behind);
  const others = alsoIn(left, right, before, right.length - behind);
  const middle = editsBetween(ones.values, others.values, bounds);
  if (middle === null) return null;
  const matches: Match[] = Array.from({ length: before }, (_, at) => [at, at]);
  for (const [one, other] of middle) matches.push([ones.places[one] as number, others.places[other] as number]);
  for (let at = behind; at > 0; at -= 1) matches.push([left.length - at, right.length - at]);
  return matches;
}

/** What the other list has nowhere matches nothing, and need not be looked at. */
function alsoIn(other: Uint32Array, list: Uint32Array, from: number, to: number) {
  const there = new Set(other);
  const places: number[] = [];
  for (let at = from; at < to; at += 1) if (there.has(list[at] as number)) places.push(at);
  return { places, values: Uint32Array.from(places, (at) => list[at] as number) };
}

function editsBetween(left: Uint32Array, right: Uint32Array, { mostEdits, work }: EditBounds): readonly Match[] | null {
  const most = Math.min(left.length + right.length, mostEdits);
  /** On the diagonal `d`, how far to the left list's end one comes: at place `d + most + 1`. */
  const reach = new Int32Array(2 * most + 3);
  const traces: Int32Array[] = [];
  for (let edits = 0; edits <= most; edits += 1) {
    traces.push(reach.slice(most + 1 - edits, most + 2 + edits));
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      const at = diagonal + most + 1;
      const [under, over] = [reach[at - 1] as number, reach[at + 1] as number];
      const isDown = diagonal === -edits || (diagonal !== edits && under < over);
      const start = isDown ? over : under + 1;
      let one = start;
      while (one < left.length && one - diagonal < right.length && left[one] === right[one - diagonal]) one += 1;
      reach[at] = one;
      work.left -= one - start + 1;
      if (one >= left.length && one - diagonal >= right.length)
        return backAlong(traces, edits, left.length, right.length);
    }
    if (work.left < 0) return null;
  }
  return null;
}

function backAlong(traces: readonly Int32Array[], edits: number, height: number, width: number): readonly Match[] {
  const matches: Match[] = [];
  let [one, other] = [height, width];
  for (let edit = edits; edit > 0; edit -= 1) {
    const reach = traces[edit] as Int32Array;
    const diagonal = one - other;
    const at = diagonal + edit;
    const isDown = diagonal === -edit || (diagonal !== edit && (reach[at - 1] as number) < (reach[at + 1] as number));
    const from = isDown ? (reach[at + 1] as number) : (reach[at - 1] as number) + 1;
    while (one > from) matches.push([--one, --other]);
    if (isDown) other -= 1;
    else one -= 1;
  }
  while (one > 0 && other > 0) matches.push([--one, --other]);
  return matches.reverse();
}
