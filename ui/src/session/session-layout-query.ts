import { queryOptions } from "@tanstack/react-query";
import { readSpanIds } from "../../../receiver/src/skeleton/read-skeleton.ts";
import { client } from "../api/client.ts";
import { layOutApart } from "../viewer/lay-out-apart.ts";
import type { Layout } from "../viewer/layout.ts";
import { rowsOfSpans } from "../viewer/span-ids.ts";

/** Skeletons that are asked for at once. */
const atOnce = 4;

export interface SessionLayout {
  readonly layout: Layout;
  /** Which trace a span is of. */
  readonly traceOf: (spanId: string) => string | undefined;
}

/** All spans of some traces as one tree, with the ids of their rows. `change` is another when they have changed. */
export function sessionLayoutQuery(project: string, traceIds: readonly string[], change: string) {
  return queryOptions({
    queryKey: [project, "session-layout", traceIds, change],
    queryFn: async ({ signal }): Promise<SessionLayout> => {
      const bytes = await inTurns(traceIds, async (traceId) => {
        const given = { traceId, ids: "1" } as const;
        const response = await client.project(project).open("traces/:traceId/skeleton", given, { signal });
        return new Uint8Array(await response.arrayBuffer());
      });
      const rows = bytes.map((one) => readSpanIds(one).ids.length / 8);
      const layout = await layOutApart(...bytes);
      return { layout, traceOf: (spanId) => traceIds[traceAt(rows, rowOf(layout, spanId))] };
    },
    structuralSharing: false,
    gcTime: 30_000,
    staleTime: Number.POSITIVE_INFINITY,
    enabled: traceIds.length > 0,
  });
}

async function inTurns<One, Made>(all: readonly One[], make: (one: One) => Promise<Made>): Promise<readonly Made[]> {
  const made: Made[] = [];
  for (let at = 0; at < all.length; at += atOnce) {
    made.push(...(await Promise.all(all.slice(at, at + atOnce).map(make))));
  }
  return made;
}

const rowOf = ({ ids }: Layout, spanId: string) => (ids ? (rowsOfSpans(ids, [spanId])[0] ?? -1) : -1);

/** The place of the trace that a row is of, by how many rows each has. */
function traceAt(rows: readonly number[], row: number): number {
  let end = 0;
  if (row < 0) return -1;
  return rows.findIndex((count) => {
    end += count;
    return row < end;
  });
}
