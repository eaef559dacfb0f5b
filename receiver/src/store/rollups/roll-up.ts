import { Parameters } from "../queries/parameters.ts";
import type { Question, Store } from "../store.ts";
import { cellColumns, entriesAsCells, gathered, storedCells } from "./cells.ts";
import { dirtyTimes } from "./dirty-times.ts";
import { type Length, lengths, quarter } from "./lengths.ts";
import { forgetRolledUp, through as told } from "./rolled-up.ts";

export interface RollingUp {
  /** A time is added up when nothing was written of it for so long; no insert may take longer. */
  readonly quietSeconds: number;
  /** A rollup with more cells would cost more to keep than the entries do to read. */
  readonly mostCells?: number;
  /** Called between statements with how long the last took, in milliseconds. */
  readonly rest?: (worked: number) => Promise<void>;
  readonly ended?: AbortSignal;
  /** Whether an error says nothing of the time that was added up: the engine is away. */
  readonly isPassing?: (error: unknown) => boolean;
  /** A time that cannot be added up; its entries are read as long as nothing of it changes. */
  readonly onFault?: (error: unknown, time: { readonly project: string; readonly begun: number }) => void;
}

const usualCells = 10_000;
const mostTimes = 96;
const mostEntries = 200_000;
const mostFound = 1000;
const mostRounds = 1000;

/**
 * Adds up anew what times of the ledger hold, where the rollup is not what it would be: quarters of an hour from the
 * entries, hours from quarters, days from hours. What is to be done is asked of the store and each row is replaced as a
 * whole, so it is safe to repeat, to stop anywhere, and to run in several processes. Tells how many it wrote.
 */
export async function rollUp(store: Store, how: RollingUp): Promise<number> {
  const look = await clockOf(store);
  let made = 0;
  for (const long of lengths) {
    const some = await rollUpAll(store, how, long);
    if (some === undefined) return made;
    made += some;
  }
  await tellThrough(store, look, before(look, how));
  return made;
}

/** Undefined where some may be left. */
async function rollUpAll(store: Store, how: RollingUp, long: Length): Promise<number | undefined> {
  let made = 0;
  for (let round = 0; round < mostRounds; round += 1) {
    const stale = await findStale(store, how.quietSeconds, long);
    for (const [project, times] of Map.groupBy(stale, ({ whose }) => whose)) {
      for (const some of together(times)) {
        if (how.ended?.aborted) return undefined;
        await build(store, how, { project, long, times: some });
        made += some.length;
      }
    }
    if (stale.length < mostFound) return made;
  }
  return undefined;
}

async function clockOf(store: Store): Promise<bigint> {
  const [row] = await store.query<{ now: string }>({ text: "SELECT toUnixTimestamp64Nano(now64(9)) AS now" });
  return BigInt(row?.now ?? 0);
}

const before = (look: bigint, { quietSeconds }: RollingUp) => look - BigInt(quietSeconds * 1e9);

async function tellThrough(store: Store, look: bigint, through: bigint): Promise<void> {
  const add = new Parameters();
  const text = `
    INSERT INTO rollups (project, quarters, begin, version, through, expires)
    SELECT '', 0, 0, ${add.nanos(look)}, ${add.nanos(through)}, toDate('2149-06-06')
    WHERE (SELECT max(written) FROM ledger) > (${told})`;
  await store.command({ text, params: add.values, lane: "heavy", settings: settingsOf(store) });
  forgetRolledUp(store);
}

/** On a cluster an insert is over when the rows are in their shard. */
const settingsOf = ({ cluster }: Store): Question["settings"] =>
  cluster === undefined ? {} : { distributed_foreground_insert: 1 };

interface StaleTime {
  readonly whose: string;
  readonly begun: number;
  readonly entries: string;
  readonly lie_in: string;
  readonly until: string;
  readonly look: string;
}

/** Those that are quiet, the newest first; what is added up from shorter times waits until all of them can be believed. */
async function findStale(store: Store, quietSeconds: number, long: Length) {
  const shorter = shorterThan(long);
  const add = new Parameters();
  const unready =
    shorter === undefined
      ? ""
      : `AND (whose, begun) NOT IN (SELECT whose, toUInt32(begun - begun % ${long}) FROM (${dirtyTimes([shorter])}))`;
  const text = `
    WITH (SELECT toUnixTimestamp64Nano(now64(9))) AS seen
    SELECT whose, begun, toString(entries) AS entries, toString(lie_in) AS lie_in, toString(until) AS until,
      toString(seen) AS look
    FROM (${dirtyTimes([long])})
    WHERE is_stale AND changed <= seen - ${add.add("UInt64", quietSeconds * 1e9)} ${unready}
    ORDER BY begun DESC, whose
    LIMIT ${mostFound}`;
  return store.query<StaleTime>({ text, params: add.values, lane: "heavy" });
}

function together(times: readonly StaleTime[]): StaleTime[][] {
  const all: StaleTime[][] = [];
  let entries = 0;
  for (const time of times) {
    const last = all.at(-1);
    entries += Number(time.entries);
    if (last !== undefined && last.length < mostTimes && entries <= mostEntries) last.push(time);
    else {
      all.push([time]);
      entries = Number(time.entries);
    }
  }
  return all;
}

interface Times {
  readonly project: string;
  readonly long: Length;
  readonly times: readonly StaleTime[];
}

/** Of times that cannot be added up at once each is tried alone. */
async function build(store: Store, how: RollingUp, asked: Times): Promise<void> {
  const begun = performance.now();
  try {
    await write(store, how, asked, true);
  } catch (error) {
    const [first, ...others] = asked.times;
    if (first === undefined || how.ended?.aborted || how.isPassing?.(error)) throw error;
    if (others.length > 0) for (const one of asked.times) await build(store, how, { ...asked, times: [one] });
    else {
      how.onFault?.(error, { project: asked.project, begun: first.begun });
      await write(store, how, asked, false);
    }
  }
  await how.rest?.(performance.now() - begun);
}

/** With their cells, or with the word that they have none that could be kept. */
async function write(store: Store, how: RollingUp, asked: Times, whole: boolean): Promise<void> {
  const add = new Parameters();
  const { project, long, times } = asked;
  const { mostCells = usualCells } = how;
  const look = BigInt(times[0]?.look ?? 0);
  const begins = add.add(
    "Array(UInt64)",
    times.map((time) => BigInt(time.begun)),
  );
  const looked = (told: (time: StaleTime) => bigint) =>
    `transform(toUInt64(begun), ${begins}, ${add.add("Array(UInt64)", times.map(told))}, toUInt64(0))`;
  const cells = !whole
    ? undefined
    : long === 1
      ? entriesAsCells(entriesOf(asked, add))
      : storedCells(shorterOf(asked, add));
  const text = `
    INSERT INTO rollups (${[...heads, ...(whole ? cellColumns : [])].join(", ")})
    SELECT ${add.string(project)}, ${long}, begun, ${add.nanos(look)},
      ${add.nanos(before(look, how))},
      ${looked(({ lie_in }) => BigInt(lie_in))}, toDate(${looked(({ until }) => BigInt(Date.parse(until) / 86_400_000))}),
      ${cells === undefined ? "false" : `told.cells <= ${mostCells}, ${cellColumns.map((_, at) => `cell_${at}`).join(", ")}`}
    FROM (SELECT toUInt32(arrayJoin(${begins})) AS begun) AS times
    ${cells === undefined ? "" : `LEFT JOIN (${gathered(cells, long, mostCells)}) AS told USING (begun)`}`;
  await store.command({ text, params: add.values, lane: "heavy", settings: settingsOf(store) });
}

const heads = ["project", "quarters", "begin", "version", "through", "classes", "expires", "whole"];

const shorterThan = (long: Length): Length | undefined => lengths[lengths.indexOf(long) - 1];

/** That a time is one of those: the key finds the runs of them. */
function among({ long, times }: Times, column: string, unit: bigint): string {
  const begins = times.map(({ begun }) => BigInt(begun)).sort((one, other) => (one < other ? -1 : 1));
  const runs: [bigint, bigint][] = [];
  for (const begin of begins) {
    const last = runs.at(-1);
    const end = begin + BigInt(long);
    if (last?.[1] === begin) last[1] = end;
    else runs.push([begin, end]);
  }
  return `(${runs.map(([from, to]) => `${column} >= ${from * unit} AND ${column} < ${to * unit}`).join(" OR ")})`;
}

function entriesOf(asked: Times, add: Parameters): string[] {
  return [`project = ${add.string(asked.project)}`, among(asked, "start", quarter)];
}

function shorterOf(asked: Times, add: Parameters): string[] {
  const shorter = shorterThan(asked.long);
  return [`project = ${add.string(asked.project)}`, `quarters = ${shorter}`, among(asked, "begin", 1n)];
}
