import type { Store } from "../store.ts";
import { endOfTime, type Range } from "./filters.ts";
import { Parameters } from "./parameters.ts";

/** When the spans of a trace start, from first to last: where to look for it. Undefined for a trace never heard of. */
export async function findTraceExtent(store: Store, project: string, traceId: string): Promise<Range | undefined> {
  const add = new Parameters();
  const text = `
    SELECT min(first) AS earliest, max(last) AS latest FROM trace_extents
    WHERE project = ${add.string(project)} AND trace_id = ${add.id(traceId)}
    GROUP BY trace_id`;
  return rangeOf(await store.query<ExtentRow>({ text, params: add.values }));
}

/** When the traces of a session start. */
export async function findSessionExtent(store: Store, project: string, sessionId: string): Promise<Range | undefined> {
  const add = new Parameters();
  const text = `
    SELECT min(first) AS earliest, max(last) AS latest FROM session_extents
    WHERE project = ${add.string(project)} AND session_id = ${add.string(sessionId)}
    GROUP BY session_id`;
  return rangeOf(await store.query<ExtentRow>({ text, params: add.values }));
}

interface ExtentRow {
  readonly earliest: string;
  readonly latest: string;
}

function rangeOf([row]: readonly ExtentRow[]): Range | undefined {
  if (row === undefined) return undefined;
  const latest = BigInt(row.latest);
  return { from: BigInt(row.earliest), to: latest < endOfTime ? latest + 1n : endOfTime };
}
