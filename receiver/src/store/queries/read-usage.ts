import type { Cost, CostCoverage, Tokens, UsageDimension, UsageInterval } from "../../model/usage.ts";
import type { Store } from "../store.ts";
import { coverageOf, sumOfCosts } from "./cost-row.ts";
import type { Filters } from "./filters.ts";
import { dimensions, ledgerSpans } from "./ledger-spans.ts";
import { Parameters } from "./parameters.ts";
import { findOrigins } from "./read-origins.ts";
import { type SumsRow, sums } from "./sums.ts";
import { type Latency, latencyOf, tokensOf } from "./usage-row.ts";

export interface UsageQuery {
  readonly groupBy: readonly UsageDimension[];
  readonly interval: UsageInterval;
  readonly limit: number;
}

export interface Usage {
  /** When the interval begins, in UTC; null where none was asked for. */
  readonly time: string | null;
  /** What the row is about, by the names asked for. */
  readonly group: Readonly<Record<string, string | null>>;
  /** The spans that say something of what agents did, or for whom, and those that failed. */
  readonly spans: number;
  readonly spanErrors: number;
  /** The spans that count toward totals, and those that failed. */
  readonly calls: number;
  readonly errors: number;
  readonly tokens: Tokens | null;
  readonly cost: Cost | null;
  readonly costCoverage: CostCoverage;
  readonly latency: Latency | null;
}

/** Usage of the spans that begin in the range: by time, then the most calls first. */
export async function readUsage(store: Store, filters: Filters, query: UsageQuery): Promise<readonly Usage[]> {
  const { groupBy, interval, limit } = query;
  const attributes = await findOrigins(store, filters.project, filters.attributes);
  const add = new Parameters();
  const groups = groupBy.map((name, at) => `${dimensions.get(name)} AS group_${at}`);
  const named = groupBy.map((_, at) => `group_${at}`);
  const text = `
    SELECT ${[`${bucket[interval]} AS began`, ...groups].join(", ")},
      count() AS span_count, countIf(failed) AS failed_count, ${sums("counts")}
    FROM (${ledgerSpans({ ...filters, ...(attributes && { attributes }) }, add)})
    GROUP BY ${["began", ...named].join(", ")}
    ORDER BY ${["began", "call_count DESC", "span_count DESC", ...named].join(", ")}
    LIMIT ${add.add("UInt32", limit)}`;
  const rows = await store.query<UsageRow>({ text, params: add.values, lane: "heavy" });
  const isEmptyTotal = rows.length === 1 && rows[0]?.span_count === "0";
  return isEmptyTotal ? [] : rows.map((row) => toUsage(row, query));
}

interface UsageRow extends SumsRow {
  readonly began: string;
  readonly span_count: string;
  readonly failed_count: string;
  readonly [group: `group_${number}`]: string;
}

const every = (seconds: bigint) => `intDiv(start, ${seconds * 1_000_000_000n}) * ${seconds}`;

/** Unix seconds at which the interval begins that a start lies in; weeks begin on Monday. */
const bucket: Readonly<Record<UsageInterval, string>> = {
  none: "toUInt64(0)",
  minute: every(60n),
  hour: every(3600n),
  day: every(86_400n),
  week: "toUInt64(greatest((intDiv(toInt64(intDiv(start, 86400000000000)) + 3, 7) * 7 - 3) * 86400, 0))",
  month: `toUInt64(toUnixTimestamp(toDateTime(
    toStartOfMonth(toDateTime(least(intDiv(start, 1000000000), 4294967295), 'UTC')), 'UTC')))`,
};

function toUsage(row: UsageRow, { groupBy, interval }: UsageQuery): Usage {
  return {
    time: interval === "none" ? null : String(BigInt(row.began) * 1_000_000_000n),
    group: Object.fromEntries(groupBy.map((name, at) => [name, row[`group_${at}`] || null])),
    spans: Number(row.span_count),
    spanErrors: Number(row.failed_count),
    calls: Number(row.call_count),
    errors: Number(row.failure_count),
    tokens: tokensOf(row),
    cost: sumOfCosts(row),
    costCoverage: coverageOf(row),
    latency: latencyOf(row),
  };
}
