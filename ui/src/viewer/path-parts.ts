import type { PathPart } from "./draw-bars.ts";
import type { Layout } from "./layout.ts";
import { rowsOfSpans } from "./span-ids.ts";
import { type Folds, itemOf } from "./visible.ts";

interface Segment {
  readonly spanId: string | null;
  readonly startTime: string;
  readonly durationNanos: string;
}

interface RowPart extends PathPart {
  readonly row: number;
}

/** The critical path as the receiver tells it, by rows; what no row tells is left out. */
export function partsOf(segments: readonly Segment[], { origin }: Pick<Layout, "origin">, ids: Uint8Array): RowPart[] {
  const first = BigInt(origin);
  const rows = rowsOfSpans(
    ids,
    segments.map(({ spanId }) => spanId ?? ""),
  );
  return segments.flatMap(({ startTime, durationNanos }, at) => {
    const row = rows[at] as number;
    if (row < 0) return [];
    const from = Number(BigInt(startTime) - first);
    return [{ row, from, to: from + Number(durationNanos) }];
  });
}

/** By the line that shows them. */
export function partsByItem(
  layout: Pick<Layout, "parent" | "groups">,
  folds: Folds,
  parts: readonly RowPart[],
): ReadonlyMap<number, readonly PathPart[]> {
  return Map.groupBy(parts, ({ row }) => itemOf(layout, folds, row));
}
