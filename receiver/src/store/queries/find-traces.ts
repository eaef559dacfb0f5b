import type { Store } from "../store.ts";
import { type Filters, ownTraceConditions, traceConditions } from "./filters.ts";
import { hexId, type Page, type PageQuery } from "./page.ts";
import { findSummaries } from "./summary-page.ts";
import { type SpokenTrace, spokenTraceColumns, toSpokenTrace } from "./trace-row.ts";

/** Traces that begin in the range. A trace answers to a filter when it, or some span of it, does. */
export async function findTraces(store: Store, filters: Filters, page: PageQuery): Promise<Page<SpokenTrace>> {
  return findSummaries(store, summaries, filters, page, toSpokenTrace);
}

const summaries = {
  table: "traces",
  columns: spokenTraceColumns,
  id: "trace_id",
  toldId: "lower(hex(trace_id))",
  idPattern: hexId(16),
  compare: (add, id) => add.id(id),
  conditions: traceConditions,
  own: ownTraceConditions,
} as const satisfies Parameters<typeof findSummaries>[1];
