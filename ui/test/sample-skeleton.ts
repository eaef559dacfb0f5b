import type { Shape, Skeleton } from "../../receiver/src/skeleton/read-skeleton.ts";
import { flag } from "../../receiver/src/skeleton/wire.ts";

export interface SampleRow {
  readonly depth: number;
  readonly name?: string;
  readonly kind?: string;
  readonly start?: number;
  /** null while it runs. */
  readonly duration?: number | null;
  readonly failed?: boolean;
  readonly missing?: boolean;
}

/** A skeleton for tests, of which only what matters need be said. Ids are the rows' numbers, from 1. */
export function sampleSkeleton(some: readonly SampleRow[]): Skeleton {
  const rows = some.length;
  const tree = { parent: new Int32Array(rows), depth: new Uint32Array(rows), size: new Uint32Array(rows).fill(1) };
  const lastAt: number[] = [];
  for (const [row, { depth }] of some.entries()) {
    const here = Math.min(depth, row === 0 ? 0 : (tree.depth[row - 1] as number) + 1);
    tree.depth[row] = here;
    tree.parent[row] = here === 0 ? -1 : (lastAt[here - 1] as number);
    lastAt[here] = row;
  }
  for (let row = rows - 1; row >= 0; row -= 1) {
    const above = tree.parent[row] as number;
    if (above >= 0) tree.size[above] = (tree.size[above] as number) + (tree.size[row] as number);
  }
  return {
    traceId: "5b8efff798038103d269b633813fc60c",
    version: "1",
    origin: "1731500000000000000",
    rows,
    spans: rows,
    spanCount: rows,
    truncated: false,
    orphans: 0,
    missingParents: 0,
    cuts: 0,
    textsLeftOut: 0,
    ...tree,
    start: Float64Array.from(some, ({ start = 0 }) => start),
    duration: Float64Array.from(some, ({ duration = 10 }) => duration ?? 0),
    flags: Uint16Array.from(some, flagsOf),
    input: new Float64Array(rows),
    output: new Float64Array(rows),
    cost: new BigInt64Array(rows),
    shape: Uint32Array.from(some, (_, row) => row),
    shapes: some.map(({ name = "work", kind = "span" }) => shapeOf(name, kind)),
    ids: Uint8Array.from({ length: rows * 8 }, (_, at) => (at % 8 < 4 ? ((at >> 3) + 1) >> (8 * (at % 8)) : 0)),
  };
}

function flagsOf({ duration = 10, failed = false, missing = false }: SampleRow): number {
  const status = failed ? 1 : duration === null ? 2 : 0;
  return status | (duration === null ? 0 : flag.ended) | (missing ? flag.missing : 0);
}

function shapeOf(name: string, kind: string): Shape {
  return { name, kind, agent: "", model: "", provider: "", service: "", tool: "", error: "" };
}
