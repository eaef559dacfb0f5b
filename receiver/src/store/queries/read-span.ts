import type { LogRecord } from "../../model/log.ts";
import type { Span } from "../../model/span.ts";
import type { Store } from "../store.ts";
import { within } from "./filters.ts";
import { findTraceExtent } from "./find-extent.ts";
import { findSpanLogs } from "./find-span-logs.ts";
import { Parameters } from "./parameters.ts";
import { toSpans } from "./read-trace.ts";
import { bareSpan, readSpanRows, spanColumns } from "./span-row.ts";

export interface SpanQuery {
  readonly project: string;
  readonly traceId: string;
  readonly spanId: string;
}

export interface SpanAnswer {
  readonly span: Span;
  /** What log records tell of it. */
  readonly logs: readonly LogRecord[];
}

/** One span, whole, as it was told last. Null for a span that is not there. */
export async function readSpan(store: Store, { project, traceId, spanId }: SpanQuery): Promise<SpanAnswer | null> {
  const extent = await findTraceExtent(store, project, traceId);
  if (extent === undefined) return null;
  const add = new Parameters();
  const conditions = [
    ...within(project, "start", extent, add),
    `trace_id = ${add.id(traceId)}`,
    `span_id = ${add.id(spanId)}`,
  ];
  const text = `
    SELECT ${spanColumns} FROM spans FINAL
    WHERE ${conditions.join(" AND ")}
    ORDER BY version DESC LIMIT 1`;
  const rows = await readSpanRows(store, { text, params: add.values });
  const entries = extent.hasEntries ? {} : { entries: new Map() };
  const [[span], logs] = await Promise.all([
    toSpans(store, project, rows, { content: "full", ...entries }),
    findSpanLogs(store, project, rows.map(bareSpan), extent),
  ]);
  return span === undefined ? null : { span, logs };
}
