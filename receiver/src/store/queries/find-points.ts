import type { Store } from "../store.ts";
import { type Filters, pointConditions, within } from "./filters.ts";
import type { Page, PageQuery } from "./page.ts";
import { Parameters } from "./parameters.ts";
import { type Point, type PointRow, pointColumns, toPoint } from "./point-row.ts";
import { findOrigins } from "./read-origins.ts";
import { readSurroundings } from "./referring-row.ts";
import { type Places, timePage } from "./time-page.ts";

export interface PointFilters {
  readonly metric?: string;
  /** Only points with an exemplar in this trace, or told by one of these services. */
  readonly trace?: { readonly traceId: string; readonly services: readonly string[] };
}

/** Metric points in the range, newest first unless asked otherwise. */
export async function findPoints(
  store: Store,
  filters: Filters,
  page: PageQuery,
  own: PointFilters,
): Promise<Page<Point>> {
  const { order, range, behind, cut } = timePage<PointRow>(page, filters.range, places);
  const attributes = await findOrigins(store, filters.project, filters.attributes);
  const add = new Parameters();
  const conditions = [
    ...within(filters.project, "time", range, add),
    ...ownConditions(own, add),
    ...pointConditions({ ...filters, ...(attributes && { attributes }) }, add),
    ...behind(add),
  ];
  const text = `
    SELECT ${pointColumns} FROM points FINAL
    WHERE ${conditions.join(" AND ")}
    ORDER BY time ${order}, series ${order}
    LIMIT ${add.add("UInt32", page.limit + 1)}`;
  const { items, nextCursor } = cut(await store.query<PointRow>({ text, params: add.values }));
  const surroundings = await readSurroundings(store, filters.project, items);
  return { items: items.map((row) => toPoint(row, surroundings)), nextCursor };
}

const places: Places<PointRow> = { column: "series", placeOf: ({ time, series_name }) => [time, series_name] };

function ownConditions({ metric, trace }: PointFilters, add: Parameters): string[] {
  const named = metric === undefined ? [] : [`metric = ${add.string(metric)}`];
  if (trace === undefined) return named;
  const told = `service IN ${add.strings(trace.services)}`;
  return [...named, `(has(exemplar_traces, ${add.id(trace.traceId)}) OR ${told})`];
}
