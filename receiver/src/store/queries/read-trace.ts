import type { Span } from "../../model/span.ts";
import type { Trace } from "../../model/trace.ts";
import type { Store } from "../store.ts";
import { type Range, within } from "./filters.ts";
import { findTraceExtent } from "./find-extent.ts";
import { entryKey, readEntries, withAdopted, withEntry } from "./ledger-entries.ts";
import { Parameters } from "./parameters.ts";
import { readSurroundings } from "./referring-row.ts";
import { type SpanRow, toSpan } from "./span-row.ts";
import { readTracePage } from "./trace-page.ts";
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
  const { project, traceId } = query;
  const extent = await findTraceExtent(store, project, traceId);
  if (extent === undefined) return null;
  const [trace, { rows, nextCursor }] = await Promise.all([
    readSummary(store, project, traceId, extent),
    readTracePage(store, { ...query, extent }),
  ]);
  if (trace === undefined) return null;
  const spans = await toSpans(store, project, rows, query.content);
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
