import { alignLists, type Likeness, type Pair, sameLabel } from "./align-lists.ts";
import type { Tree } from "./tree.ts";

export interface LikeTree extends Tree {
  readonly likeness: readonly Likeness[];
}

type Sides = readonly [left: LikeTree, right: LikeTree];

interface Task {
  readonly pair: Pair;
  /** What stands below is told already, or is told elsewhere. */
  readonly isDone: boolean;
}

/**
 * Pairs the steps of two trees, siblings with siblings in their order and below each pair its children. Where siblings are
 * not alike, what stands below them may be: there the steps pair with those that are called for the same, however deep.
 * Each place is in one pair; pairs come in the order of the trees.
 */
export function alignTrees(left: LikeTree, right: LikeTree): readonly Pair[] {
  const sides: Sides = [left, right];
  const pairs: Pair[] = [];
  const tasks = tasksOf(sides, left.roots, right.roots).reverse();
  for (let task = tasks.pop(); task !== undefined; task = tasks.pop()) {
    const { pair, isDone } = task;
    pairs.push(pair);
    if (isDone) continue;
    const below = tasksOf(sides, left.children[pair[0]] ?? [], right.children[pair[1]] ?? []);
    for (const next of below.reverse()) tasks.push(next);
  }
  return pairs;
}

function tasksOf(sides: Sides, ones: readonly number[], others: readonly number[]): Task[] {
  const [left, right] = sides;
  const pairs = alignLists(likenessesOf(left, ones), likenessesOf(right, others));
  const tasks: Task[] = [];
  let gap: Pair[] = [];
  for (const [one, other] of pairs) {
    const pair: Pair = [ones[one] ?? -1, others[other] ?? -1];
    if (one === -1 || other === -1) {
      gap.push(pair);
      continue;
    }
    append(tasks, tasksOfGap(sides, gap), [{ pair, isDone: false }]);
    gap = [];
  }
  append(tasks, tasksOfGap(sides, gap));
  return tasks;
}

/** Siblings of which none is like another. */
function tasksOfGap(sides: Sides, gap: readonly Pair[]): readonly Task[] {
  const ones = gap.flatMap(([one]) => (one === -1 ? [] : [one]));
  const others = gap.flatMap(([, other]) => (other === -1 ? [] : [other]));
  if (ones.length === 0 || others.length === 0) return gap.map((pair) => ({ pair, isDone: false }));
  const [left, right] = sides;
  const [deepOnes, deepOthers] = [withDescendants(left, ones), withDescendants(right, others)];
  const pairs = alignLists(likenessesOf(left, deepOnes), likenessesOf(right, deepOthers), sameLabel);
  return pairs.map(([one, other]) => ({ pair: [deepOnes[one] ?? -1, deepOthers[other] ?? -1], isDone: true }));
}

const likenessesOf = ({ likeness }: LikeTree, places: readonly number[]) =>
  places.map((at) => likeness[at] as Likeness);

function withDescendants({ children }: Tree, tops: readonly number[]): readonly number[] {
  const all: number[] = [];
  const waiting = tops.toReversed();
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    all.push(at);
    append(waiting, (children[at] ?? []).toReversed());
  }
  return all;
}

function append<Item>(list: Item[], ...more: readonly (readonly Item[])[]): void {
  for (const items of more) for (const item of items) list.push(item);
}
