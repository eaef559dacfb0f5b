import type { Session } from "../../model/session.ts";
import type { Store } from "../store.ts";
import { type Filters, ownSessionConditions, sessionConditions } from "./filters.ts";
import { anyText, type Page, type PageQuery } from "./page.ts";
import { findSummaries } from "./summary-page.ts";
import { sessionColumns, toSession } from "./trace-row.ts";

/** Sessions that begin in the range. A session answers to a filter when it, or some span of it, does. */
export async function findSessions(store: Store, filters: Filters, page: PageQuery): Promise<Page<Session>> {
  return findSummaries(store, summaries, filters, page, toSession);
}

const summaries = {
  table: "sessions",
  columns: sessionColumns,
  id: "session_id",
  toldId: "session_id",
  idPattern: anyText,
  compare: (add, id) => add.string(id),
  conditions: sessionConditions,
  own: ownSessionConditions,
} as const satisfies Parameters<typeof findSummaries>[1];
