import type { UsageDimension } from "../../model/usage.ts";
import { entriesAsCells, storedCells } from "../rollups/cells.ts";
import { quarterOfEntry } from "../rollups/dirty-times.ts";
import { type Length, lengths, quarter } from "../rollups/lengths.ts";
import { entriesWithin, type RolledUp, readRolledUp, type Time } from "../rollups/rolled-up.ts";
import { type Tiles, type Tiling, tilesOver } from "../rollups/tiles.ts";
import type { Store } from "../store.ts";
import { type AddedRow, namedSums } from "./cell-sums.ts";
import { callConditions, endOfTime, oneOf, within } from "./conditions.ts";
import type { Filters, Range } from "./filters.ts";
import { outcome } from "./ledger-spans.ts";
import { Parameters } from "./parameters.ts";

const asked: Readonly<Record<keyof Filters, boolean>> = {
  ...{ project: true, range: true, agent: true, model: true, provider: true, tool: true, kind: true, status: true },
  ...{ service: true, platform: true, environment: true, hasError: true },
  ...{ session: false, user: false, tag: false, release: false, bot: false, botType: false, endReason: false },
  ...{ minDuration: false, maxDuration: false, minCost: false, maxCost: false, minTokens: false, maxTokens: false },
  ...{ minErrors: false, errorType: false, errorShape: false, q: false },
  ...{ attributes: false, metadata: false, among: false },
};

/** What cells are grouped by. */
export const columnOfCells: ReadonlyMap<UsageDimension, string> = new Map([
  ["agent", "agent_name"],
  ["model", "used_model"],
  ["provider", "provider"],
  ["tool", "tool_name"],
  ["kind", "kind"],
  ["status", outcome],
  ["service", "service"],
  ["platform", "platform"],
  ["environment", "environment"],
]);

/** The columns that takes, beside those that are summed. */
export const columnsFor = (groupBy: readonly UsageDimension[]): readonly string[] =>
  [...new Set(groupBy)].flatMap((name) => (name === "status" ? ["state", "failed"] : [columnOfCells.get(name) ?? ""]));

/** These columns of the cells, and `start`, as a table. */
type CellsAsked = (add: Parameters, columns: readonly string[]) => string;

/** Of more dirty times than this the entries are read, and so are all others'. */
const mostDirty = 1000;
/** What asking for less costs is what the engine takes to plan, and of rollups that is more. */
const usuallyFewest = 50_000;

/** What is asked: of cells, named as `ledgerSpans` names entries, or of the entries themselves. */
type Asking = (add: Parameters, cells: CellsAsked | undefined) => string;

/**
 * Asks for sums over cells, told as those over entries are: over rollups where they can be believed, and elsewhere entries.
 * Over the entries alone where rollups do not hold what is asked for, or nothing of the range. What was written since is
 * asked meanwhile; where that is more than was known, the sums are asked for again.
 */
export async function askOverCells<Row>(
  store: Store,
  filters: Filters,
  longest: Length | undefined,
  asking: Asking,
): Promise<readonly Row[]> {
  const { from, to } = quartersIn(filters.range);
  if (longest === undefined || !holdWhatIsAsked(filters) || to - from < lengths[1]) return ask(store, asking);
  const rolledUp = await readRolledUp(store, filters.project);
  const { fewestRolledUp = usuallyFewest } = store;
  const entries = entriesWithin(rolledUp, filters.range.from, filters.range.to);
  if (rolledUp.through === 0n || entries < fewestRolledUp) return ask(store, asking);
  const known = new Set(rolledUp.dirty);
  const askThose = () => ask<Row>(store, asking, cellsOver(filters, longest, rolledUp));
  const [found, rows] = await Promise.all([findDirty(store, filters, rolledUp.through), askThose()]);
  if (found.every((begun) => known.has(begun))) return rows;
  for (const begun of found) rolledUp.dirty.add(begun);
  return askThose();
}

async function ask<Row>(store: Store, asking: Asking, cells?: CellsAsked): Promise<readonly Row[]> {
  const add = new Parameters();
  const text = asking(add, cells);
  const question = { text, params: add.values, lane: "heavy" } as const;
  return cells === undefined ? store.query<Row>(question) : (await store.query<AddedRow>(question)).map(namedSums<Row>);
}

/** Those that lie in it whole; `to` is not one of them. */
const quartersIn = ({ from, to }: Range) => ({
  from: Number((from + quarter - 1n) / quarter),
  to: Number(to / quarter),
});

function holdWhatIsAsked(filters: Filters): boolean {
  return Object.entries(filters).every(
    ([name, value]) =>
      value === undefined || (Array.isArray(value) && value.length === 0) || asked[name as keyof Filters] === true,
  );
}

/** The quarters of which something was written since. */
async function findDirty(store: Store, { project, range }: Filters, since: bigint): Promise<readonly number[]> {
  const { from, to } = quartersIn(range);
  const add = new Parameters();
  const text = `
    SELECT toUInt32(${quarterOfEntry}) AS begun FROM ledger
    WHERE project = ${add.string(project)} AND ${quarterOfEntry} >= ${from} AND ${quarterOfEntry} < ${to}
    GROUP BY begun
    HAVING max(written) > ${add.nanos(since)}
    LIMIT ${mostDirty + 1}`;
  const found = await store.query<Pick<Time, "begun">>({ text, params: add.values });
  return found.map(({ begun }) => begun);
}

function cellsOver(filters: Filters, longest: Length, { dirty, without }: RolledUp): CellsAsked | undefined {
  const { from, to } = quartersIn(filters.range);
  const since = [...dirty].filter((begun) => begun >= from && begun < to);
  if (since.length > mostDirty) return undefined;
  const known = since.map((begun) => ({ long: lengths[0], begun }));
  const tiling = tilesOver(filters.range, longest, withLonger([...known, ...without]));
  return tiling.tiles.length === 0 ? undefined : (add, columns) => cellsIn(filters, tiling, columns, add);
}

/** What a longer time is added up from is dirty with it. */
const withLonger = (dirty: readonly Time[]): Time[] =>
  dirty.flatMap((one) =>
    lengths.filter((long) => long >= one.long).map((long) => ({ long, begun: one.begun - (one.begun % long) })),
  );

function cellsIn(filters: Filters, { tiles, gaps }: Tiling, columns: readonly string[], add: Parameters): string {
  const project = `project = ${add.string(filters.project)}`;
  const rolledUp = [project, anyOf(tiles.map(tileCondition)), ...ofCell(filters, "used_model", add)];
  const stored = storedCells(rolledUp, columns);
  if (gaps.length === 0) return stored;
  const bounds = within(filters.project, "start", filters.range, add);
  const beside = [...bounds, anyOf(gaps.map((gap) => gapCondition(gap, add))), ...ofCell(filters, undefined, add)];
  return `${stored} UNION ALL ${entriesAsCells(beside, columns)}`;
}

const anyOf = (conditions: readonly string[]) => `(${conditions.join(" OR ")})`;
const tileCondition = ({ long, from, to }: Tiles) => `(quarters = ${long} AND begin >= ${from} AND begin < ${to})`;
const gapCondition = ({ from, to }: Range, add: Parameters) =>
  `(start >= ${add.nanos(from)}${to >= endOfTime ? "" : ` AND start < ${add.nanos(to)}`})`;

function ofCell(filters: Filters, model: string | undefined, add: Parameters): string[] {
  const { hasError } = filters;
  return [
    ...callConditions(filters, add, model),
    ...oneOf("platform", filters.platform, add),
    ...oneOf(outcome, filters.status, add),
    ...(hasError === undefined ? [] : [hasError ? "failed" : "NOT failed"]),
  ];
}
