import { memoryOfEach, openMemory } from "../../memory.ts";
import type { Store } from "../store.ts";
import { after, later, minute } from "./conditions.ts";
import type { Filters } from "./filters.ts";
import { Parameters } from "./parameters.ts";
import { sayings, tracesThatSay } from "./spans-that-say.ts";

/** A page from the newest end of a table. */
export interface PageAsked {
  readonly table: "traces" | "sessions" | "spans" | "ledger";
  readonly filters: Filters;
  readonly limit: number;
  readonly isFirst: boolean;
  /** The range, and where the page before ended. */
  readonly placed: (add: Parameters) => string[];
  /** What the rows say by themselves of what is asked for: the more of it, the better the guess. */
  readonly own: (add: Parameters) => string[];
  /** Of summaries: whether the attributes asked for are said by spans alone, and by no resource. */
  readonly isOnSpans?: () => Promise<boolean>;
}

export interface Reach {
  /** From where on to look; 0 where nothing lies further back. */
  readonly low: bigint;
  /** From there on only these traces come into question. */
  readonly among?: readonly string[];
  /** Those of them that are found to stand meanwhile: looked for beside the page, since nearly all do. */
  readonly standing?: Promise<ReadonlySet<string>>;
}

/**
 * From where on to look for the page: guesses, each further back than the one before. Whoever looks knows by what is found
 * whether it was far enough: a guess costs time and never makes an answer wrong.
 */
export function reachesBack(store: Store, page: PageAsked): AsyncGenerator<Reach> {
  return page.isOnSpans !== undefined && areNamed(page.filters)
    ? throughMatches(store, page, page.isOnSpans)
    : throughRows(store, page);
}

const areNamed = ({ attributes = [] }: Filters) =>
  attributes.length > 0 && attributes.every(({ values }) => values.length > 0);

/** So many pages, and as many attributes, are remembered. */
const mostRemembered = 1000;
const oneEach = () => 1;

/** How many rows are looked at before all are, for each one asked for. */
const steps = [4, 128];

async function* throughRows(store: Store, page: PageAsked): AsyncGenerator<Reach> {
  const known = lastOf(store, page);
  if (known !== undefined) yield { low: known.low };
  for (const step of steps) {
    const { low, isAll } = await reachOf(store, page, step * (page.limit + 1));
    yield { low: isAll ? 0n : low };
    if (isAll) return;
  }
}

const firstLook = 128;
const widest = 16;
const mostLooks = 3;
/** What is said nearly everywhere is found in this part of the first stretch. */
const firstPart = 8n;
/** So much more than a page is looked for, since some of it may have been told anew. */
const plenty = 1.5;
/** More tellings are not named one by one, nor so many for each row of a page where a guess went too far. */
const mostNamed = 5000;
const mostOfPage = 20;

/** What says so is found first, in ever more time: summaries are read of what was found, when that is enough. */
async function* throughMatches(
  store: Store,
  page: PageAsked,
  isOnSpans: () => Promise<boolean>,
): AsyncGenerator<Reach> {
  const { limit, filters } = page;
  const { from } = filters.range;
  const { low: newest, high, isAll } = await firstStretch(store, page);
  const nearest = later(from, newest);
  let low = isAll ? from : later(from, guessFor(store, page, { low: nearest, high }));
  for (let look = 0; look < mostLooks; look += 1) {
    const isGuess = look === 0 && !isAll && low < nearest;
    const most = isGuess ? mostOfPage * limit : mostNamed;
    const [told, areAll] = await Promise.all([sayingsOfAll(store, since(filters, low), most), isOnSpans()]);
    if (!areAll) return yield* throughRows(store, page);
    if (told === undefined && isGuess) {
      low = nearest;
      continue;
    }
    if (told === undefined && low === nearest) yield { low: high - (high - low) / firstPart };
    const found = told === undefined ? Number.POSITIVE_INFINITY : fewestTraces(told, high);
    if (found > limit) {
      if (!isAll) rememberStretch(store, page, { low, high }, found);
      yield* newestFirst(store, page, { low, high, told });
    } else if (low <= from) return yield { low, ...(await amongThose(store, filters, told)) };
    low = later(from, furtherBack({ low, high }, limit / found));
  }
  const told = await sayingsOfAll(store, filters, mostNamed);
  yield { low: from, ...(await amongThose(store, filters, told)) };
}

const since = (filters: Filters, from: bigint): Filters => ({ ...filters, range: { ...filters.range, from } });

/** Where a stretch begins that is as much longer as there is too little in this one. */
function furtherBack({ low, high }: Stretch, lacking: number): bigint {
  const factor = Math.min(widest, Math.max(2, Math.ceil(plenty * lacking)));
  const before = high - (high - low) * BigInt(factor);
  return before > 0n ? before : 0n;
}

/**
 * Values of the same attributes are said about as often, and those of others often are: in nanoseconds, how far back one
 * had to look for them.
 */
const stretchesOf = memoryOfEach<Store, bigint>(() => openMemory(oneEach, { most: mostRemembered }));

/** By the attributes asked for, and by none of them. */
const namesOf = ({ table, limit, filters: { project, attributes = [] } }: PageAsked) =>
  [attributes.map(({ key }) => key), []].map((keys) => JSON.stringify([table, limit, project, keys]));

function guessFor(store: Store, page: PageAsked, { low, high }: Stretch): bigint {
  const known = lastOf(store, page);
  if (known !== undefined && known.low < high) return known.low;
  const [stretch = 0n] = namesOf(page).flatMap((name) => stretchesOf(store).get(name) ?? []);
  const before = high > stretch ? high - stretch : 0n;
  return before < low ? before : low;
}

function rememberStretch(store: Store, page: PageAsked, { low, high }: Stretch, found: number): void {
  if (!Number.isFinite(found)) return;
  const stretch = ((high - low) * BigInt(Math.ceil(plenty * page.limit))) / BigInt(found);
  for (const name of namesOf(page)) stretchesOf(store).put(name, stretch);
}

interface Told extends Stretch {
  readonly told: readonly Sayings[] | undefined;
}

/** No more traces than a page has room for, and then all that were found. */
async function* newestFirst(store: Store, page: PageAsked, { low, high, told }: Told): AsyncGenerator<Reach> {
  const { table, filters, limit } = page;
  const { project, attributes: [asked, ...others] = [] } = filters;
  const [only] = told ?? [];
  if (table === "traces" && asked !== undefined && others.length === 0 && only !== undefined) {
    const newest = newestTraces(only, Math.ceil(limit * 1.1) + 1, high);
    const among = [...new Set(newest.map(({ trace }) => trace))];
    const standing = tracesThatSay(store, project, asked, newest);
    yield { low: BigInt(newest.at(-1)?.begun ?? 0) * aMinute, among, standing };
  }
  yield { low, ...(await amongThose(store, filters, told)) };
}

/**
 * What so many traces say that may begin before `high`, the newest first, whatever else is said in the minute of the last,
 * and all that is said behind: by traces that begin before, too.
 */
function newestTraces(told: Sayings, count: number, high: bigint): Sayings {
  const sorted = told.toSorted((one, other) => Number(other.begun) - Number(one.begun));
  const traces = new Set<string>();
  const last = sorted.find((one) => isBefore(one, high) && traces.add(one.trace).size === count);
  return last === undefined ? sorted : sorted.filter(({ begun }) => Number(begun) >= Number(last.begun));
}

const isBefore = ({ begun }: Sayings[number], high: bigint) => BigInt(begun) * aMinute < high;

/** Where the newest summaries lie, whichever attributes are asked for. */
async function firstStretch(store: Store, page: PageAsked): Promise<Extent> {
  const plain = { ...page, filters: { ...page.filters, attributes: [] } };
  const known = lastOf(store, plain);
  if (known?.high !== undefined && known.high <= page.filters.range.to + aMinute)
    return { low: known.low, high: known.high, isAll: false };
  const found = await reachOf(store, page, firstLook * (page.limit + 1));
  if (!found.isAll) remember(store, plain, found);
  return found;
}

const aMinute = 60_000_000_000n;

type Sayings = NonNullable<Awaited<ReturnType<typeof sayings>>>;

/** For each attribute; undefined where one is said too often to name. */
async function sayingsOfAll(store: Store, filters: Filters, most: number): Promise<readonly Sayings[] | undefined> {
  const { project, range, attributes = [] } = filters;
  const spans = { from: range.from, to: after(range.to) };
  const told = await Promise.all(
    attributes.map((one) => sayings(store, { project, range: spans, attribute: one, most })),
  );
  const all = told.filter((one) => one !== undefined);
  return all.length === told.length ? all : undefined;
}

const fewestTraces = (told: readonly Sayings[], high: bigint) =>
  Math.min(...told.map((each) => new Set(each.filter((one) => isBefore(one, high)).map(({ trace }) => trace)).size));

/** The traces that say all of it. */
async function amongThose(store: Store, filters: Filters, told: readonly Sayings[] | undefined) {
  if (told === undefined) return {};
  const { project, attributes = [] } = filters;
  const [first = new Set<string>(), ...others] = await Promise.all(
    attributes.map((one, at) => tracesThatSay(store, project, one, told[at] ?? [])),
  );
  return { among: [...first].filter((trace) => others.every((other) => other.has(trace))) };
}

interface Stretch {
  readonly low: bigint;
  readonly high: bigint;
}

interface Extent extends Stretch {
  readonly isAll: boolean;
}

/** Where so many rows reach back to, counting those that were replaced or removed, and whether there are no more. */
async function reachOf(store: Store, page: PageAsked, count: number): Promise<Extent> {
  const add = new Parameters();
  const conditions = [...page.placed(add), ...page.own(add)];
  const text = `
    SELECT min(begun) * 60000000000 AS low, (max(begun) + 1) * 60000000000 AS high, count() AS seen FROM (
      SELECT ${minute} AS begun FROM ${page.table} WHERE ${conditions.join(" AND ")}
      ORDER BY ${minute} DESC LIMIT ${add.add("UInt32", count)}
    )`;
  const [row] = await store.query<{ low: string; high: string; seen: string }>({ text, params: add.values });
  return { low: BigInt(row?.low ?? 0), high: BigInt(row?.high ?? 0), isAll: Number(row?.seen ?? 0) < count };
}

interface Known {
  readonly low: bigint;
  readonly high?: bigint;
  readonly at: number;
}

/** A list is asked for again and again, by many: how far it reached a moment ago is the best guess. */
const reachesOf = memoryOfEach<Store, Known>(() => openMemory(oneEach, { most: mostRemembered }));
const holdsMillis = 60_000;

function lastOf(store: Store, page: PageAsked): Known | undefined {
  const known = page.isFirst ? reachesOf(store).get(nameOf(page)) : undefined;
  if (known === undefined || performance.now() - known.at > holdsMillis) return undefined;
  return known.low < page.filters.range.to ? known : undefined;
}

export function rememberReach(store: Store, page: PageAsked, low: bigint): void {
  remember(store, page, { low });
}

function remember(store: Store, page: PageAsked, { low, high }: Pick<Known, "low" | "high">): void {
  if (!page.isFirst) return;
  reachesOf(store).put(nameOf(page), { low, ...(high && { high }), at: performance.now() });
}

/** Pages that are alike but for the time asked about. */
function nameOf({ table, limit, filters: { range: _, ...asked } }: PageAsked): string {
  return JSON.stringify([table, limit, asked], (_name, value) => (typeof value === "bigint" ? String(value) : value));
}
