import type { Span } from "../../model/span.ts";
import type { Trace } from "../../model/trace.ts";
import type { Store } from "../store.ts";
import { type Range, within } from "./filters.ts";
import { findTraceExtent } from "./find-extent.ts";
import { entryKey, readEntries, withAdopted, withEntry } from "./ledger-entries.ts";
import { decodeCursor, encodeCursor, hexId, nanos, pageOf } from "./page.ts";
import { Parameters } from "./parameters.ts";
import { readSurroundings } from "./referring-row.ts";
import { type SpanRow, spanColumns, toSpan } from "./span-row.ts";
import { type TraceLine, toTrace, traceColumns } from "./trace-row.ts";

export interface TraceQuery {
  readonly project: string;
  readonly traceId: string;
  readonly content: "full" | "none";
  readonly limit: number;
  readonly cursor?: string;
}

export interface TraceAnswer {
  readonly trace: Trace;
  readonly spans: readonly Span[];
  readonly nextCursor: string | null;
}

/** A trace and a page of its spans by start. Null for a trace that is not there. */
export async function readTrace(store: Store, query: TraceQuery): Promise<TraceAnswer | null> {
  const { project, traceId, limit } = query;
  const extent = await findTraceExtent(store, project, traceId);
  if (extent === undefined) return null;
  const place = query.cursor === undefined ? undefined : placeOf(query.cursor);
  const [trace, rows] = await Promise.all([
    readSummary(store, project, traceId, extent),
    readRows(store, { ...query, extent, place }),
  ]);
  if (trace === undefined) return null;
  const spans = await toSpans(store, project, rows.slice(0, limit), query.content);
  const { nextCursor } = pageOf(rows, limit, toPlace, (row) => cursorAfter(row, extent));
  return { trace, spans, nextCursor };
}

/**
 * The spans behind the rows, with what their rows only refer to and what the ledger knows. Those that another span says
 * all of are left out, unless all are asked for.
 */
export async function toSpans(
  store: Store,
  project: string,
  rows: readonly SpanRow[],
  content: "full" | "none",
  which: "shown" | "all" = "shown",
): Promise<readonly Span[]> {
  const [surroundings, entries] = await Promise.all([
    readSurroundings(store, project, rows, content),
    readEntries(store, project, rows),
  ]);
  return rows.flatMap((row) => {
    const entry = entries.get(entryKey(row));
    return entry?.hidden && which === "shown" ? [] : [withEntry(toSpan(withAdopted(row, entry), surroundings), entry)];
  });
}

async function readSummary(store: Store, project: string, traceId: string, extent: Range) {
  const add = new Parameters();
  const conditions = [...within(project, "start", extent, add), `trace_id = ${add.id(traceId)}`];
  const text = `
    SELECT ${traceColumns} FROM traces FINAL
    WHERE ${conditions.join(" AND ")}
    ORDER BY version DESC LIMIT 1`;
  const [row] = await store.query<TraceLine>({ text, params: add.values });
  return row && toTrace(row);
}

interface Place {
  readonly start: string;
  readonly span: string;
}

const toPlace = ({ start, span }: SpanRow): Place => ({ start, span });

interface RowsQuery extends TraceQuery {
  readonly extent: Range;
  readonly place: Place | undefined;
}

async function readRows(store: Store, { project, traceId, limit, extent, place }: RowsQuery): Promise<SpanRow[]> {
  const add = new Parameters();
  const inTrace = [...within(project, "start", extent, add), `trace_id = ${add.id(traceId)}`].join(" AND ");
  const behind = place === undefined ? "" : behindPlace(place, add);
  const text = `
    SELECT ${spanColumns} FROM spans FINAL
    WHERE ${inTrace} ${behind} ${isWithinOneMinute(extent) ? "" : newestOf(inTrace)}
    ORDER BY start, span_id
    LIMIT ${add.add("UInt32", limit + 1)}`;
  return store.query<SpanRow>({ text, params: add.values });
}

const isWithinOneMinute = ({ from, to }: Range) => from / 60_000_000_000n === (to - 1n) / 60_000_000_000n;

/** A span whose later telling begins in another minute has a row in each; the newest of them all is the span. */
function newestOf(inTrace: string): string {
  return `AND (span_id, version) IN (
    SELECT span_id, max(version) FROM spans FINAL WHERE ${inTrace} GROUP BY span_id
  )`;
}

function behindPlace({ start, span }: Place, add: Parameters): string {
  const from = add.nanos(BigInt(start));
  return `AND (start > ${from} OR (start = ${from} AND span_id > ${add.id(span)}))`;
}

function placeOf(cursor: string): Place {
  const [start = "", span = ""] = decodeCursor(cursor, "spans", "asc", [nanos, hexId(8)]).place;
  return { start, span };
}

const cursorAfter = ({ start, span }: Place, range: Range) =>
  encodeCursor({ sort: "spans", order: "asc", range, place: [start, span] });
