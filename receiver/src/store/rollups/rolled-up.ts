import { Parameters } from "../queries/parameters.ts";
import type { Store } from "../store.ts";
import { quarterOfEntry } from "./dirty-times.ts";
import { type Length, quarter } from "./lengths.ts";

/** A time of so many quarters of an hour, and the number since 1970 of the first. */
export interface Time {
  readonly long: Length;
  readonly begun: number;
}

/** What the rollups of a project hold. What was so once stays true: who knows an older word of it reads more entries. */
export interface RolledUp {
  /** What was written until then, Unix nanoseconds, is in the rollups of all times that have any. */
  readonly through: bigint;
  /** But these, which hold nothing. */
  readonly without: readonly Time[];
  /** The quarters of which something is known to have been written since. */
  readonly dirty: Set<number>;
  /** How many entries there are of each day, by the number of days since 1970. */
  readonly entries: ReadonlyMap<number, number>;
}

const believedMillis = 15_000;

interface Known {
  readonly at: number;
  readonly told: Promise<RolledUp>;
}

const known = new WeakMap<Store, Map<string, Known>>();

/** As it was a few seconds ago, or is. */
export function readRolledUp(store: Store, project: string): Promise<RolledUp> {
  const ofProjects = known.get(store) ?? new Map<string, Known>();
  known.set(store, ofProjects);
  const last = ofProjects.get(project);
  if (last !== undefined && performance.now() - last.at < believedMillis) return last.told;
  const told = askRolledUp(store, project);
  ofProjects.set(project, { at: performance.now(), told });
  told.catch(() => ofProjects.delete(project));
  return told;
}

export const through = "SELECT max(through) FROM rollups WHERE project = '' AND quarters = 0";

async function askRolledUp(store: Store, project: string): Promise<RolledUp> {
  const [row] = await store.query<{ told: string }>({ text: `SELECT toString((${through})) AS told` });
  const add = new Parameters();
  const text = `
    SELECT quarters AS long, begin AS begun FROM rollups FINAL
    WHERE project = ${add.string(project)} AND NOT whole
    LIMIT ${mostWithout + 1}`;
  const without = await store.query<Time>({ text, params: add.values });
  const until = without.length > mostWithout ? 0n : BigInt(row?.told ?? 0);
  const days = await askDays(store, project, until);
  const dirty = new Set(days.flatMap(({ since }) => since));
  return { through: until, without, dirty, entries: new Map(days.map(({ day, entries }) => [day, entries])) };
}

const mostWithout = 1000;

interface Day {
  readonly day: number;
  readonly entries: number;
  readonly since: readonly number[];
}

function askDays(store: Store, project: string, until: bigint): Promise<Day[]> {
  const add = new Parameters();
  const text = `
    SELECT toUInt32(intDiv(begun, 96)) AS day, toUInt32(sum(lines)) AS entries,
      groupArrayIf(toUInt32(begun), last_written > ${add.nanos(until)}) AS since
    FROM (
      SELECT ${quarterOfEntry} AS begun, count() AS lines, max(written) AS last_written FROM ledger
      WHERE project = ${add.string(project)}
      GROUP BY begun
    )
    GROUP BY day`;
  return store.query<Day>({ text, params: add.values });
}

/** At least as many as there were in the range. */
export function entriesWithin({ entries }: RolledUp, from: bigint, to: bigint): number {
  let sum = 0;
  for (const [day, some] of entries)
    if (day >= Number(from / nanosOfDay) && day <= Number(to / nanosOfDay)) sum += some;
  return sum;
}

const nanosOfDay = 96n * quarter;

/** What is known is asked anew: something was rolled up. */
export const forgetRolledUp = (store: Store): boolean => known.delete(store);
