import type { TraceVersion } from "../../model/skeleton.ts";
import type { Store } from "../store.ts";
import { inTrace } from "./conditions.ts";
import { findTraceExtent } from "./find-extent.ts";
import { Parameters } from "./parameters.ts";

/**
 * Which state a trace is in, from narrow columns alone. Undefined for a trace that is not there. When the engine drops
 * old tellings the version may change though nothing else does.
 */
export async function readTraceVersion(
  store: Store,
  project: string,
  traceId: string,
): Promise<TraceVersion | undefined> {
  const extent = await findTraceExtent(store, project, traceId);
  if (extent === undefined) return undefined;
  const add = new Parameters();
  const there = inTrace({ project, traceId, extent }, add);
  const text = `
    SELECT told.1 AS tellings, summary.2 AS span_count,
      lower(hex(sipHash128(told, reckoned, summary))) AS state
    FROM (
      SELECT
        (SELECT tuple(count(), max(received), sum(version)) FROM spans WHERE ${there}) AS told,
        (SELECT tuple(count(), max(received), sum(version)) FROM ledger WHERE ${there}) AS reckoned,
        (SELECT tuple(max(version), argMax(span_count, version)) FROM traces WHERE ${there}) AS summary
    )`;
  const [row] = await store.query<VersionRow>({ text, params: add.values });
  if (row === undefined || row.tellings === "0") return undefined;
  return { version: row.state, spanCount: Number(row.span_count), tellings: Number(row.tellings) };
}

interface VersionRow {
  readonly tellings: string;
  readonly span_count: string;
  readonly state: string;
}
