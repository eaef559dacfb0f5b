/** What stands where, by place in the list it was made of. */
export interface Tree {
  /** By start. Orphans are roots, and so is the first of a circle. */
  readonly roots: readonly number[];
  readonly children: readonly (readonly number[])[];
}

interface Node {
  readonly spanId: string;
  readonly parentSpanId: string | null;
  readonly startTime: string;
}

export function treeOf(nodes: readonly Node[]): Tree {
  const order = nodes.map((_, at) => at).sort((one, other) => byStart(nodes[one] as Node, nodes[other] as Node));
  const placeOf = new Map(nodes.map(({ spanId }, at) => [spanId, at]));
  const parents = nodes.map(({ parentSpanId }) => (parentSpanId === null ? undefined : placeOf.get(parentSpanId)));
  cutCircles(parents, order);
  const roots: number[] = [];
  const children: number[][] = nodes.map(() => []);
  for (const at of order) (children[parents[at] ?? -1] ?? roots).push(at);
  return { roots, children };
}

function byStart(one: Node, other: Node): number {
  const apart = BigInt(one.startTime) - BigInt(other.startTime);
  if (apart !== 0n) return apart < 0n ? -1 : 1;
  return one.spanId < other.spanId ? -1 : Number(one.spanId > other.spanId);
}

/** Walked from the earliest on, a circle is met in its first step, or in one that hangs from it. */
function cutCircles(parents: (number | undefined)[], order: readonly number[]): void {
  const seenFrom = new Map<number, number>();
  for (const start of order) {
    let at: number | undefined = start;
    while (at !== undefined && !seenFrom.has(at)) {
      seenFrom.set(at, start);
      at = parents[at];
    }
    if (at !== undefined && seenFrom.get(at) === start) parents[at] = undefined;
  }
}
