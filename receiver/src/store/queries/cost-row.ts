import type { CostSource } from "../../model/ledger.ts";
import type { Cost, CostCoverage } from "../../model/usage.ts";

/** As the engine tells a whole number: in quotes where it answers, without where it wrote a line. */
export type Count = string | number;

/** What summed rows tell of cost, as `costSums` asks for it and the lines of `traces` and `sessions` keep it. */
export interface CostSumsRow {
  readonly cost_total: string;
  readonly input_cost: string;
  readonly output_cost: string;
  readonly cached_cost: string;
  readonly cache_write_cost: string;
  readonly reported: Count;
  readonly computed: Count;
  readonly estimated: Count;
  readonly unpriced: Count;
  readonly versions: readonly string[];
}

/** Of an entry: that it says what a call cost. */
export const costIsKnown = "cost_source NOT IN ('none', 'failed')";

const sum = (column: string) => `toString(sumIf(${column}, counts))`;
const calls = (source: string) => `countIf(counts AND cost_source = '${source}')`;

/** Over the entries of the ledger that count. */
export const costSums = `
  ${sum("cost")} AS cost_total, ${sum("cost_input")} AS input_cost, ${sum("cost_output")} AS output_cost,
  ${sum("cost_cached")} AS cached_cost, ${sum("cost_cache_write")} AS cache_write_cost,
  ${calls("reported")} AS reported, ${calls("computed")} AS computed, ${calls("estimated")} AS estimated,
  countIf(counts AND cost_source = 'none' AND kind != 'tool') AS unpriced,
  groupUniqArrayIf(2)(price_version, counts AND ${costIsKnown}) AS versions`;

/** Null when no call has a cost that is known; its source is the least certain of its parts. */
export function sumOfCosts(row: CostSumsRow): Cost | null {
  const { reported, computed, estimated } = coverageOf(row);
  if (reported + computed + estimated === 0) return null;
  return {
    total: row.cost_total,
    input: row.input_cost,
    output: row.output_cost,
    cached: row.cached_cost,
    cacheWrite: row.cache_write_cost,
    source: estimated > 0 ? "estimated" : computed > 0 ? "computed" : "reported",
    priceVersion: row.versions.length === 1 ? row.versions[0] || null : null,
  };
}

export function coverageOf({ reported, computed, estimated, unpriced }: CostSumsRow): CostCoverage {
  return {
    reported: Number(reported),
    computed: Number(computed),
    estimated: Number(estimated),
    unknown: Number(unpriced),
  };
}

/** What an entry of the ledger tells of its cost. */
export interface EntryCostRow {
  readonly source: CostSource;
  readonly total: string;
  readonly of_input: string;
  readonly of_output: string;
  readonly of_cached: string;
  readonly of_cache_write: string;
  readonly price_version: string;
}

export const entryCost = `
  toString(cost_source) AS source, toString(cost) AS total, toString(cost_input) AS of_input,
  toString(cost_output) AS of_output, toString(cost_cached) AS of_cached, toString(cost_cache_write) AS of_cache_write,
  price_version`;

/** Null where nobody knows it, or it failed before it cost anything. */
export function costOfEntry(entry: EntryCostRow): Cost | null {
  if (entry.source === "none" || entry.source === "failed") return null;
  return {
    total: entry.total,
    input: entry.of_input,
    output: entry.of_output,
    cached: entry.of_cached,
    cacheWrite: entry.of_cache_write,
    source: entry.source,
    priceVersion: entry.price_version || null,
  };
}
