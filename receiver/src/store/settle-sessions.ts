import { fewPlaces, type Place } from "./places.ts";
import type { Store } from "./store.ts";

const ids = "SELECT arrayJoin({ids:Array(String)})";

const WHERE_THEY_LIE = `
  SELECT groupArray(session_id) AS ids, min(lowest) AS low, max(highest) AS high
  FROM (
    SELECT session_id, min(first) AS lowest, max(last) AS highest
    FROM session_extents
    WHERE project = {project:String} AND session_id IN (${ids})
    GROUP BY session_id
  )
  GROUP BY intDiv(lowest, 86400000000000), intDiv(highest, 86400000000000)
`;

const NEWEST_TRACES = `
  SELECT
    trace_id,
    argMax(
      tuple(
        session_id, start, end, name, status, span_count, error_count, running_count, llm_calls, tool_calls, has_tokens,
        input_tokens, output_tokens, cached_tokens, cache_write_tokens, reasoning_tokens, user_id, agent_name, service,
        environment, platform, tags, cost, cost_input, cost_output, cost_cached, cost_cache_write, reported_calls,
        computed_calls, estimated_calls, unpriced_calls, price_version
      ),
      version
    ) AS newest,
    max(traces.received) AS arrived,
    max(traces.retention) AS days
  FROM traces
  WHERE project = {project:String} AND start BETWEEN {low:UInt64} AND {high:UInt64}
    AND trace_id IN (
      SELECT trace_id FROM traces
      WHERE project = {project:String} AND start BETWEEN {low:UInt64} AND {high:UInt64} AND session_id IN (${ids})
    )
    AND removed = 0
  GROUP BY trace_id
  HAVING newest.1 IN (${ids})
`;

const SUMMARIES = `
  INSERT INTO sessions (
    project, session_id, start, end, name, status, trace_count, span_count, error_count, running_count, llm_calls,
    tool_calls, has_tokens, input_tokens, output_tokens, cached_tokens, cache_write_tokens, reasoning_tokens, user_id,
    agent_name, service, environment, platform, tags, cost, cost_input, cost_output, cost_cached, cost_cache_write,
    reported_calls, computed_calls, estimated_calls, unpriced_calls, price_version, received, retention, version, removed
  )
  WITH tuple(newest.2, trace_id) AS rank
  SELECT
    {project:String}, newest.1, min(newest.2), max(newest.3), argMin(newest.4, rank),
    multiIf(countIf(newest.5 = 'running') > 0, 'running', countIf(newest.5 = 'error') > 0, 'error', 'ok'),
    count(), sum(newest.6), sum(newest.7), sum(newest.8), sum(newest.9), sum(newest.10), max(newest.11),
    sum(newest.12), sum(newest.13), sum(newest.14), sum(newest.15), sum(newest.16),
    argMinIf(newest.17, rank, newest.17 != ''), argMinIf(newest.18, rank, newest.18 != ''),
    argMinIf(newest.19, rank, newest.19 != ''), argMinIf(newest.20, rank, newest.20 != ''),
    argMinIf(newest.21, rank, newest.21 != ''), arraySort(groupUniqArrayArray(newest.22)),
    sum(newest.23), sum(newest.24), sum(newest.25), sum(newest.26), sum(newest.27),
    sum(newest.28), sum(newest.29), sum(newest.30), sum(newest.31),
    if(uniqExactIf(newest.32, newest.28 + newest.29 + newest.30 > 0) = 1,
      anyIf(newest.32, newest.28 + newest.29 + newest.30 > 0), ''),
    max(arrived), max(days), toUnixTimestamp64Nano(now64(9)), 0
  FROM (${NEWEST_TRACES})
  GROUP BY newest.1
`;

/** A summary lies where its session starts; a place where it starts no longer, or has no trace left, is marked removed. */
const OLD_PLACES = `
  INSERT INTO sessions (project, session_id, start, received, retention, version, removed)
  SELECT {project:String}, session_id, was, arrived, days, last_told + 1, 1
  FROM (
    SELECT
      session_id, argMax(start, version) AS was, argMax(removed, version) AS gone, max(version) AS last_told,
      max(sessions.received) AS arrived, max(sessions.retention) AS days
    FROM sessions
    WHERE project = {project:String} AND start BETWEEN {low:UInt64} AND {high:UInt64} AND session_id IN (${ids})
    GROUP BY session_id, intDiv(start, 60000000000)
  )
  WHERE gone = 0 AND last_told < {begun:UInt64}
`;

/** Makes the summaries of the sessions anew from their traces' summaries. */
export async function settleSessions(store: Store, project: string, sessions: readonly string[]): Promise<void> {
  const lane = "ingest" as const;
  const places = await store.query<Place>({
    text: WHERE_THEY_LIE,
    params: { project, ids: sessions },
    lane,
  });
  for (const place of fewPlaces(places)) {
    const [clock] = await store.query<{ now: string }>({ text: "SELECT toUnixTimestamp64Nano(now64(9)) AS now", lane });
    const params = { project, ...place };
    await store.command({ text: SUMMARIES, params, lane });
    await store.command({ text: OLD_PLACES, params: { ...params, begun: clock?.now }, lane });
  }
}
