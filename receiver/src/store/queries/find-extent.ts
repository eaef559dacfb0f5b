import type { Store } from "../store.ts";
import { endOfTime, type Range } from "./filters.ts";
import { Parameters } from "./parameters.ts";

/** When the spans of a trace start, from first to last, and where else something may be said of it. */
export interface TraceExtent extends Range {
  readonly hasEntries: boolean;
  /** Log records tell events that name it. */
  readonly hasEvents: boolean;
}

/** Where to look for a trace. Undefined for a trace never heard of. */
export async function findTraceExtent(
  store: Store,
  project: string,
  traceId: string,
): Promise<TraceExtent | undefined> {
  const add = new Parameters();
  const text = `
    SELECT first AS earliest, last AS latest, has_entries, has_events FROM trace_extents
    WHERE project = ${add.string(project)} AND trace_id = ${add.id(traceId)}`;
  const rows = await store.query<TraceExtentRow>({ text, params: add.values });
  const range = rangeOf(rows.filter(({ earliest, latest }) => BigInt(earliest) <= BigInt(latest)));
  if (range === undefined) return undefined;
  const hasEntries = rows.some(({ has_entries }) => has_entries);
  return { ...range, hasEntries, hasEvents: rows.some(({ has_events }) => has_events) };
}

/** When the traces of a session start. */
export async function findSessionExtent(store: Store, project: string, sessionId: string): Promise<Range | undefined> {
  const add = new Parameters();
  const text = `
    SELECT first AS earliest, last AS latest FROM session_extents
    WHERE project = ${add.string(project)} AND session_id = ${add.string(sessionId)}`;
  return rangeOf(await store.query<ExtentRow>({ text, params: add.values }));
}

interface ExtentRow {
  readonly earliest: string;
  readonly latest: string;
}

interface TraceExtentRow extends ExtentRow {
  readonly has_entries: boolean;
  readonly has_events: boolean;
}

/** Until the engine has merged them there are several rows, few enough to be read as they are. */
function rangeOf(rows: readonly ExtentRow[]): Range | undefined {
  if (rows.length === 0) return undefined;
  let from = endOfTime;
  let latest = 0n;
  for (const row of rows) {
    if (BigInt(row.earliest) < from) from = BigInt(row.earliest);
    if (BigInt(row.latest) > latest) latest = BigInt(row.latest);
  }
  return { from, to: latest < endOfTime ? latest + 1n : endOfTime };
}
