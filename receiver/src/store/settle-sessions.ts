import { fewPlaces, type Place } from "./places.ts";
import type { Store } from "./store.ts";

const ids = "SELECT arrayJoin({ids:Array(String)})";

const WHERE_THEY_LIE = `
  SELECT
    groupArray(session_id) AS ids, min(lowest) AS low, max(highest) AS high,
    toString(toUnixTimestamp64Nano(now64(9))) AS now
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
    trace_id, session_id, start, end, name, status, span_count, error_count, running_count, llm_calls, tool_calls,
    has_tokens, input_tokens, output_tokens, cached_tokens, cache_write_tokens, reasoning_tokens, user_id, agent_name,
    service, environment, platform, tags, cost, cost_input, cost_output, cost_cached, cost_cache_write, reported_calls,
    computed_calls, estimated_calls, unpriced_calls, price_version, received, retention
  FROM traces
  WHERE project = {project:String} AND start BETWEEN {low:UInt64} AND {high:UInt64}
    AND trace_id IN (
      SELECT trace_id FROM traces
      WHERE project = {project:String} AND start BETWEEN {low:UInt64} AND {high:UInt64} AND session_id IN (${ids})
    )
    AND removed = 0
  ORDER BY version DESC
  LIMIT 1 BY trace_id
`;

const SUMMARIES = `
  INSERT INTO sessions (
    project, session_id, start, end, name, status, trace_count, span_count, error_count, running_count, llm_calls,
    tool_calls, has_tokens, input_tokens, output_tokens, cached_tokens, cache_write_tokens, reasoning_tokens, user_id,
    agent_name, service, environment, platform, tags, cost, cost_input, cost_output, cost_cached, cost_cache_write,
    reported_calls, computed_calls, estimated_calls, unpriced_calls, price_version, received, retention, version, removed
  )
  WITH tuple(start, trace_id) AS rank, reported_calls + computed_calls + estimated_calls > 0 AS is_priced
  SELECT
    {project:String}, session_id, min(start), max(end), argMin(name, rank),
    multiIf(countIf(status = 'running') > 0, 'running', countIf(status = 'error') > 0, 'error', 'ok'),
    count(), sum(span_count), sum(error_count), sum(running_count), sum(llm_calls), sum(tool_calls), max(has_tokens),
    sum(input_tokens), sum(output_tokens), sum(cached_tokens), sum(cache_write_tokens), sum(reasoning_tokens),
    argMinIf(user_id, rank, user_id != ''), argMinIf(agent_name, rank, agent_name != ''),
    argMinIf(service, rank, service != ''), argMinIf(environment, rank, environment != ''),
    argMinIf(platform, rank, platform != ''), arraySort(groupUniqArrayArray(tags)),
    sum(cost), sum(cost_input), sum(cost_output), sum(cost_cached), sum(cost_cache_write),
    sum(reported_calls), sum(computed_calls), sum(estimated_calls), sum(unpriced_calls),
    if(uniqExactIf(price_version, is_priced) = 1, anyIf(price_version, is_priced), ''),
    max(received), max(retention), toUnixTimestamp64Nano(now64(9)), 0
  FROM (${NEWEST_TRACES})
  WHERE session_id IN (${ids})
  GROUP BY session_id
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
  const places = await store.query<Place & { now: string }>({
    text: WHERE_THEY_LIE,
    params: { project, ids: sessions },
    lane,
  });
  const begun = places[0]?.now;
  for (const place of fewPlaces(places)) {
    const params = { project, ...place };
    await store.command({ text: SUMMARIES, params, lane });
    await store.command({ text: OLD_PLACES, params: { ...params, begun }, lane });
  }
}
