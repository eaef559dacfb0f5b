import type { Store } from "../store.ts";
import { within } from "./filters.ts";
import { findTraceExtent } from "./find-extent.ts";
import { findPoints } from "./find-points.ts";
import type { Page, PageQuery } from "./page.ts";
import { Parameters } from "./parameters.ts";
import type { Point } from "./point-row.ts";

/** A point is told at the end of its collection interval, usually a minute, so it may come after the trace. */
const collection = 60_000_000_000n;

/** The metric points that name the trace, and those its services told while it ran. Null for a trace not there. */
export async function findTracePoints(
  store: Store,
  project: string,
  traceId: string,
  page: PageQuery,
): Promise<Page<Point> | null> {
  const extent = await findTraceExtent(store, project, traceId);
  if (extent === undefined) return null;
  const add = new Parameters();
  const text = `
    SELECT groupUniqArray(1000)(service) AS services, max(start + greatest(duration, 0)) AS ended FROM spans FINAL
    WHERE ${within(project, "start", extent, add).join(" AND ")} AND trace_id = ${add.id(traceId)}`;
  const [row] = await store.query<{ services: string[]; ended: string }>({ text, params: add.values });
  const range = { from: extent.from, to: BigInt(row?.ended ?? extent.to) + collection };
  const services = (row?.services ?? []).filter((service) => service !== "");
  return findPoints(store, { project, range }, page, { trace: { traceId, services } });
}
