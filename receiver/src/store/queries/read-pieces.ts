import { picoDollars } from "../../model/cost.ts";
import type { Piece } from "../../model/spent.ts";
import { lengths, quarter } from "../rollups/lengths.ts";
import type { Store } from "../store.ts";
import { countedOfCells, countedSumsOfCells } from "./cell-sums.ts";
import { askOverCells } from "./cells-asked.ts";
import { type CostSumsRow, costSums, coverageOf } from "./cost-row.ts";
import type { Filters } from "./filters.ts";
import { ledgerSpans } from "./ledger-spans.ts";
import { findOrigins } from "./read-origins.ts";
import { type TokenSumsRow, tokenSums } from "./sums.ts";
import { tokensOf } from "./usage-row.ts";

/**
 * What the calls that begin between the first bound and the last add up to, from each bound to the next; where nothing
 * was called there is no piece. Bounds are in order.
 */
export async function readPieces(
  store: Store,
  filters: Omit<Filters, "range">,
  bounds: readonly bigint[],
): Promise<readonly Piece[]> {
  const [from, to] = [bounds[0], bounds.at(-1)];
  if (from === undefined || to === undefined || from >= to) return [];
  const attributes = await findOrigins(store, filters.project, filters.attributes);
  const narrowed = { ...filters, range: { from, to }, ...(attributes && { attributes }) };
  const rows = await askOverCells<PieceRow>(
    store,
    narrowed,
    lengthBetween(bounds),
    (add, cells) => `
    SELECT toString(roundDown(start, ${add.add("Array(UInt64)", bounds)})) AS began,
      ${cells ? ofCells : ofEntries}
    FROM (${cells ? cells(add, countedOfCells) : ledgerSpans(narrowed, add)})
    GROUP BY began
    LIMIT ${add.add("UInt32", bounds.length)}`,
  );
  return rows.map(toPiece);
}

/** Of what all bounds but the outermost are whole multiples. */
const lengthBetween = (bounds: readonly bigint[]) =>
  lengths.findLast((long) => bounds.slice(1, -1).every((bound) => bound % (BigInt(long) * quarter) === 0n));

const ofEntries = `
  countIf(counts) AS call_count, countIf(counts AND failed) AS failure_count, ${tokenSums}, ${costSums}`;
const ofCells = `counted AS called, ${countedSumsOfCells}`;

interface PieceRow extends CostSumsRow, TokenSumsRow {
  readonly began: string;
  readonly call_count: string;
  readonly failure_count: string;
}

function toPiece(row: PieceRow): Piece {
  return {
    from: BigInt(row.began),
    calls: Number(row.call_count),
    errors: Number(row.failure_count),
    tokens: tokensOf(row),
    cost: {
      total: picoDollars(row.cost_total) ?? 0n,
      input: picoDollars(row.input_cost) ?? 0n,
      output: picoDollars(row.output_cost) ?? 0n,
      cached: picoDollars(row.cached_cost) ?? 0n,
      cacheWrite: picoDollars(row.cache_write_cost) ?? 0n,
    },
    costCoverage: coverageOf(row),
    priceVersions: row.versions,
  };
}
