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

const nothing = [
  ...["span", "error", "running"].map((name) => `0 AS ${name}_count`),
  "0 AS llm_calls",
  "0 AS tool_calls",
  "false AS has_tokens",
  ...["input", "output", "cached", "cache_write", "reasoning"].map((name) => `0 AS ${name}_tokens`),
  ...["cost", "cost_input", "cost_output", "cost_cached", "cost_cache_write"].map(
    (name) => `toDecimal128(0, 12) AS ${name}`,
  ),
  ...["reported", "computed", "estimated", "unpriced"].map((name) => `0 AS ${name}_calls`),
  "'' AS price_version",
].join(", ");

/** What is told of a session beside its traces, as traces in which nothing happened. */
const TELLINGS = `
  SELECT
    id AS trace_id, session_id, time AS start, time AS end, '' AS name, 'ok' AS status, user_id, '' AS agent_name,
    service, '' AS environment, platform, tags, session_tellings.received AS received,
    session_tellings.retention AS retention, toString(told) AS told, bot_name, bot_type, metadata, end_reason,
    toString(success) AS verdict, ${nothing}
  FROM session_tellings FINAL
  WHERE project = {project:String} AND session_id IN (${ids})
    AND mark IN (SELECT toFixedString(substring(SHA256(arrayJoin({ids:Array(String)})), 1, 16), 16))
`;

const TRACES = `
  SELECT
    trace_id, session_id, start, end, name, toString(status) AS status, user_id, agent_name,
    service, environment, platform, tags, received, retention, '' AS told, '' AS bot_name, '' AS bot_type,
    '' AS metadata, '' AS end_reason, '' AS verdict,
    span_count, error_count, running_count, llm_calls, tool_calls, has_tokens, input_tokens, output_tokens,
    cached_tokens, cache_write_tokens, reasoning_tokens, cost, cost_input, cost_output, cost_cached, cost_cache_write,
    reported_calls, computed_calls, estimated_calls, unpriced_calls, price_version
  FROM (${NEWEST_TRACES})
  WHERE session_id IN (${ids})
`;

/**
 * How a session goes: as its program says at its end, else as its traces went. It runs while one of them does, and from
 * when its start is told until its end is; one that was left open (`stale`) no longer does.
 */
const STATUS = `multiIf(
  isOpen AND {stale:UInt8} = 0, 'running',
  NOT isOpen AND lastVerdict = 'no', 'error',
  NOT isOpen AND lastVerdict = 'yes', 'ok',
  countIf(status = 'running') > 0, 'running', countIf(status = 'error') > 0, 'error', 'ok'
)`;

const SUMMARIES = `
  INSERT INTO sessions (
    project, session_id, start, end, name, status, trace_count, span_count, error_count, running_count, llm_calls,
    tool_calls, has_tokens, input_tokens, output_tokens, cached_tokens, cache_write_tokens, reasoning_tokens, user_id,
    agent_name, service, environment, platform, tags, bot_name, bot_type, metadata, end_reason, cost, cost_input,
    cost_output, cost_cached, cost_cache_write, reported_calls, computed_calls, estimated_calls, unpriced_calls,
    price_version, received, retention, version, removed
  )
  WITH
    tuple(start, told = 'end', trace_id) AS rank, reported_calls + computed_calls + estimated_calls > 0 AS is_priced,
    maxIf(start, told = 'start') > maxIf(start, told = 'end') AS isOpen,
    argMaxIf(verdict, rank, told = 'end') AS lastVerdict
  SELECT
    {project:String}, session_id, min(start), max(end), argMinIf(name, rank, told = ''), ${STATUS},
    countIf(told = ''), sum(span_count), sum(error_count), sum(running_count), sum(llm_calls), sum(tool_calls), max(has_tokens),
    sum(input_tokens), sum(output_tokens), sum(cached_tokens), sum(cache_write_tokens), sum(reasoning_tokens),
    argMinIf(user_id, rank, user_id != ''), argMinIf(agent_name, rank, agent_name != ''),
    argMinIf(service, rank, service != ''), argMinIf(environment, rank, environment != ''),
    argMinIf(platform, rank, platform != ''), arraySort(groupUniqArrayArray(tags)),
    argMaxIf(bot_name, rank, bot_name != ''), argMaxIf(bot_type, rank, bot_type != ''),
    argMaxIf(metadata, rank, metadata != ''), if(isOpen, '', argMaxIf(end_reason, rank, told = 'end')),
    sum(cost), sum(cost_input), sum(cost_output), sum(cost_cached), sum(cost_cache_write),
    sum(reported_calls), sum(computed_calls), sum(estimated_calls), sum(unpriced_calls),
    if(uniqExactIf(price_version, is_priced) = 1, anyIf(price_version, is_priced), ''),
    max(received), max(retention), toUnixTimestamp64Nano(now64(9)), 0
  FROM (SELECT * FROM (${TRACES}) UNION ALL SELECT * FROM (${TELLINGS}))
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

/** Makes the summaries of the sessions anew from their traces' summaries and from what is told of them. */
export async function settleSessions(
  store: Store,
  project: string,
  sessions: readonly string[],
  { stale = false } = {},
): Promise<void> {
  const lane = "ingest" as const;
  const places = await store.query<Place & { now: string }>({
    text: WHERE_THEY_LIE,
    params: { project, ids: sessions },
    lane,
  });
  const begun = places[0]?.now;
  for (const place of fewPlaces(places)) {
    const params = { project, ...place, stale: stale ? 1 : 0 };
    await store.command({ text: SUMMARIES, params, lane });
    await store.command({ text: OLD_PLACES, params: { ...params, begun }, lane });
  }
}
