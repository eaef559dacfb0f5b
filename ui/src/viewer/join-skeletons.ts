import type { Skeleton } from "../../../receiver/src/skeleton/read-skeleton.ts";

/** Several traces as one without an id, that has their roots in this order. Times count from the first start of all. */
export function joinSkeletons(some: readonly Skeleton[]): Skeleton {
  const [first] = some;
  if (!first) throw new Error("there is no trace to be joined");
  if (some.length === 1) return first;
  const origin = some.map((one) => BigInt(one.origin)).reduce((least, one) => (one < least ? one : least));
  const sum = (of: (one: Skeleton) => number) => some.reduce((all, one) => all + of(one), 0);
  const rows = sum((one) => one.rows);
  const joined = {
    parent: new Int32Array(rows),
    depth: new Uint32Array(rows),
    size: new Uint32Array(rows),
    start: new Float64Array(rows),
    duration: new Float64Array(rows),
    flags: new Uint16Array(rows),
    input: new Float64Array(rows),
    output: new Float64Array(rows),
    cost: new BigInt64Array(rows),
    shape: new Uint32Array(rows),
  };
  const ids = some.every((one) => one.ids !== null) ? new Uint8Array(rows * 8) : null;
  let [at, shapes] = [0, 0];
  for (const one of some) {
    const later = Number(BigInt(one.origin) - origin);
    for (const name of ["depth", "size", "duration", "flags", "input", "output"] as const)
      joined[name].set(one[name], at);
    joined.cost.set(one.cost, at);
    for (let row = 0; row < one.rows; row += 1) {
      const above = one.parent[row] as number;
      joined.parent[at + row] = above < 0 ? -1 : above + at;
      joined.start[at + row] = (one.start[row] as number) + later;
      joined.shape[at + row] = (one.shape[row] as number) + shapes;
    }
    if (one.ids) ids?.set(one.ids, at * 8);
    at += one.rows;
    shapes += one.shapes.length;
  }
  return {
    ...joined,
    ...{ traceId: "", origin: String(origin), rows, ids, shapes: some.flatMap((one) => one.shapes) },
    version: some.map(({ version }) => version).join(" "),
    spans: sum(({ spans }) => spans),
    spanCount: sum(({ spanCount }) => spanCount),
    truncated: some.some(({ truncated }) => truncated),
    orphans: sum(({ orphans }) => orphans),
    missingParents: sum(({ missingParents }) => missingParents),
    cuts: sum(({ cuts }) => cuts),
    textsLeftOut: sum(({ textsLeftOut }) => textsLeftOut),
  };
}
