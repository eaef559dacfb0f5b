import type { LogRecord } from "../../../model/log.ts";
import type { Span } from "../../../model/span.ts";
import type { Store } from "../../store.ts";
import { within } from "../conditions.ts";
import type { Filters } from "../filters.ts";
import { findSpanLogs } from "../find-span-logs.ts";
import { entryKey, readEntries, withAdopted, withEntry } from "../ledger-entries.ts";
import { Parameters } from "../parameters.ts";
import { findOrigins, readOrigins } from "../read-origins.ts";
import { type SpanRow, type StoredSpan, spanColumns, spanRowOf, toSpan } from "../span-row.ts";
import { batchesOf } from "./batches.ts";
import { ContentCache } from "./content-cache.ts";
import { heavily } from "./heavily.ts";
import { pagesOf } from "./pages.ts";
import { spanTable } from "./span-table.ts";

/** Some spans, and the events that log records tell of them. */
export interface ToldSpans {
  readonly spans: readonly Span[];
  readonly logs: readonly LogRecord[];
}

/**
 * Every span that begins in the range and answers to the filters, in the order of the minutes in which they begin; those
 * that another span says all of are left out. As many at a time as fit into little memory.
 */
export async function* eachSpan(given: Store, filters: Filters): AsyncGenerator<ToldSpans> {
  const store = heavily(given);
  const { project } = filters;
  const attributes = await findOrigins(store, project, filters.attributes);
  const contents = new ContentCache(store, project);
  const table = spanTable<StoredSpan>(spanColumns);
  for await (const stored of pagesOf(store, table, { ...filters, ...(attributes && { attributes }) })) {
    const rows = stored.map(spanRowOf);
    const entries = await readEntries(store, project, rows);
    const origins = await readOrigins(store, project, new Set(rows.map((row) => row.origin_name)));
    const shown = rows.filter((row) => !entries.get(entryKey(row))?.hidden);
    const mayBeTold = await anyEvents(store, project, shown);
    for await (const batch of batchesOf(shown, contents)) {
      const spans = batch.map(({ row, contents: found }) => {
        const entry = entries.get(entryKey(row));
        return withEntry(toSpan(withAdopted(row, entry), { origins, contents: found }), entry);
      });
      yield { spans, logs: mayBeTold ? await findSpanLogs(store, project, inTime(spans)) : [] };
    }
  }
}

const inTime = (spans: readonly Span[]) => spans.toSorted((one, other) => (one.startTime < other.startTime ? -1 : 1));

const aDay = 86_400_000_000_000n;

/** Whether log records tell of anything near these spans: mostly none do, and nobody need look for each. */
async function anyEvents(store: Store, project: string, rows: readonly SpanRow[]): Promise<boolean> {
  const times = rows
    .flatMap(({ start, duration }) => [BigInt(start), BigInt.asUintN(64, BigInt(start) + BigInt(duration))])
    .sort((one, other) => (one < other ? -1 : 1));
  const [from = 0n, to = from] = [times.at(0), times.at(-1)];
  const add = new Parameters();
  const range = { from: from > aDay ? from - aDay : 0n, to: to + aDay };
  const text = `
    SELECT 1 AS one FROM logs
    WHERE ${within(project, "time", range, add).join(" AND ")} AND event_name != ''
    LIMIT 1`;
  return (await store.query({ text, params: add.values })).length > 0;
}
