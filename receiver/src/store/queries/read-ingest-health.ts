import type { Store } from "../store.ts";
import type { Range } from "./filters.ts";
import { Parameters } from "./parameters.ts";

/** What came in, by who sent it. `accepted` is spans, log records and metric points; the rest is about spans. */
export interface IngestSource {
  readonly service: string | null;
  readonly scope: string | null;
  readonly accepted: number;
  readonly rejected: number;
  /** Came in more than ten minutes after they ended. */
  readonly late: number;
  /** Begin more than ten minutes after they came in. */
  readonly skewed: number;
  /** Had values that were cut. */
  readonly cut: number;
  /** Calls that count and tell tokens, of a model whose price nobody knows. */
  readonly unknownModel: number;
  /** Understood by no reader: plain spans. */
  readonly unknownDialect: number;
}

export interface IngestHealth extends Omit<IngestSource, "service" | "scope"> {
  /** Spans whose parent never came. */
  readonly orphan: number;
  readonly sources: readonly IngestSource[];
}

/** The range is when things came in. */
export async function readIngestHealth(store: Store, project: string, range: Range): Promise<IngestHealth> {
  const [rows, orphan] = await Promise.all([readSources(store, project, range), countOrphans(store, project, range)]);
  const total = rows.find(isTotal);
  const sources = rows.filter((row) => !isTotal(row));
  return { ...(total === undefined ? none : countsOf(total)), orphan, sources: sources.map(toSource) };
}

const none = { accepted: 0, rejected: 0, late: 0, skewed: 0, cut: 0, unknownModel: 0, unknownDialect: 0 };

const isTotal = ({ total }: SourceRow) => Number(total) !== 0;

/** How late, and how far ahead of our clock, something may be without being told: ten minutes. */
const lateNanos = 600_000_000_000;

async function readSources(store: Store, project: string, range: Range): Promise<SourceRow[]> {
  const add = new Parameters();
  const arrived = arrivedWithin(project, range, add);
  const came = "toInt64(toUnixTimestamp64Milli(received)) * 1000000";
  const text = `
    SELECT service, scope, grouping(service, scope) AS total, sum(accepted) AS accepted_sum, sum(rejected) AS rejected_sum, sum(late) AS late_sum,
      sum(skewed) AS skewed_sum, sum(cut) AS cut_sum, sum(no_model) AS model_sum, sum(no_dialect) AS dialect_sum
    FROM (
      SELECT service, scope, count() AS accepted, toUInt64(0) AS rejected,
        countIf(state = 'ended' AND ${came} - (toInt64(start) + duration) > ${lateNanos}) AS late,
        countIf(toInt64(start) - ${came} > ${lateNanos}) AS skewed, countIf(cuts > 0) AS cut,
        toUInt64(0) AS no_model,
        countIf(dialect IN ('', 'otel')) AS no_dialect
      FROM spans FINAL WHERE ${arrived} GROUP BY service, scope
      UNION ALL
      SELECT service, scope, count(), 0, 0, 0, countIf(cuts > 0), 0, 0
      FROM logs FINAL WHERE ${arrived} GROUP BY service, scope
      UNION ALL
      SELECT service, scope, count(), 0, 0, 0, countIf(cuts > 0), 0, 0
      FROM points FINAL WHERE ${arrived} GROUP BY service, scope
      UNION ALL
      SELECT service, scope, 0, 0, 0, 0, 0, count(), 0
      FROM ledger FINAL
      WHERE ${arrived} AND counts AND has_tokens AND cost_source = 'none' AND kind IN ('llm', 'embedding')
      GROUP BY service, scope
      UNION ALL
      SELECT service, '' AS scope, 0, count(), 0, 0, 0, 0, 0
      FROM rejected FINAL WHERE ${arrived} GROUP BY service
    )
    GROUP BY GROUPING SETS ((service, scope), ())
    ORDER BY total DESC, accepted_sum DESC, service, scope
    LIMIT 1001`;
  return store.query<SourceRow>({ text, params: add.values, lane: "heavy" });
}

const toSource = (row: SourceRow): IngestSource => ({
  service: row.service || null,
  scope: row.scope || null,
  ...countsOf(row),
});

function countsOf(row: SourceRow): typeof none {
  return {
    accepted: Number(row.accepted_sum),
    rejected: Number(row.rejected_sum),
    late: Number(row.late_sum),
    skewed: Number(row.skewed_sum),
    cut: Number(row.cut_sum),
    unknownModel: Number(row.model_sum),
    unknownDialect: Number(row.dialect_sum),
  };
}

interface SourceRow {
  readonly service: string;
  readonly scope: string;
  /** Not 0 in the row that sums up all others. */
  readonly total: string;
  readonly accepted_sum: string;
  readonly rejected_sum: string;
  readonly late_sum: string;
  readonly skewed_sum: string;
  readonly cut_sum: string;
  readonly model_sum: string;
  readonly dialect_sum: string;
}

async function countOrphans(store: Store, project: string, range: Range): Promise<number> {
  const add = new Parameters();
  const text = `SELECT sum(orphan_count) AS orphans FROM traces FINAL WHERE ${arrivedWithin(project, range, add)}`;
  const [row] = await store.query<{ orphans: string }>({ text, params: add.values, lane: "heavy" });
  return Number(row?.orphans ?? 0);
}

export function arrivedWithin(project: string, { from, to }: Range, add: Parameters): string {
  return `project = ${add.string(project)} AND received >= ${add.millis(from)} AND received < ${add.millis(to)}`;
}
