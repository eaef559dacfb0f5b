import type { LogRecord } from "../../model/log.ts";
import type { Span } from "../../model/span.ts";
import type { Store } from "../store.ts";
import { inTrace } from "./conditions.ts";
import type { Range } from "./filters.ts";
import { findTraceExtent, type TraceExtent } from "./find-extent.ts";
import { findSpanLogs } from "./find-span-logs.ts";
import { type Entries, entryKey, readEntries, readEntriesOfTrace, withAdopted, withEntry } from "./ledger-entries.ts";
import { Parameters } from "./parameters.ts";
import { readSurroundings } from "./referring-row.ts";
import { bareSpan, type SpanRow, toSpan } from "./span-row.ts";
import { readTracePage } from "./trace-page.ts";
import { type SpokenTrace, type SpokenTraceLine, spokenTraceColumns, toSpokenTrace } from "./trace-row.ts";

export interface TraceQuery {
  readonly project: string;
  readonly traceId: string;
  readonly content: "full" | "none";
  readonly limit: number;
  readonly cursor?: string;
}

export interface TraceAnswer {
  readonly trace: SpokenTrace;
  readonly spans: readonly Span[];
  /** What log records tell of these spans, where contents were asked for. */
  readonly logs: readonly LogRecord[];
  readonly nextCursor: string | null;
}

/** A trace and a page of its spans by start. Null for a trace that is not there. */
export async function readTrace(store: Store, query: TraceQuery): Promise<TraceAnswer | null> {
  const { project, traceId } = query;
  const extent = await findTraceExtent(store, project, traceId);
  if (extent === undefined) return null;
  const [{ rows, nextCursor }, entries, trace] = await Promise.all([
    readTracePage(store, { ...query, extent }),
    entriesKnown(store, query, extent),
    readSummary(store, project, traceId, extent),
  ]);
  if (trace === undefined) return null;
  const [spans, logs] = await Promise.all([
    toSpans(store, project, rows, { content: query.content, ...(entries && { entries }) }),
    query.content === "full" ? findSpanLogs(store, project, rows.map(bareSpan), extent) : [],
  ]);
  return { trace, spans, logs, nextCursor };
}

/** What can be known of its entries before the page is; undefined where they are to be asked of the page's spans. */
async function entriesKnown(store: Store, query: TraceQuery, extent: TraceExtent): Promise<Entries | undefined> {
  if (!extent.hasEntries) return new Map();
  const place = { project: query.project, traceId: query.traceId, range: extent };
  return query.cursor === undefined ? readEntriesOfTrace(store, place, query.limit) : undefined;
}

interface Telling {
  readonly content: "full" | "none";
  /** Those that another span says all of are left out, unless all are asked for. */
  readonly which?: "shown" | "all";
  /** What the ledger knows of them, where it was asked already. */
  readonly entries?: Entries;
}

/** The spans behind the rows, with what their rows only refer to and what the ledger knows. */
export async function toSpans(
  store: Store,
  project: string,
  rows: readonly SpanRow[],
  { content, which = "shown", entries }: Telling,
): Promise<readonly Span[]> {
  const [surroundings, known] = await Promise.all([
    readSurroundings(store, project, rows, content),
    entries ?? readEntries(store, project, rows),
  ]);
  return rows.flatMap((row) => {
    const entry = known.get(entryKey(row));
    return entry?.hidden && which === "shown" ? [] : [withEntry(toSpan(withAdopted(row, entry), surroundings), entry)];
  });
}

async function readSummary(store: Store, project: string, traceId: string, extent: Range) {
  const add = new Parameters();
  const text = `
    SELECT ${spokenTraceColumns} FROM traces FINAL
    WHERE ${inTrace({ project, traceId, extent }, add)}
    ORDER BY version DESC LIMIT 1`;
  const [row] = await store.query<SpokenTraceLine>({ text, params: add.values });
  return row && toSpokenTrace(row);
}
