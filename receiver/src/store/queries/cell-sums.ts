import { dollars } from "../../model/cost.ts";
import { type Amount, placeOf } from "../rollups/amounts.ts";
import { levels } from "./sums.ts";

/** The amounts of cells that are calls, and of those that count: all of them added up as one array. */
type Added = "called" | "counted";

/** Which of them each sum is. */
const sums: readonly (readonly [name: string, added: Added, amount: Amount])[] = [
  ["call_count", "called", "held"],
  ["failure_count", "called", "failures"],
  ["success_count", "called", "successes"],
  ["timed", "called", "finished"],
  ["time_sum", "called", "lasted"],
  ["any_tokens", "counted", "has_tokens"],
  ["input_sum", "counted", "input_tokens"],
  ["output_sum", "counted", "output_tokens"],
  ["cached_sum", "counted", "cached_tokens"],
  ["cache_write_sum", "counted", "cache_write_tokens"],
  ["reasoning_sum", "counted", "reasoning_tokens"],
  ["reported", "counted", "reported_calls"],
  ["computed", "counted", "computed_calls"],
  ["estimated", "counted", "estimated_calls"],
  ["unpriced", "counted", "unpriced_calls"],
];
const costs: readonly (readonly [name: string, amount: Amount])[] = [
  ["cost_total", "cost"],
  ["input_cost", "cost_input"],
  ["output_cost", "cost_output"],
  ["cached_cost", "cost_cached"],
  ["cache_write_cost", "cost_cache_write"],
];

/** What of cells the costs and counts are made from, and what all sums are. */
export const countedOfCells = ["counts", "amounts", "price_versions"];
export const summedOfCells = [...countedOfCells, "shortest", "longest", "took", "took_so"];

/** Over all cells. */
export const spansOfCells = `
    sum(amounts[${placeOf("held") + 1}]) AS span_count, sum(amounts[${placeOf("failures") + 1}]) AS failed_count`;

/** As `sums` over spans; `namedSums` tells the answer as those do. */
export function sumsOfCells(call: string): string {
  return `
    sumForEachIf(amounts, ${call}) AS called, ${countedSumsOfCells},
    minIf(shortest, ${call}) AS fastest, maxIf(longest, ${call}) AS slowest,
    quantilesBFloat16WeightedArrayIf(${levels})(took, took_so, CAST(${call} AS UInt8)) AS latencies`;
}

export const countedSumsOfCells = `
    sumForEachIf(amounts, counts) AS counted, groupUniqArrayArrayIf(2)(price_versions, counts) AS versions`;

/** The sums by name, for what an answer is sorted by: the engine plans those that are. */
const names = [
  ...sums.map(([name, added, amount]) => `${added}[${placeOf(amount) + 1}] AS ${name}`),
  ...costs.map(([name, amount]) => `counted[${placeOf(amount) + 1}] * toDecimal128('0.000000000001', 12) AS ${name}`),
];
export const withCellSums = `WITH ${names.join(", ")}`;

export type AddedRow = Readonly<Partial<Record<Added, readonly string[]>>>;

/** A row of them as it would be of spans. */
export function namedSums<Row>(row: AddedRow): Row {
  const told = (added: Added, amount: Amount) => row[added]?.[placeOf(amount)] ?? "0";
  return {
    ...row,
    ...Object.fromEntries(sums.map(([name, added, amount]) => [name, told(added, amount)])),
    ...Object.fromEntries(costs.map(([name, amount]) => [name, dollars(BigInt(told("counted", amount)))])),
    any_tokens: told("counted", "has_tokens") !== "0",
  } as Row;
}
