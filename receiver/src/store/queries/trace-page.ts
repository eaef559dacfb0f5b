import type { Store } from "../store.ts";
import { inTrace, isWithinOneMinute } from "./conditions.ts";
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
 * A page of the rows of a trace by start. One that fits is read as it lies. Behind a cursor it is looked for nearby first,
 * so that a page of a very long trace does not read all that is left of it.
 */
export async function readTracePage(store: Store, query: TracePageQuery): Promise<TraceRows> {
  const { limit, extent } = query;
  const place = query.cursor === undefined ? undefined : placeOf(query.cursor);
  const tellings = place === undefined ? await readTellings(store, query) : [];
  if (place === undefined && tellings.length <= limit) return { rows: newestOf(tellings), nextCursor: null };
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

/** A row as it lies: the same span may have several. */
interface Telling {
  readonly version: string;
  readonly removed: number;
  readonly received: string;
}

/** All that was ever told of the trace, unless that is more than a page holds. */
function readTellings(store: Store, { project, traceId, limit, extent }: TracePageQuery) {
  const add = new Parameters();
  const text = `
    SELECT ${spanColumns}, version, removed, received FROM spans
    WHERE ${inTrace({ project, traceId, extent }, add)}
    LIMIT ${add.add("UInt32", limit + 1)}`;
  return readSpanRows<Telling>(store, { text, params: add.values });
}

/** What was told last of each span, by start. */
function newestOf(tellings: readonly (SpanRow & Telling)[]): readonly SpanRow[] {
  const newest = new Map<string, SpanRow & Telling>();
  for (const told of tellings) {
    const other = newest.get(told.span);
    if (other === undefined || isLater(told, other)) newest.set(told.span, told);
  }
  return [...newest.values()].filter(({ removed }) => removed === 0).sort(byStart);
}

function isLater(one: Telling, other: Telling): boolean {
  if (one.version !== other.version) return BigInt(one.version) > BigInt(other.version);
  return one.removed === other.removed ? one.received >= other.received : one.removed === 0;
}

function byStart(one: SpanRow, other: SpanRow): number {
  if (one.start !== other.start) return BigInt(one.start) < BigInt(other.start) ? -1 : 1;
  return one.span < other.span ? -1 : 1;
}

async function readRows(
  store: Store,
  { project, traceId, limit, extent }: TracePageQuery,
  where: Range,
  place: Place | undefined,
): Promise<SpanRow[]> {
  const add = new Parameters();
  const trace = `trace_id = ${add.id(traceId)}`;
  const whole = [...within(project, "start", extent, add), trace].join(" AND ");
  const from = place === undefined ? where.from : place.start;
  const here = [...within(project, "start", { from, to: where.to }, add), trace].join(" AND ");
  const behind = place === undefined ? "" : behindPlace(place, add);
  const newest = isWithinOneMinute(extent) ? "" : onlyNewest(whole, where === extent ? undefined : here);
  const text = `
    SELECT ${spanColumns} FROM spans FINAL
    WHERE ${here} ${behind} ${newest}
    ORDER BY start, span_id
    LIMIT ${add.add("UInt32", limit + 1)}`;
  return readSpanRows(store, { text, params: add.values });
}

/** A span whose later telling begins in another minute has a row in each; the newest of them all is the span. */
function onlyNewest(whole: string, here: string | undefined): string {
  const of = here === undefined ? "" : `AND span_id IN (SELECT span_id FROM spans WHERE ${here})`;
  return `AND (span_id, version) IN (
    SELECT span_id, max(version) FROM spans WHERE ${whole} AND removed = 0 ${of} GROUP BY span_id
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
