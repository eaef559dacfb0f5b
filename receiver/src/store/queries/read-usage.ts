import { coverageShare } from "../../model/spent.ts";
import type { Cost, CostCoverage, Tokens, UsageDimension, UsageInterval, UsageOf } from "../../model/usage.ts";
import { utc, type Zone } from "../../model/zone.ts";
import { type Length, lengths } from "../rollups/lengths.ts";
import type { Store } from "../store.ts";
import { summedOfCells, withCellSums } from "./cell-sums.ts";
import { askOverCells, columnOfCells, columnsFor } from "./cells-asked.ts";
import { coverageOf, sumOfCosts } from "./cost-row.ts";
import type { Filters } from "./filters.ts";
import { beginOf, commonLength, intervalIn } from "./intervals.ts";
import { findOrigins } from "./read-origins.ts";
import type { SumsRow } from "./sums.ts";
import { type Latency, latencyOf, successRateOf, tokensOf } from "./usage-row.ts";
import { usageRows, usageTable } from "./usage-tables.ts";

export interface UsageQuery {
  /** What is counted; spans, unless told. */
  readonly of?: UsageOf;
  readonly groupBy: readonly UsageDimension[];
  readonly interval: UsageInterval;
  /** By whose clocks intervals begin; UTC, unless told. */
  readonly zone?: Zone;
  readonly limit: number;
}

export interface Usage {
  /** When the interval begins; null where none was asked for. */
  readonly time: string | null;
  /** What the row is about, by the names asked for. */
  readonly group: Readonly<Record<string, string | null>>;
  /** The spans that say something of what agents did, or for whom, and those that failed. Of summaries: all they hold. */
  readonly spans: number;
  readonly spanErrors: number;
  /** The spans that count toward totals, or the traces or sessions, and those that failed. */
  readonly calls: number;
  readonly errors: number;
  readonly successRate: number | null;
  readonly tokens: Tokens | null;
  readonly cost: Cost | null;
  readonly costCoverage: CostCoverage;
  /** The share of the calls whose cost is certain; null without calls that have one. */
  readonly coverage: number | null;
  readonly latency: Latency | null;
}

/** Usage of what begins in the range: by time, then the most calls first. */
export async function readUsage(store: Store, filters: Filters, query: UsageQuery): Promise<readonly Usage[]> {
  const { of = "spans", groupBy, interval, zone = utc, limit } = query;
  const table = usageTable(of, groupBy);
  const attributes = await findOrigins(store, filters.project, filters.attributes);
  const isInCells = table.sumsOfCells !== undefined && groupBy.every((name) => columnOfCells.has(name));
  const longest = isInCells ? lengthOf(interval, zone, filters) : undefined;
  const rows = await askOverCells<UsageRow>(store, filters, longest, (add, cells) => {
    const dimensions = groupBy.map((name) => (cells && columnOfCells.get(name)) ?? table.dimensions.get(name));
    const groups = dimensions.map((expression, at) => `${expression} AS group_${at}`);
    const named = groupBy.map((_, at) => `group_${at}`);
    return `
      ${cells ? withCellSums : ""}
      SELECT ${[`${intervalIn(interval, zone, filters.range, add)} AS began`, ...groups].join(", ")},
        ${cells ? table.sumsOfCells : table.sums}
      FROM (${cells ? cells(add, [...summedOfCells, ...columnsFor(groupBy)]) : usageRows(table, groupBy, { ...filters, ...(attributes && { attributes }) }, add)})
      GROUP BY ${["began", ...named].join(", ")}
      ORDER BY ${["began", "call_count DESC", "span_count DESC", ...named].join(", ")}
      LIMIT ${add.add("UInt32", limit)}`;
  });
  const isEmptyTotal = rows.length === 1 && rows[0]?.timed === "0" && rows[0].span_count === "0";
  return isEmptyTotal ? [] : rows.map((row) => toUsage(row, groupBy, interval, zone));
}

/** The longest rollups whose cells lie in one interval each. */
function lengthOf(interval: UsageInterval, zone: Zone, { range }: Filters): Length | undefined {
  const seconds = commonLength(
    interval,
    zone,
    range,
    lengths.map((long) => long * 900),
  );
  return lengths.find((long) => long * 900 === seconds);
}

interface UsageRow extends SumsRow {
  readonly began: string;
  readonly span_count: string;
  readonly failed_count: string;
  readonly [group: `group_${number}`]: string;
}

function toUsage(row: UsageRow, groupBy: readonly UsageDimension[], interval: UsageInterval, zone: Zone): Usage {
  return {
    time: interval === "none" ? null : String(BigInt(beginOf(interval, Number(row.began), zone)) * 1_000_000_000n),
    group: Object.fromEntries(groupBy.map((name, at) => [name, row[`group_${at}`] || null])),
    spans: Number(row.span_count),
    spanErrors: Number(row.failed_count),
    calls: Number(row.call_count),
    errors: Number(row.failure_count),
    successRate: successRateOf(row),
    tokens: tokensOf(row),
    cost: sumOfCosts(row),
    costCoverage: coverageOf(row),
    coverage: coverageShare(coverageOf(row)),
    latency: latencyOf(row),
  };
}
