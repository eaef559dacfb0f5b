import type { UsageDimension } from "../../model/usage.ts";
import { entriesAsCells, storedCells } from "../rollups/cells.ts";
import { quarterOfEntry } from "../rollups/dirty-times.ts";
import { type Length, lengths, quarter } from "../rollups/lengths.ts";
import { entriesWithin, readRolledUp, type Time } from "../rollups/rolled-up.ts";
import { type Tiles, type Tiling, tilesOver } from "../rollups/tiles.ts";
import type { Store } from "../store.ts";
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
  groupBy.flatMap((name) => (name === "status" ? ["state", "failed"] : [columnOfCells.get(name) ?? ""]));

/** These columns of the cells, and `start`, as a table. */
export type CellsAsked = (add: Parameters, columns: readonly string[]) => string;

/** Of more dirty times than this the entries are read, and so are all others'. */
const mostDirty = 1000;
/** What asking for less costs is what the engine takes to plan, and of rollups that is more. */
const usuallyFewest = 150_000;

/**
 * The entries asked for as cells to sum over, named as `ledgerSpans` names them: rollups where they can be believed, and
 * elsewhere entries. Undefined where rollups do not hold what is asked for, or nothing of the range.
 */
export async function cellsAsked(
  store: Store,
  filters: Filters,
  longest: Length | undefined,
): Promise<CellsAsked | undefined> {
  if (longest === undefined || !holdWhatIsAsked(filters)) return undefined;
  const dirty = await findDirty(store, filters);
  if (dirty === undefined) return undefined;
  const tiling = tilesOver(filters.range, longest, withLonger(dirty));
  return tiling.tiles.length === 0 ? undefined : (add, columns) => cellsIn(filters, tiling, [...new Set(columns)], add);
}

function holdWhatIsAsked(filters: Filters): boolean {
  return Object.entries(filters).every(
    ([name, value]) =>
      value === undefined || (Array.isArray(value) && value.length === 0) || asked[name as keyof Filters] === true,
  );
}

async function findDirty(store: Store, { project, range }: Filters): Promise<readonly Time[] | undefined> {
  const [from, to] = [(range.from + quarter - 1n) / quarter, range.to / quarter];
  if (to - from < BigInt(lengths[1])) return undefined;
  const rolledUp = await readRolledUp(store, project);
  const { through, without } = rolledUp;
  const { fewestRolledUp = usuallyFewest } = store;
  if (through === 0n || entriesWithin(rolledUp, range.from, range.to) < fewestRolledUp) return undefined;
  const add = new Parameters();
  const text = `
    SELECT 1 AS long, toUInt32(${quarterOfEntry}) AS begun FROM ledger
    WHERE project = ${add.string(project)}
      AND ${quarterOfEntry} >= ${add.nanos(from)} AND ${quarterOfEntry} < ${add.nanos(to)}
    GROUP BY begun
    HAVING max(written) > ${add.nanos(through)}
    LIMIT ${mostDirty + 1}`;
  const rows = await store.query<Time>({ text, params: add.values });
  return rows.length > mostDirty ? undefined : [...rows, ...without];
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
