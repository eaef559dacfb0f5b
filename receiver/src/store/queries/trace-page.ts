import type { Store } from "../store.ts";
import { isWithinOneMinute } from "./conditions.ts";
import { type Range, within } from "./filters.ts";
import { decodeCursor, encodeCursor, hexId, nanos } from "./page.ts";
import { Parameters } from "./parameters.ts";
import { readSpanRows, type SpanRow, spanColumns } from "./span-row.ts";

/** Where a page of a trace ended, and how much time it went through to get there. */
interface Place {
  readonly start: bigint;
  readonly span: string;
  readonly stretch: bigint;
}

export interface TracePageQuery {
  readonly project: string;
  readonly traceId: string;
  readonly limit: number;
  readonly cursor?: string;
  /** Where the trace lies. */
  readonly extent: Range;
}

export interface TraceRows {
  readonly rows: readonly SpanRow[];
  readonly nextCursor: string | null;
}

/** The next page is looked for in so many times the stretch that the page before went through. */
const widerBy = 4n;

/**
 * A page of the rows of a trace by start. Behind a cursor it is looked for nearby first, so that a page of a very long
 * trace does not read all that is left of it.
 */
export async function readTracePage(store: Store, query: TracePageQuery): Promise<TraceRows> {
  const { limit, extent } = query;
  const place = query.cursor === undefined ? undefined : placeOf(query.cursor);
  const near = nearby(extent, place);
  const rows = await readRows(store, query, near, place);
  if (rows.length > limit || near.to === extent.to) return pageFrom(rows, query, place);
  return pageFrom(await readRows(store, query, extent, place), query, place);
}

function nearby(extent: Range, place: Place | undefined): Range {
  if (place === undefined) return extent;
  const to = place.start + place.stretch * widerBy + 1n;
  return { from: extent.from, to: place.stretch === 0n || to > extent.to ? extent.to : to };
}

function pageFrom(rows: readonly SpanRow[], { limit, extent }: TracePageQuery, before: Place | undefined): TraceRows {
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  if (last === undefined) return { rows, nextCursor: null };
  const start = BigInt(last.start);
  const stretch = start - (before?.start ?? extent.from);
  const place = [last.start, last.span, String(stretch > 0n ? stretch : 0n)];
  const nextCursor = encodeCursor({ sort: "spans", order: "asc", range: extent, place });
  return { rows: rows.slice(0, limit), nextCursor };
}

async function readRows(
  store: Store,
  { project, traceId, limit, extent }: TracePageQuery,
  where: Range,
  place: Place | undefined,
): Promise<SpanRow[]> {
  const add = new Parameters();
  const trace = `trace_id = ${add.id(traceId)}`;
  const inTrace = [...within(project, "start", extent, add), trace].join(" AND ");
  const from = place === undefined ? where.from : place.start;
  const here = [...within(project, "start", { from, to: where.to }, add), trace].join(" AND ");
  const behind = place === undefined ? "" : behindPlace(place, add);
  const newest = isWithinOneMinute(extent) ? "" : newestOf(inTrace, where === extent ? undefined : here);
  const text = `
    SELECT ${spanColumns} FROM spans FINAL
    WHERE ${here} ${behind} ${newest}
    ORDER BY start, span_id
    LIMIT ${add.add("UInt32", limit + 1)}`;
  return readSpanRows(store, { text, params: add.values });
}

/** A span whose later telling begins in another minute has a row in each; the newest of them all is the span. */
function newestOf(inTrace: string, here: string | undefined): string {
  const of = here === undefined ? "" : `AND span_id IN (SELECT span_id FROM spans WHERE ${here})`;
  return `AND (span_id, version) IN (
    SELECT span_id, max(version) FROM spans WHERE ${inTrace} AND removed = 0 ${of} GROUP BY span_id
  )`;
}

function behindPlace({ start, span }: Place, add: Parameters): string {
  const from = add.nanos(start);
  return `AND (start > ${from} OR (start = ${from} AND span_id > ${add.id(span)}))`;
}

function placeOf(cursor: string): Place {
  const [start = "", span = "", stretch = ""] = decodeCursor(cursor, "spans", "asc", [nanos, hexId(8), nanos]).place;
  return { start: BigInt(start), span, stretch: BigInt(stretch) };
}
