import { familyOf, kindFamilies } from "../../../receiver/src/model/kind-family.ts";
import type { Shape, Skeleton } from "../../../receiver/src/skeleton/read-skeleton.ts";
import { flag } from "../../../receiver/src/skeleton/wire.ts";
import { type Density, densityOf } from "./density.ts";
import { findGroups, type Groups } from "./groups.ts";
import { stepsOf, type TraceStep } from "./strip-of.ts";

/**
 * A trace as the viewer holds it: columns by row, parents before children. Times are nanoseconds from `origin` on. All
 * of it can be handed from one thread to another without a copy.
 */
export interface Layout extends Omit<Skeleton, "shapes"> {
  /** Distinct; the first is "". */
  readonly texts: readonly string[];
  /** By `shapeFields`, so many numbers of texts for each shape. */
  readonly shapeTexts: Uint32Array;
  readonly groups: Groups;
  /** Which place a row has among its siblings, from 1, and how many these are; a folded group counts as one. */
  readonly place: Uint32Array;
  readonly siblings: Uint32Array;
  /** Of all that lies below a row, by `worstOf`. */
  readonly worstBelow: Uint8Array;
  /** The last moment that is told of. */
  readonly extent: number;
  readonly running: number;
  readonly failed: number;
  readonly density: Density;
  /** As its strip draws them. */
  readonly steps: readonly TraceStep[];
}

export const shapeFields = ["name", "kind", "agent", "model", "provider", "service", "tool", "error"] as const;
type ShapeField = (typeof shapeFields)[number];

/** How bad: 0 ok, 1 running, 2 failed. */
export function worstOf(flags: number): number {
  const status = flags & flag.status;
  return status === 1 ? 2 : status === 2 ? 1 : 0;
}

export const failedRank = 2;
export const runningRank = 1;

export function layOut({ shapes, ...told }: Skeleton): Layout {
  const columns = { ...told, duration: stretchAbandoned(told) };
  const { texts, shapeTexts, likeness, family } = internShapes(shapes);
  const { rows, start, duration, flags, size, shape } = columns;
  const { groups, place, siblings } = findGroups(columns, (row) => likeness[shape[row] as number] as number);
  let [extent, running, failed] = [0, 0, 0];
  for (let row = 0; row < rows; row += 1) {
    const worst = worstOf(flags[row] as number);
    extent = Math.max(extent, (start[row] as number) + Math.max(0, duration[row] as number));
    if (((flags[row] as number) & flag.missing) !== 0) continue;
    if (worst === runningRank) running += 1;
    if (worst === failedRank) failed += 1;
  }
  const density = densityOf({ rows, start, duration, flags, size, extent }, (row) => family[shape[row] as number] ?? 0);
  const worstBelow = worstBelowOf(columns);
  const steps = stepsOf({ ...columns, shapes, extent });
  const sums = { worstBelow, extent, running, failed, density, steps };
  return { ...columns, texts, shapeTexts, groups, place, siblings, ...sums };
}

type Spans = Pick<Skeleton, "rows" | "parent" | "start" | "duration" | "flags">;

/** What was given up without an end is told to have lasted until the last that was heard from below it. */
function stretchAbandoned({ rows, parent, start, duration, flags }: Spans): Float64Array {
  const stretched = duration.slice();
  const lastBelow = new Float64Array(rows);
  for (let row = rows - 1; row >= 0; row -= 1) {
    const from = start[row] as number;
    const last = lastBelow[row] as number;
    if (isAbandoned(flags[row] as number)) stretched[row] = Math.max(0, stretched[row] as number, last - from);
    const end = Math.max(last, from + (stretched[row] as number));
    const above = parent[row] as number;
    if (above >= 0) lastBelow[above] = Math.max(lastBelow[above] as number, end);
  }
  return stretched;
}

/** It neither ended nor runs. */
export function isAbandoned(flags: number): boolean {
  return (flags & flag.ended) === 0 && worstOf(flags) !== runningRank;
}

/** Children come after their parents, so one pass from the end is enough. */
function worstBelowOf({ rows, parent, flags }: Pick<Skeleton, "rows" | "parent" | "flags">): Uint8Array {
  const worst = new Uint8Array(rows);
  for (let row = rows - 1; row >= 0; row -= 1) {
    const above = parent[row] as number;
    if (above < 0) continue;
    worst[above] = Math.max(worst[above] as number, worst[row] as number, worstOf(flags[row] as number));
  }
  return worst;
}

/** Each text once, since objects are slow to hand to another thread and texts repeat. */
function internShapes(shapes: readonly Shape[]) {
  const numbers = new Map<string, number>([["", 0]]);
  const numberOf = (text: string) => {
    const known = numbers.get(text);
    if (known !== undefined) return known;
    numbers.set(text, numbers.size);
    return numbers.size - 1;
  };
  const alike = new Map<string, number>();
  const shapeTexts = new Uint32Array(shapes.length * shapeFields.length);
  const likeness = new Uint32Array(shapes.length);
  const family = new Uint8Array(shapes.length);
  for (const [at, shape] of shapes.entries()) {
    for (const [field, name] of shapeFields.entries())
      shapeTexts[at * shapeFields.length + field] = numberOf(shape[name]);
    const look = `${shape.kind}\n${shape.name}`;
    likeness[at] = alike.get(look) ?? alike.size;
    alike.set(look, likeness[at]);
    family[at] = kindFamilies.indexOf(familyOf(shape.kind));
  }
  return { texts: [...numbers.keys()], shapeTexts, likeness, family };
}

/** What a row says of itself; "" is nothing. */
export function textAt({ shape, shapeTexts, texts }: Layout, row: number, field: ShapeField): string {
  const at = (shape[row] as number) * shapeFields.length + shapeFields.indexOf(field);
  return texts[shapeTexts[at] as number] ?? "";
}

export function hasFlag({ flags }: Layout, row: number, bit: number): boolean {
  return ((flags[row] as number) & bit) !== 0;
}

/** What runs reaches to `now`, in nanoseconds from the origin. */
export function endAt(
  { start, duration, flags }: Pick<Layout, "start" | "duration" | "flags">,
  row: number,
  now: number,
): number {
  const from = start[row] as number;
  if (((flags[row] as number) & flag.ended) === 0 && worstOf(flags[row] as number) === runningRank)
    return Math.max(from, now);
  return from + Math.max(0, duration[row] as number);
}

/** The buffers that are handed over rather than copied. */
export function buffersOf(layout: Layout): ArrayBuffer[] {
  const columns = [...Object.values(layout), ...Object.values(layout.groups), ...Object.values(layout.density)];
  const buffers = columns.filter(ArrayBuffer.isView).map(({ buffer }) => buffer as ArrayBuffer);
  return [...new Set(buffers)];
}
