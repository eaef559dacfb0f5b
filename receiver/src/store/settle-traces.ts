import type { Store } from "./store.ts";

const ids = "SELECT toFixedString(unhex(arrayJoin({ids:Array(String)})), 16)";

/** Traces of the same hours are settled together, so that each statement reads the hours it needs and no others. */
const WHERE_THEY_LIE = `
  SELECT groupArray(id) AS ids, min(lowest) AS low, max(highest) AS high
  FROM (
    SELECT lower(hex(trace_id)) AS id, min(first) AS lowest, max(last) AS highest
    FROM trace_extents
    WHERE project = {project:String} AND trace_id IN (${ids})
    GROUP BY trace_id
  )
  GROUP BY intDiv(lowest, 3600000000000), intDiv(highest, 3600000000000)
`;

const NEWEST_SPANS = `
  SELECT
    trace_id, span_id,
    argMax(
      tuple(
        parent_span_id, name, start, start + greatest(duration, 0), status, kind, counts,
        has_tokens, input_tokens, output_tokens, cached_tokens, cache_write_tokens, reasoning_tokens,
        session_id, user_id, agent_name, service, environment, platform, tags
      ),
      version
    ) AS newest,
    max(spans.received) AS arrived,
    max(spans.retention) AS days
  FROM spans
  WHERE project = {project:String} AND start BETWEEN {low:UInt64} AND {high:UInt64} AND trace_id IN (${ids}) AND removed = 0
  GROUP BY trace_id, span_id
`;

const SUMMARIES = `
  INSERT INTO traces (
    project, trace_id, start, end, name, root_kind, root_span_id, status, span_count, error_count, running_count,
    orphan_count, llm_calls, tool_calls, has_tokens, input_tokens, output_tokens, cached_tokens, cache_write_tokens,
    reasoning_tokens, session_id, user_id, agent_name, service, environment, platform, tags, received, retention,
    version, removed
  )
  WITH
    toFixedString('', 8) AS nobody,
    tuple(newest.1 != nobody, newest.3, span_id) AS rank,
    argMin(tuple(newest.2, newest.6, span_id, newest.5, newest.17, newest.1), rank) AS head,
    groupUniqArrayIf(newest.1, newest.1 != nobody) AS parents,
    groupArray(span_id) AS everyone,
    length(parents) - length(arrayIntersect(parents, everyone)) AS missing
  SELECT
    {project:String}, trace_id, min(newest.3), max(newest.4), head.1, head.2, head.3,
    multiIf(
      countIf(newest.5 = 'running') > 0, 'running',
      head.4 = 'error' OR (head.6 != nobody AND countIf(newest.5 = 'error') > 0), 'error',
      'ok'
    ),
    count(), countIf(newest.5 = 'error'), countIf(newest.5 = 'running'), missing,
    countIf(newest.6 = 'llm' AND newest.7), countIf(newest.6 = 'tool' AND newest.7), max(newest.8 AND newest.7),
    sumIf(newest.9, newest.7), sumIf(newest.10, newest.7), sumIf(newest.11, newest.7), sumIf(newest.12, newest.7),
    sumIf(newest.13, newest.7),
    argMinIf(newest.14, rank, newest.14 != ''), argMinIf(newest.15, rank, newest.15 != ''),
    argMinIf(newest.16, rank, newest.16 != ''), head.5,
    argMinIf(newest.18, rank, newest.18 != ''), argMinIf(newest.19, rank, newest.19 != ''),
    arraySort(groupUniqArrayArray(newest.20)), max(arrived), max(days),
    toUnixTimestamp64Nano(now64(9)), 0
  FROM (${NEWEST_SPANS})
  GROUP BY trace_id
`;

/**
 * A summary lies where its trace starts. When the start moved to another minute, the old place is marked removed,
 * later than what it told and earlier than anything that may yet be told there.
 */
const OLD_PLACES = `
  INSERT INTO traces (project, trace_id, start, received, retention, version, removed)
  SELECT {project:String}, trace_id, was, arrived, days, last_told + 1, 1
  FROM (
    SELECT
      trace_id, argMax(start, version) AS was, argMax(removed, version) AS gone, max(version) AS last_told,
      max(traces.received) AS arrived, max(traces.retention) AS days,
      max(last_told) OVER (PARTITION BY trace_id) AS last_of_all
    FROM traces
    WHERE project = {project:String} AND start BETWEEN {low:UInt64} AND {high:UInt64} AND trace_id IN (${ids})
    GROUP BY trace_id, intDiv(start, 60000000000)
  )
  WHERE gone = 0 AND last_told < last_of_all
`;

/** A span told again with a start in another minute lies in two places: the older telling is marked removed. */
const OLD_TELLINGS = `
  INSERT INTO spans (project, trace_id, span_id, start, received, retention, version, removed)
  SELECT {project:String}, trace_id, span_id, was, arrived, days, last_told + 1, 1
  FROM (
    SELECT
      trace_id, span_id, argMax(start, version) AS was, argMax(removed, version) AS gone, max(version) AS last_told,
      max(spans.received) AS arrived, max(spans.retention) AS days,
      max(tuple(last_told, was)) OVER (PARTITION BY trace_id, span_id) AS newest
    FROM spans
    WHERE project = {project:String} AND start BETWEEN {low:UInt64} AND {high:UInt64}
      AND (trace_id, span_id) IN (
        SELECT trace_id, span_id
        FROM spans
        WHERE project = {project:String} AND start BETWEEN {low:UInt64} AND {high:UInt64} AND trace_id IN (${ids})
        GROUP BY trace_id, span_id
        HAVING min(intDiv(start, 60000000000)) != max(intDiv(start, 60000000000))
      )
    GROUP BY trace_id, span_id, intDiv(start, 60000000000)
  )
  WHERE gone = 0 AND tuple(last_told, was) < newest
`;

/** Also the sessions a trace belonged to before it was told anew. */
const THEIR_SESSIONS = `
  SELECT DISTINCT session_id
  FROM traces
  WHERE project = {project:String} AND start BETWEEN {low:UInt64} AND {high:UInt64} AND trace_id IN (${ids})
    AND session_id != ''
`;

/** Makes the summaries of the traces anew and answers which sessions they belong to. */
export async function settleTraces(store: Store, project: string, traces: readonly string[]): Promise<string[]> {
  const lane = "ingest" as const;
  const places = await store.query<{ ids: string[]; low: string; high: string }>({
    text: WHERE_THEY_LIE,
    params: { project, ids: traces },
    lane,
  });
  const sessions = new Set<string>();
  for (const place of places) {
    const params = { project, ...place };
    await store.command({ text: OLD_TELLINGS, params, lane });
    await store.command({ text: SUMMARIES, params, lane });
    await store.command({ text: OLD_PLACES, params, lane });
    const rows = await store.query<{ session_id: string }>({ text: THEIR_SESSIONS, params, lane });
    for (const { session_id } of rows) sessions.add(session_id);
  }
  return [...sessions];
}
