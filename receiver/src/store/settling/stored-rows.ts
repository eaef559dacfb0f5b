import type { Place } from "../places.ts";
import type { Store } from "../store.ts";
import { told, tracesAsked } from "./spans-there.ts";
import type { TraceShape } from "./trace-shapes.ts";

/** A place where a trace's summary lies or lay, newest word. */
export interface StoredTrace {
  readonly trace: string;
  readonly minute: number;
  readonly start: bigint;
  readonly removed: boolean;
  readonly version: bigint;
  readonly digest: bigint;
  readonly session: string;
  readonly received: number;
  readonly retention: number;
}

/** A place where an entry of the ledger lies or lay, newest word. */
export interface StoredEntry extends Omit<StoredTrace, "session"> {
  readonly span: string;
  /** What its cost was computed for, and what came of it; undefined where nothing was computed. */
  readonly established: { readonly pricedFor: bigint; readonly parts: readonly string[] } | undefined;
}

const there = `
  WHERE project = {project:String} AND start BETWEEN {low:UInt64} AND {high:UInt64} AND trace_id IN (${tracesAsked})
`;
const newest = (table: string, more: string) => `
  lower(hex(trace_id)), toUInt32(intDiv(start, 60000000000)), toString(argMax(start, version)),
  argMax(removed, version), toString(max(version)), toString(argMax(digest, version)),
  toUnixTimestamp64Milli(max(${table}.received)), max(${table}.retention), ${more}
`;

const TRACES = `
  SELECT tuple(${newest("traces", "argMax(session_id, version)")}) AS t
  FROM traces ${there}
  GROUP BY trace_id, intDiv(start, 60000000000)
`;

const computed = "cost_source IN ('computed', 'estimated')";
const ENTRIES = `
  SELECT tuple(${newest(
    "ledger",
    `lower(hex(span_id)), toString(argMax(priced_for, version)),
    argMax(if(${computed}, [toString(cost), toString(cost_input), toString(cost_output), toString(cost_cached),
      toString(cost_cache_write), price_version, cost_lines], []), version)`,
  )}) AS t
  FROM ledger ${there} AND cityHash64(span_id) % {parts:UInt32} = {part:UInt32}
  GROUP BY trace_id, intDiv(start, 60000000000), span_id
`;

type Told = readonly [
  trace: string,
  minute: number,
  start: string,
  removed: number,
  version: string,
  digest: string,
  received: number,
  retention: number,
];

export async function readStoredTraces(store: Store, project: string, place: Place): Promise<StoredTrace[]> {
  type Row = { t: readonly [...Told, session: string] };
  const rows = await store.query<Row>({ text: TRACES, params: { project, ...place }, ...told });
  return rows.map(({ t }) => ({ ...toldOf(t), session: t[8] }));
}

/** So many are read at once, about: what takes them in holds the process up for some milliseconds. */
const mostRows = 10_000;
/** Each part of a large trace looks at all of it. */
const mostParts = 32;

/** The entries of some of the place's traces. */
export async function readStoredEntries(
  store: Store,
  project: string,
  place: Place,
  shapes: readonly TraceShape[],
): Promise<StoredEntry[]> {
  const spans = shapes.reduce((sum, shape) => sum + shape.spans, 0);
  const parts = Math.min(mostParts, Math.ceil(spans / mostRows));
  const params = { project, ...place, ids: shapes.map(({ id }) => id), parts };
  const entries: StoredEntry[] = [];
  for (let part = 0; part < parts; part += 1) {
    const rows = await store.query<EntryRow>({ text: ENTRIES, params: { ...params, part }, ...told });
    for (const { t } of rows) entries.push(storedEntryOf(t));
  }
  return entries;
}

type EntryRow = { t: readonly [...Told, span: string, pricedFor: string, parts: readonly string[]] };

function storedEntryOf(row: EntryRow["t"]): StoredEntry {
  const [pricedFor, parts] = [row[9], row[10]];
  const established = parts.length === 0 ? undefined : { pricedFor: BigInt(pricedFor), parts };
  return { ...toldOf(row), span: row[8], established };
}

function toldOf(row: readonly [...Told, ...unknown[]]): Omit<StoredTrace, "session"> {
  return {
    trace: row[0],
    minute: row[1],
    start: BigInt(row[2]),
    removed: row[3] === 1,
    version: BigInt(row[4]),
    digest: BigInt(row[5]),
    received: row[6],
    retention: row[7],
  };
}
