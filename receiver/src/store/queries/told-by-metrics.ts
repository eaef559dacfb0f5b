import type { Store } from "../store.ts";
import { type Filters, pointConditions, within } from "./filters.ts";
import { Parameters } from "./parameters.ts";

/** What one metric tells of one sort of tokens, or of cost, within the range. */
export interface Told {
  readonly service: string;
  readonly used_model: string;
  readonly metric: string;
  /** Of tokens: which, as the metric itself names them. */
  readonly sort: string;
  readonly amount: number;
}

/** A cumulative point says how much there has been since the start; the one before it lies at most so far back. */
const lookBack = 86_400_000_000_000n;

/** Sums up what metrics tell: delta points add up, of cumulative ones the growth of each series counts. */
export async function toldByMetrics(
  store: Store,
  { project, range, ...filters }: Filters,
  metrics: readonly string[],
): Promise<readonly Told[]> {
  const add = new Parameters();
  const from = range.from > lookBack ? range.from - lookBack : 0n;
  const conditions = [
    ...within(project, "time", { from, to: range.to }, add),
    `metric IN ${add.strings(metrics)}`,
    ...pointConditions({ project, range, ...filters }, add),
  ];
  const text = `
    SELECT service, used_model, metric, sort_of AS sort, sum(grown) AS amount
    FROM (
      SELECT service, metric, time, temporality,
        coalesce(${firstOf("gen_ai.request.model", "model", "gen_ai.response.model")}, '') AS used_model,
        coalesce(${firstOf("gen_ai.token.type", "token_type", "type")}, '') AS sort_of,
        if(temporality = 1 OR place = 1 OR start != was_start OR told < was_told, told, told - was_told) AS grown
      FROM (
        SELECT service, metric, time, start, temporality, attributes, told,
          row_number() OVER series_in_time AS place,
          lagInFrame(start) OVER series_in_time AS was_start,
          lagInFrame(told) OVER series_in_time AS was_told
        FROM (
          SELECT service, metric, series, time, start, temporality, attributes,
            multiIf(type NOT IN ('gauge', 'sum'), coalesce(sum, 0), value_type = 'int', toFloat64(int_value), value) AS told
          FROM points FINAL
          WHERE ${conditions.join(" AND ")}
        )
        WHERE isFinite(told) AND told >= 0
        WINDOW series_in_time AS (PARTITION BY series ORDER BY time ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)
      )
    )
    WHERE time >= ${add.nanos(range.from)} AND grown > 0
    GROUP BY service, used_model, metric, sort_of
    ORDER BY service, used_model, metric, sort_of
    LIMIT 10000`;
  return store.query<Told>({ text, params: add.values, lane: "heavy" });
}

const firstOf = (...keys: readonly string[]) => keys.map((key) => `nullIf(attributes['${key}'], '')`).join(", ");
