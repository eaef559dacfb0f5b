import type { Session } from "../../../model/session.ts";
import type { Store } from "../../store.ts";
import type { Filters } from "../filters.ts";
import { findSessions } from "../find-sessions.ts";
import { findTraces } from "../find-traces.ts";
import type { Page, PageQuery } from "../page.ts";
import type { SpokenTrace } from "../trace-row.ts";
import { heavily } from "./heavily.ts";
import { stretchesOf } from "./stretches.ts";

/** Every trace that begins in the range and answers to the filters, the first first. Some at a time. */
export function eachTrace(store: Store, filters: Filters): AsyncGenerator<readonly SpokenTrace[]> {
  return eachSummary(heavily(store), "traces", filters, findTraces);
}

export function eachSession(store: Store, filters: Filters): AsyncGenerator<readonly Session[]> {
  return eachSummary(heavily(store), "sessions", filters, findSessions);
}

async function* eachSummary<Item>(
  store: Store,
  table: "traces" | "sessions",
  filters: Filters,
  find: (store: Store, filters: Filters, page: PageQuery) => Promise<Page<Item>>,
): AsyncGenerator<readonly Item[]> {
  for await (const range of stretchesOf(store, table, filters.project, filters.range)) {
    let cursor: string | undefined;
    do {
      const page = { order: "asc", limit: 1000, ...(cursor !== undefined && { cursor }) } as const;
      const { items, nextCursor } = await find(store, { ...filters, range }, page);
      if (items.length > 0) yield items;
      cursor = nextCursor ?? undefined;
    } while (cursor !== undefined);
  }
}
