import type { Store } from "../store.ts";
import { type Filters, pointConditions, within } from "./filters.ts";
import { anyText, decodeCursor, encodeCursor, type Page, type PageQuery, pageOf } from "./page.ts";
import { Parameters } from "./parameters.ts";
import { findOrigins } from "./read-origins.ts";

export interface Metric {
  readonly name: string;
  readonly type: string;
  readonly unit: string | null;
  readonly description: string | null;
  readonly services: readonly string[];
  readonly series: number;
  readonly points: number;
  readonly lastTime: string;
}

/** The metrics that have points in the range, by name. */
export async function listMetrics(store: Store, filters: Filters, page: PageQuery): Promise<Page<Metric>> {
  const cursor = page.cursor === undefined ? undefined : decodeCursor(page.cursor, "name", "asc", [anyText, anyText]);
  const range = cursor?.range ?? filters.range;
  const attributes = await findOrigins(store, filters.project, filters.attributes);
  const add = new Parameters();
  const conditions = [
    ...within(filters.project, "time", range, add),
    ...pointConditions({ ...filters, ...(attributes && { attributes }) }, add),
    ...(cursor === undefined ? [] : behind(cursor.place, add)),
  ];
  const text = `
    SELECT metric, toString(type) AS sort_of, any(unit) AS any_unit, any(description) AS any_description,
      arraySort(groupUniqArray(100)(service)) AS told_by, uniqExact(series) AS streams, count() AS points_told,
      max(time) AS latest
    FROM points FINAL
    WHERE ${conditions.join(" AND ")}
    GROUP BY metric, type
    ORDER BY metric, sort_of
    LIMIT ${add.add("UInt32", page.limit + 1)}`;
  const rows = await store.query<MetricRow>({ text, params: add.values, lane: "heavy" });
  return pageOf(rows, page.limit, toMetric, (row) =>
    encodeCursor({ sort: "name", order: "asc", range, place: [row.metric, row.sort_of] }),
  );
}

interface MetricRow {
  readonly metric: string;
  readonly sort_of: string;
  readonly any_unit: string;
  readonly any_description: string;
  readonly told_by: readonly string[];
  readonly streams: string;
  readonly points_told: string;
  readonly latest: string;
}

function behind([metric = "", type = ""]: readonly string[], add: Parameters): string[] {
  const name = add.string(metric);
  return [`(metric > ${name} OR (metric = ${name} AND toString(type) > ${add.string(type)}))`];
}

const toMetric = (row: MetricRow): Metric => ({
  name: row.metric,
  type: row.sort_of,
  unit: row.any_unit || null,
  description: row.any_description || null,
  services: row.told_by.filter((service) => service !== ""),
  series: Number(row.streams),
  points: Number(row.points_told),
  lastTime: row.latest,
});
