import type { Strip, StripOf, Strips, StripTicks } from "../../model/strip.ts";
import type { Store } from "../store.ts";
import { after, modelOf, ofTraces, within } from "./conditions.ts";
import type { Range } from "./filters.ts";
import type { SpeakingTrace } from "./find-speakers.ts";
import { Parameters } from "./parameters.ts";
import { whereTracesLie } from "./where-traces-lie.ts";

export interface StripsQuery {
  readonly project: string;
  readonly of: StripOf;
  readonly ids: readonly string[];
  /** Where the sessions or traces begin. */
  readonly range: Range;
}

/** So many ticks of each are told; where there are more steps, neighbours share one. */
const mostTicks = 160;
/** In characters. */
const longestName = 80;

export interface StripsAnswer {
  readonly strips: Strips;
  /** The traces that begin the sessions, by the session's id. */
  readonly firstTraces: ReadonlyMap<string, SpeakingTrace>;
}

/** The steps of sessions or traces, small enough to be drawn in a list. */
export async function readStrips(store: Store, query: StripsQuery): Promise<StripsAnswer> {
  const traces = await findTraces(store, query);
  const told = traces.length === 0 ? [] : await readTicks(store, query, traces, fromLedger);
  const found = new Set(told.map(({ owner }) => owner));
  const plain = query.of === "sessions" ? [] : traces.filter(({ trace }) => !found.has(trace));
  const others = plain.length === 0 ? [] : await readTicks(store, query, plain, fromSpans);
  const firstTraces = query.of === "sessions" ? firstTracesOf(traces) : new Map<string, SpeakingTrace>();
  return { strips: stripsOf(query, [...told, ...others]), firstTraces };
}

interface PlacedTrace {
  readonly trace: string;
  readonly session_id: string;
  readonly start: string;
  readonly end: string;
  readonly speakers: string;
  readonly edition: string;
}

function findTraces(store: Store, { project, of, ids, range }: StripsQuery): Promise<PlacedTrace[]> {
  const add = new Parameters();
  const isSession = of === "sessions";
  const bounds = within(project, "start", isSession ? { ...range, to: after(range.to) } : range, add);
  const those = isSession
    ? `session_id IN ${add.strings(ids)}`
    : `trace_id IN (SELECT toFixedString(unhex(arrayJoin(${add.strings(ids)})), 16))`;
  const text = `
    SELECT lower(hex(trace_id)) AS trace, session_id, start, end, lower(hex(speakers)) AS speakers, version AS edition
    FROM traces FINAL
    WHERE ${[...bounds, those].join(" AND ")}
    ORDER BY start DESC`;
  return store.query<PlacedTrace>({ text, params: add.values });
}

/** The newest come first, so that the last of a session stays. */
const firstTracesOf = (traces: readonly PlacedTrace[]): ReadonlyMap<string, SpeakingTrace> =>
  new Map(
    traces.map(({ trace, session_id, start, end, speakers, edition }) => [
      session_id,
      { traceId: trace, startTime: start, endTime: end, speakers, edition },
    ]),
  );

interface StepSource {
  readonly table: "ledger" | "spans";
  readonly columns: string;
  readonly isShown: string;
}

const inTicks = "trace_id, span_id, start, state, kind, agent_name";
/** What was called; whoever has neither is told by its kind. */
const calledOf = `multiIf(kind = 'tool' OR tool_name != '', toString(tool_name), kind IN ('agent', 'session'),
  toString(agent_name), ${modelOf} != '', toString(${modelOf}), toString(workflow_name))`;
const lasted = "if(state = 'ended', greatest(duration, 0), 0) AS lasted";

const fromLedger: StepSource = {
  table: "ledger",
  columns: `${inTicks}, ${lasted}, trace_session, failed, left(${calledOf}, ${longestName}) AS called`,
  isShown: "NOT hidden",
};
/** Of what has nothing to say of agents' work, the ledger has no entries. */
const fromSpans: StepSource = {
  table: "spans",
  columns: `${inTicks}, ${lasted}, '' AS trace_session, status = 'error' AS failed, left(name, ${longestName}) AS called`,
  isShown: "removed = 0",
};

interface TickRow {
  readonly owner: string;
  readonly steps: string;
  readonly told: string;
  readonly fails: string;
  readonly runs: string;
  readonly low: string;
  readonly high: string;
  readonly tick_kind: string;
  readonly tick_name: string;
  readonly tick_agent: string;
}

/**
 * Calls of databases and of other services serve the steps around them and are left out where there are such, unless
 * they failed.
 */
const isStep = "kind NOT IN ('span', 'http', 'db') OR failed";

async function readTicks(
  store: Store,
  { project, of }: StripsQuery,
  traces: readonly PlacedTrace[],
  { table, columns, isShown }: StepSource,
): Promise<TickRow[]> {
  const add = new Parameters();
  const most = add.add("UInt32", mostTicks);
  const text = `
    SELECT owner, any(of_owner) AS steps, sum(n) AS told, sum(bad) AS fails, sum(running) AS runs,
      min(lowest) AS low, max(highest) AS high, argMax(kind, n) AS tick_kind, argMax(called, n) AS tick_name,
      argMax(agent_name, n) AS tick_agent
    FROM (
      SELECT owner, tick, kind, called, agent_name, any(of_owner) AS of_owner, count() AS n, countIf(failed) AS bad,
        countIf(state = 'running') AS running, min(start) AS lowest, max(start + lasted) AS highest
      FROM (
        SELECT *, count() OVER (PARTITION BY owner) AS of_owner,
          if(of_owner <= ${most}, place - 1, intDiv((place - 1) * ${most}, of_owner)) AS tick
        FROM (
          SELECT *, row_number() OVER (PARTITION BY owner ORDER BY start, span_id) AS place
          FROM (
            SELECT *, ${of === "sessions" ? "trace_session" : "lower(hex(trace_id))"} AS owner,
              max(${isStep}) OVER (PARTITION BY owner) AS has_steps
            FROM (
              SELECT ${columns} FROM ${table} FINAL
              WHERE ${conditionsOf(project, traces, add).join(" AND ")} AND ${isShown}
            )
          )
          WHERE NOT has_steps OR ${isStep}
        )
      )
      GROUP BY owner, tick, kind, called, agent_name
    )
    GROUP BY owner, tick
    ORDER BY owner, tick`;
  return store.query<TickRow>({ text, params: add.values });
}

function conditionsOf(project: string, traces: readonly PlacedTrace[], add: Parameters): string[] {
  const extents = traces.map(({ start, end }) => ({ from: BigInt(start), to: BigInt(end) + 1n }));
  const those = { traces: traces.map(({ trace }) => trace) };
  return [...whereTracesLie(project, extents, add), ...ofTraces(those, add)];
}

function stripsOf({ of, ids }: StripsQuery, rows: readonly TickRow[]): Strips {
  const places = new Map([["", 0]]);
  const placeOf = (text: string) => {
    const place = places.get(text) ?? places.size;
    places.set(text, place);
    return place;
  };
  const byOwner = Map.groupBy(rows, ({ owner }) => owner);
  const items = [...new Set(ids)].flatMap((id) => {
    const told = byOwner.get(id);
    return told === undefined ? [] : [stripOf(id, told, placeOf)];
  });
  return { of, items, texts: [...places.keys()] };
}

function stripOf(id: string, rows: readonly TickRow[], placeOf: (text: string) => number): Strip {
  const origin = rows.reduce(
    (least, { low }) => (BigInt(low) < least ? BigInt(low) : least),
    BigInt(rows[0]?.low ?? 0),
  );
  return {
    id,
    title: null,
    startTime: String(origin),
    stepCount: Number(rows[0]?.steps ?? 0),
    ticks: ticksOf(rows, origin, placeOf),
  };
}

const ticksOf = (rows: readonly TickRow[], origin: bigint, placeOf: (text: string) => number): StripTicks => ({
  start: rows.map(({ low }) => Number(BigInt(low) - origin)),
  duration: rows.map(({ runs, low, high }) => (runs === "0" ? Number(BigInt(high) - BigInt(low)) : null)),
  kind: rows.map((row) => placeOf(row.tick_kind || "span")),
  name: rows.map((row) => placeOf(row.tick_name)),
  agent: rows.map((row) => placeOf(row.tick_agent)),
  count: rows.map(({ told }) => Number(told)),
  failed: rows.map(({ fails }) => Number(fails)),
});
