import { Breath } from "../breath.ts";
import type { Call, Priced } from "../model/cost.ts";
import type { Estimated, Reckon, Reckoned, Reckoning, SlimSpan } from "../model/ledger.ts";
import { type Estimates, type Estimator, estimatesOf } from "./estimating/estimates.ts";
import { keyOf } from "./estimating/spans-asked.ts";
import { fewPlaces, type Place } from "./places.ts";
import { Books } from "./settling/books.ts";
import { establishedCost, pricedFor } from "./settling/established.ts";
import { removeOldTellings } from "./settling/old-tellings.ts";
import { readSlimSpans } from "./settling/slim-spans.ts";
import { tracesAsked } from "./settling/spans-there.ts";
import { readStoredEntries, readStoredTraces, type StoredEntry } from "./settling/stored-rows.ts";
import { isLogBorn, type SessionDialect, sessionDialect, toldBySpans, toldTwice } from "./settling/told-sessions.ts";
import { readShapes, type TraceShape } from "./settling/trace-shapes.ts";
import type { Store } from "./store.ts";

/** What settling is handed: how a trace is reckoned, and what a call costs. */
export interface Reckoner {
  readonly reckon: Reckon;
  readonly price: (call: Call) => Priced | undefined;
  /** The dialects of programs that tell of calls by log events, beside spans or instead of them. */
  readonly eventDialects: ReadonlySet<string>;
  /** Opens what counts the tokens of calls whose provider sent none; without it their cost stays unknown. */
  readonly openEstimator?: () => Estimator;
}

export interface SettleOptions {
  /** Prices every call again, even where a cost was computed before. */
  readonly anew?: boolean;
  /** Told of each trace that is settled how many spans it has. */
  readonly onSize?: (project: string, trace: string, spans: number) => void;
  /** Leaves other traces of the same sessions as they are. */
  readonly once?: boolean;
}

interface Work {
  readonly store: Store;
  readonly project: string;
  readonly reckoner: Reckoner;
  readonly options: SettleOptions;
  readonly breath: Breath;
  readonly estimator: Estimator | undefined;
}

/** Traces of the same hours are settled together, so that each statement reads the hours it needs and no others. */
const WHERE_THEY_LIE = `
  SELECT groupArray(id) AS ids, min(lowest) AS low, max(highest) AS high
  FROM (
    SELECT lower(hex(trace_id)) AS id, min(first) AS lowest, max(last) AS highest
    FROM trace_extents
    WHERE project = {project:String} AND trace_id IN (${tracesAsked})
    GROUP BY trace_id
  )
  GROUP BY intDiv(lowest, 3600000000000), intDiv(highest, 3600000000000)
`;

/** Makes the entries and summaries of the traces anew and answers which sessions they belong to, or did before. */
export async function settleTraces(
  store: Store,
  project: string,
  traces: readonly string[],
  reckoner: Reckoner,
  options: SettleOptions = {},
): Promise<string[]> {
  const work = { store, project, reckoner, options, breath: new Breath(), estimator: reckoner.openEstimator?.() };
  const params = { project, ids: traces };
  const places = await store.query<Place>({ text: WHERE_THEY_LIE, params, lane: "ingest" });
  const sessions = new Set<string>();
  for (const place of fewPlaces(places)) {
    const settled = await settlePlace(work, place);
    const again = options.once ? [] : await toldTwiceAround(work, place, settled);
    const others =
      again.length === 0 ? [] : await settleTraces(store, project, again, reckoner, { ...options, once: true });
    for (const session of [...settled.sessions, ...others]) sessions.add(session);
  }
  return [...sessions];
}

interface Settled {
  readonly sessions: Set<string>;
  /** Whose counting model calls spans tell. */
  readonly told: Set<SessionDialect>;
  /** Sessions whose calls log events tell without a span beside them, and still count. */
  readonly logBorn: Set<string>;
}

async function settlePlace(work: Work, place: Place): Promise<Settled> {
  const { store, project } = work;
  const shapes = await shapesOf(work, place);
  for (const { id, spans } of shapes) work.options.onSize?.(project, id, spans);
  const storedTraces = await readStoredTraces(store, project, place);
  const traces = Map.groupBy(storedTraces, ({ trace }) => trace);
  const looked = shapes.filter(({ id, hasEntries }) => hasEntries || traces.has(id));
  const storedEntries = looked.length === 0 ? [] : await readStoredEntries(store, project, place, looked);
  const entries = Map.groupBy(storedEntries, ({ trace }) => trace);
  const settled: Settled = {
    sessions: new Set(storedTraces.map(({ session }) => session)),
    told: new Set(),
    logBorn: new Set(),
  };
  const books = new Books(store, project);
  const storedOf = (id: string) => ({ traces: traces.get(id) ?? [], entries: entries.get(id) ?? [] });
  for (const shape of shapes) {
    if (shape.hasEntries) continue;
    await books.take(shape, undefined, noKeys, storedOf(shape.id), work.breath);
    await work.breath.pause();
  }
  const speaking = shapes.filter(({ hasEntries }) => hasEntries);
  const byId = new Map(speaking.map((shape) => [shape.id, shape]));
  for await (const group of readSlimSpans(store, project, speaking, work.breath)) {
    const known = toldElsewhere(await spansTellOf(work, place, group));
    const { estimator } = work;
    const estimates = estimator && (await estimatesOf({ ...work, estimator, place, traces: group, known }));
    for (const [id, spans] of group) {
      const stored = storedOf(id);
      const { reckoned, keys } = await reckonTrace(work, id, spans, { stored: stored.entries, known, estimates });
      await books.take(byId.get(id) as TraceShape, reckoned, keys, stored, work.breath);
      note(settled, reckoned, spans, work.reckoner.eventDialects);
    }
    await books.write(false);
  }
  await books.write(true);
  settled.sessions.delete("");
  return settled;
}

const noKeys: ReadonlyMap<string, bigint> = new Map();

/** A statement costs more than the careful way does for so few traces. */
const fewTraces = 1000;

async function shapesOf({ store, project }: Work, place: Place): Promise<readonly TraceShape[]> {
  const shapes = await readShapes(store, project, place, false);
  const repeated = shapes.filter(({ isRepeated }) => isRepeated);
  if (repeated.length === 0) return shapes;
  const again = shapes.length <= fewTraces ? shapes : repeated;
  const ids = again.map(({ id }) => id);
  await removeOldTellings(store, project, { ...place, ids: repeated.map(({ id }) => id) });
  const careful = await readShapes(store, project, { ...place, ids }, true);
  const marked = new Set(repeated.map(({ id }) => id));
  const newest = new Map(careful.map((shape) => [shape.id, { ...shape, isRepeated: marked.has(shape.id) }]));
  return shapes.map((shape) => newest.get(shape.id) ?? shape);
}

const toldElsewhere = (elsewhere: ReadonlySet<SessionDialect>): Reckoning["known"] => ({
  spanCallsOfSession: (session, dialect) => (elsewhere.has(sessionDialect(session, dialect)) ? 1 : 0),
});

interface Known {
  readonly stored: readonly StoredEntry[];
  readonly known: Reckoning["known"];
  readonly estimates: Estimates | undefined;
}

async function reckonTrace(
  { project, reckoner, options, breath }: Work,
  trace: string,
  spans: readonly SlimSpan[],
  { stored, known, estimates }: Known,
): Promise<{ reckoned: Reckoned; keys: ReadonlyMap<string, bigint> }> {
  const keys = new Map<string, bigint>();
  const before = new Map<string, StoredEntry>();
  await breath.each(options.anew ? [] : stored, (one) => {
    if (one.established) before.set(one.span, one);
  });
  const how: Reckoning = {
    price: (call, { spanId }) => {
      const key = keys.get(spanId) ?? pricedFor(call);
      const priced = establishedCost(before.get(spanId), key) ?? reckoner.price({ project, ...call });
      if (priced !== undefined) keys.set(spanId, key);
      return priced;
    },
    estimate: (_, { spanId }) => {
      const estimate = estimates?.get(keyOf({ trace, span: spanId }));
      if (estimate === undefined) return undefined;
      keys.set(spanId, estimate.key);
      return isNothing(estimate) ? undefined : { input: estimate.input, output: estimate.output };
    },
    known,
  };
  const reckoned = await breath.through(reckoner.reckon(spans, how));
  return { reckoned, keys };
}

const isNothing = ({ input, output }: Estimated) => input === 0 && output === 0;

function note(
  { sessions, told, logBorn }: Settled,
  { entries, summary }: Reckoned,
  spans: readonly SlimSpan[],
  eventDialects: ReadonlySet<string>,
): void {
  sessions.add(summary.sessionId);
  const isBornOfLogs = isLogBorn(spans);
  for (const { counts, kind, signal, sessionId, dialect } of entries) {
    if (!counts || sessionId === "" || !eventDialects.has(dialect)) continue;
    if (isBornOfLogs) logBorn.add(sessionId);
    else if (signal === "span" && kind === "llm") told.add(sessionDialect(sessionId, dialect));
  }
}

/** What spans tell of the sessions of traces that log events alone make up. */
async function spansTellOf(
  { store, project }: Work,
  place: Place,
  group: ReadonlyMap<string, readonly SlimSpan[]>,
): Promise<ReadonlySet<SessionDialect>> {
  const sessions = new Set<string>();
  for (const spans of group.values())
    if (isLogBorn(spans)) for (const { sessionId } of spans) if (sessionId !== "") sessions.add(sessionId);
  return sessions.size === 0 ? new Set() : toldBySpans(store, project, place, [...sessions]);
}

/**
 * Each has written before it looks, so that of a session's events and spans that are settled at once one sees the other.
 */
async function toldTwiceAround({ store, project }: Work, place: Place, settled: Settled): Promise<readonly string[]> {
  const { told, logBorn } = settled;
  const known = logBorn.size === 0 ? [] : await toldBySpans(store, project, place, [...logBorn]);
  const all = new Set([...told, ...known]);
  return all.size === 0 ? [] : toldTwice(store, project, place, all);
}
