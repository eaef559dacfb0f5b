import type { LogRecord } from "../../../model/log.ts";
import type { Store } from "../../store.ts";
import type { Filters } from "../filters.ts";
import { type LogRow, logColumns, toRecord } from "../find-logs.ts";
import { findOrigins, readOrigins } from "../read-origins.ts";
import { batchesOf } from "./batches.ts";
import { ContentCache } from "./content-cache.ts";
import { heavily } from "./heavily.ts";
import { logTable } from "./log-table.ts";
import { pagesOf } from "./pages.ts";

/** Every log record of the range that answers to the filters, in the order of the minutes. Some at a time. */
export async function* eachLog(given: Store, filters: Filters): AsyncGenerator<readonly LogRecord[]> {
  const store = heavily(given);
  const { project } = filters;
  const attributes = await findOrigins(store, project, filters.attributes);
  const contents = new ContentCache(store, project);
  const table = logTable<LogRow>(logColumns);
  for await (const rows of pagesOf(store, table, { ...filters, ...(attributes && { attributes }) })) {
    const origins = await readOrigins(store, project, new Set(rows.map((row) => row.origin_name)));
    for await (const batch of batchesOf(rows, contents))
      yield batch.map(({ row, contents: found }) => toRecord(row, { origins, contents: found }));
  }
}
