import type { LogRecord } from "../../model/log.ts";
import type { Store } from "../store.ts";
import { type Filters, within } from "./filters.ts";
import { findTraceExtent } from "./find-extent.ts";
import { findLogs } from "./find-logs.ts";
import type { Page, PageQuery } from "./page.ts";
import { Parameters } from "./parameters.ts";

const aDay = 86_400_000_000_000n;

/** The log records of a trace, or of one span of it, as they were told. Null for a trace not there. */
export async function findTraceLogs(
  store: Store,
  filters: Filters & { readonly traceId: string; readonly spanId?: string },
  page: PageQuery,
): Promise<Page<LogRecord> | null> {
  const { traceId, spanId, ...others } = filters;
  const extent = await findTraceExtent(store, filters.project, traceId);
  if (extent === undefined) return null;
  const add = new Parameters();
  const text = `
    SELECT max(start + greatest(duration, 0)) AS ended FROM spans FINAL
    WHERE ${within(filters.project, "start", extent, add).join(" AND ")} AND trace_id = ${add.id(traceId)}`;
  const [row] = await store.query<{ ended: string }>({ text, params: add.values });
  const from = extent.from > aDay ? extent.from - aDay : 0n;
  const range = { from, to: BigInt(row?.ended ?? extent.to) + aDay };
  return findLogs(store, { ...others, range }, page, { traceId, ...(spanId !== undefined && { spanId }) });
}
