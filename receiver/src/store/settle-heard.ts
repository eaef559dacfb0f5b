import type { Touched } from "./settle.ts";
import type { Reckoner } from "./settle-traces.ts";
import { tracesAsked } from "./settling/spans-there.ts";
import type { Store } from "./store.ts";

const WHEN = `
  SELECT toString(min(first)) AS low, toString(max(last)) AS high
  FROM trace_extents WHERE project = {project:String} AND trace_id IN (${tracesAsked})
`;

const SILENT = `
  SELECT lower(hex(trace_id)) AS id
  FROM ledger
  WHERE project = {project:String} AND start BETWEEN {low:UInt64} AND {high:UInt64} AND trace_id IN (${tracesAsked})
    AND kind = 'llm' AND state = 'ended' AND counts AND NOT has_tokens AND NOT failed
  GROUP BY trace_id
`;

/** So many ids travel in one statement. */
const mostIds = 10_000;

/**
 * Log events that tell what was said in calls may come after their spans: where nobody told the tokens of such a call,
 * its trace is settled again, and so estimated.
 */
export async function settleHeard(
  store: Store,
  heard: Touched,
  reckoner: Reckoner,
  settle: (touched: Touched) => Promise<void>,
): Promise<void> {
  if (reckoner.openEstimator === undefined) return;
  for (const [project, traces] of heard) {
    const all = [...traces];
    for (let from = 0; from < all.length; from += mostIds) {
      const silent = await silentAmong(store, project, all.slice(from, from + mostIds));
      if (silent.length > 0) await settle(new Map([[project, new Set(silent)]]));
    }
  }
}

async function silentAmong(store: Store, project: string, ids: readonly string[]): Promise<readonly string[]> {
  type When = { low: string; high: string };
  const [when] = await store.query<When>({ text: WHEN, params: { project, ids }, lane: "ingest" });
  if (when === undefined || when.high === "0") return [];
  const params = { project, ids, ...when };
  const rows = await store.query<{ id: string }>({ text: SILENT, params, lane: "ingest" });
  return rows.map(({ id }) => id);
}
