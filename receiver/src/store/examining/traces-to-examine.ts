import type { Store } from "../store.ts";

/** A trace as its summary tells it: where its spans lie, and whose it is. Ids are hex, times Unix nanoseconds. */
export interface TraceToExamine {
  readonly project: string;
  readonly trace: string;
  readonly start: bigint;
  readonly end: bigint;
  readonly spans: number;
  readonly session: string;
  readonly user: string;
  readonly agent: string;
  readonly service: string;
  /** Which of its spans say what was asked and answered, as its summary names them. */
  readonly speakers: string;
  /** Unix milliseconds. */
  readonly received: number;
  /** Days. */
  readonly retention: number;
  /** Of its summary. */
  readonly version: bigint;
  /** The engine's clock at this look: of two that look, the later one's outcome holds. */
  readonly seenAt: bigint;
}

export interface Unexamined {
  /** Summaries written in so many seconds until now are looked at. */
  readonly windowSeconds: number;
  /** A trace that nothing was added to for so long is over; one that lacks spans others name as parents is waited for longer. */
  readonly quietSeconds: number;
  readonly patienceSeconds: number;
  /** A trace that runs is looked at when nothing was added for so long. */
  readonly stuckSeconds: number;
  readonly limit: number;
}

const row = `
  tuple(
    project, lower(hex(trace_id)), toString(start), toString(end), toUInt32(span_count), session_id, user_id,
    agent_name, service, lower(hex(speakers)), toUnixTimestamp64Milli(received), retention, toString(version),
    toString(toUnixTimestamp64Nano(now64(9)))
  ) AS t
`;

const columns = `
  project, trace_id, start, end, span_count, session_id, user_id, agent_name, service, speakers, received,
  retention, version, removed, running_count, orphan_count, llm_calls, tool_calls, root_kind
`;

/** Rows that arrived long before their summary was written waited on disk: while the engine was away, for a day at most. */
const UNEXAMINED = `
  WITH
    toUnixTimestamp64Nano(now64(9)) AS clock,
    clock - toInt64({window:UInt32}) * 1000000000 AS since,
    fromUnixTimestamp64Nano(since - 86400000000000, 'UTC') AS oldest
  SELECT ${row}
  FROM (
    SELECT ${columns} FROM traces
    WHERE received >= oldest AND version >= since
    ORDER BY version DESC LIMIT 1 BY project, trace_id
  )
  WHERE removed = 0 AND (llm_calls + tool_calls > 0 OR root_kind NOT IN ('', 'span', 'http', 'db'))
    AND version <= clock - 1000000000 * multiIf(
      running_count > 0, {stuck:UInt32}, orphan_count > 0, {patience:UInt32}, {quiet:UInt32}
    )
    AND (project, trace_id, version) NOT IN (
      SELECT project, trace_id, seen FROM examined WHERE received >= oldest AND seen >= since
    )
  ORDER BY version DESC
  LIMIT {limit:UInt32}
`;

/** Traces of agents that were not looked through as they are now, those first that changed last: who looks now sees them. */
export async function findUnexamined(store: Store, asked: Unexamined): Promise<readonly TraceToExamine[]> {
  const params = {
    window: Math.ceil(asked.windowSeconds),
    quiet: asked.quietSeconds,
    patience: asked.patienceSeconds,
    stuck: asked.stuckSeconds,
    limit: asked.limit,
  };
  return summaries(store, UNEXAMINED, params);
}

const thisTrace = "project = {project:String} AND trace_id = toFixedString(unhex({trace:String}), 16)";

const OF_TRACE = `
  SELECT ${row} FROM traces FINAL
  WHERE ${thisTrace}
    AND start >= (SELECT min(first) FROM trace_extents WHERE ${thisTrace})
    AND start <= (SELECT max(last) FROM trace_extents WHERE ${thisTrace})
  ORDER BY version DESC LIMIT 1
`;

export async function findTraceToExamine(store: Store, project: string, trace: string) {
  const [found] = await summaries(store, OF_TRACE, { project, trace });
  return found;
}

const thisSession = "project = {project:String} AND session_id = {session:String}";

const OF_SESSION = `
  SELECT ${row} FROM traces FINAL
  WHERE ${thisSession}
    AND start >= (SELECT min(first) FROM session_extents WHERE ${thisSession})
    AND start <= (SELECT max(last) FROM session_extents WHERE ${thisSession})
  ORDER BY start DESC LIMIT {limit:UInt32}
`;

/** The last traces of a session, the last first. */
export function findSessionToExamine(store: Store, project: string, session: string, limit: number) {
  return summaries(store, OF_SESSION, { project, session, limit });
}

type Row = readonly [
  project: string,
  trace: string,
  start: string,
  end: string,
  spans: number,
  session: string,
  user: string,
  agent: string,
  service: string,
  speakers: string,
  received: number,
  retention: number,
  version: string,
  seenAt: string,
];

const settings = { output_format_json_quote_64bit_integers: 0, output_format_json_named_tuples_as_objects: 0 } as const;

async function summaries(
  store: Store,
  text: string,
  params: Readonly<Record<string, unknown>>,
): Promise<readonly TraceToExamine[]> {
  const rows = await store.query<{ t: Row }>({ text, params, settings });
  return rows.map(({ t }) => ({
    project: t[0],
    trace: t[1],
    start: BigInt(t[2]),
    end: BigInt(t[3]),
    spans: t[4],
    session: t[5],
    user: t[6],
    agent: t[7],
    service: t[8],
    speakers: t[9],
    received: t[10],
    retention: t[11],
    version: BigInt(t[12]),
    seenAt: BigInt(t[13]),
  }));
}
