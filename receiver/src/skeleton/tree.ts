import { orderByStart, type Sortable } from "./order-by-start.ts";
import { missingParent, noParent, type Parents } from "./parents.ts";

/** The rows of a tree from the top: parents before children, siblings by start. */
export interface Tree {
  /** The place of the span in each row; `missingRow` for the row that stands for parents that have not arrived. */
  readonly placeOf: Int32Array;
  readonly depths: Uint32Array;
  /** The place of the span that starts first; -1 where there is none. */
  readonly first: number;
  /** The places of those above which a circle was cut. */
  readonly cuts: readonly number[];
}

export const missingRow = -1;

const atOnce = 65_536;

/** Each span once, whatever their parents are. */
export function* layTree(spans: Sortable, { parentOf, orphans }: Parents): Generator<undefined, Tree> {
  const order = yield* orderByStart(spans);
  const parents = yield* inOrder(order, parentOf);
  const cuts = yield* cutCircles(parents);
  const links = yield* linkChildren(parents, orphans);
  const { rankOf, depths } = yield* walk(links, order.length + (orphans > 0 ? 1 : 0));
  const placeOf = rankOf.map((rank) => (rank === missingRow ? rank : (order[rank] as number)));
  return { placeOf, depths, first: order[0] ?? -1, cuts: cuts.map((rank) => order[rank] as number) };
}

/** From here on a span is its rank by start: those that belong together lie close together in memory. */
function* inOrder(order: Int32Array, parentOf: Int32Array): Generator<undefined, Int32Array> {
  const rankOf = new Int32Array(parentOf.length);
  for (let rank = 0; rank < order.length; rank += 1) rankOf[order[rank] as number] = rank;
  yield;
  return order.map((place) => {
    const parent = parentOf[place] as number;
    return parent < 0 ? parent : (rankOf[parent] as number);
  });
}

/** Of each circle the first span by start becomes a root. */
function* cutCircles(parents: Int32Array): Generator<undefined, number[]> {
  const cuts: number[] = [];
  const walkOf = new Int32Array(parents.length);
  for (let rank = 0; rank < parents.length; rank += 1) {
    if (rank % atOnce === 0) yield;
    let at = rank;
    for (; at >= 0 && walkOf[at] === 0; at = parents[at] as number) walkOf[at] = rank + 1;
    if (at < 0 || walkOf[at] !== rank + 1) continue;
    const first = firstOfCircle(at, parents);
    parents[first] = noParent;
    cuts.push(first);
  }
  return cuts;
}

function firstOfCircle(start: number, parents: Int32Array): number {
  let first = start;
  for (let at = parents[start] as number; at !== start; at = parents[at] as number) first = Math.min(first, at);
  return first;
}

/** Behind the spans come the missing parents and the tree itself. */
interface Links {
  readonly parents: Int32Array;
  readonly firstChild: Int32Array;
  readonly nextSibling: Int32Array;
}

function* linkChildren(parents: Int32Array, orphans: number): Generator<undefined, Links> {
  const [missing, top] = [parents.length, parents.length + 1];
  const links = {
    parents: new Int32Array(parents.length + 2),
    firstChild: new Int32Array(parents.length + 2).fill(-1),
    nextSibling: new Int32Array(parents.length + 2).fill(-1),
  };
  const hang = (rank: number, parent: number) => {
    links.parents[rank] = parent;
    links.nextSibling[rank] = links.firstChild[parent] as number;
    links.firstChild[parent] = rank;
  };
  let left = orphans;
  for (let rank = parents.length - 1; rank >= 0; rank -= 1) {
    if (rank % atOnce === 0) yield;
    const parent = parents[rank] as number;
    hang(rank, parent === noParent ? top : parent === missingParent ? missing : parent);
    // It stands where its first child would.
    if (parent === missingParent && --left === 0) hang(missing, top);
  }
  return links;
}

function* walk(links: Links, rows: number): Generator<undefined, { rankOf: Int32Array; depths: Uint32Array }> {
  const { parents, firstChild, nextSibling } = links;
  const top = parents.length - 1;
  const [rankOf, depths] = [new Int32Array(rows), new Uint32Array(rows)];
  let [row, depth] = [0, 0];
  let rank = firstChild[top] as number;
  while (rank >= 0) {
    rankOf[row] = rank === top - 1 ? missingRow : rank;
    depths[row] = depth;
    row += 1;
    if (row % atOnce === 0) yield;
    if ((firstChild[rank] as number) >= 0) {
      rank = firstChild[rank] as number;
      depth += 1;
      continue;
    }
    while (rank !== top && (nextSibling[rank] as number) < 0) {
      rank = parents[rank] as number;
      depth -= 1;
    }
    rank = rank === top ? -1 : (nextSibling[rank] as number);
  }
  return { rankOf, depths };
}
