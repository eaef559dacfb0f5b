import type { Place } from "../places.ts";
import type { Store } from "../store.ts";
import { tracesAsked } from "./spans-there.ts";

/** A span told again with a start in another minute lies in two places: the older telling is marked removed. */
const OLD_TELLINGS = `
  INSERT INTO spans (project, trace_id, span_id, start, received, retention, version, removed)
  SELECT {project:String}, trace_id, span_id, was, arrived, days, last_told + 1, 1
  FROM (
    SELECT
      trace_id, span_id, argMax(start, version) AS was, argMax(removed, version) AS gone, max(version) AS last_told,
      max(spans.received) AS arrived, max(spans.retention) AS days,
      max(tuple(last_told, was)) OVER (PARTITION BY trace_id, span_id) AS newest
    FROM spans
    WHERE project = {project:String} AND start BETWEEN {low:UInt64} AND {high:UInt64}
      AND (trace_id, span_id) IN (
        SELECT trace_id, span_id
        FROM spans
        WHERE project = {project:String} AND start BETWEEN {low:UInt64} AND {high:UInt64} AND trace_id IN (${tracesAsked})
        GROUP BY trace_id, span_id
        HAVING min(intDiv(start, 60000000000)) != max(intDiv(start, 60000000000))
      )
    GROUP BY trace_id, span_id, intDiv(start, 60000000000)
  )
  WHERE gone = 0 AND tuple(last_told, was) < newest
`;

export async function removeOldTellings(store: Store, project: string, place: Place): Promise<void> {
  await store.command({ text: OLD_TELLINGS, params: { project, ...place }, lane: "ingest" });
}
