import { fewPlaces, type Place } from "./places.ts";
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

const SPANS_THERE = `
  FROM spans
  WHERE project = {project:String} AND start BETWEEN {low:UInt64} AND {high:UInt64} AND trace_id IN (${ids})
    AND removed = 0
`;

/** Traces of which a span was told more than once: only those need a look at each span's newest telling. */
const REPEATED = `
  SELECT lower(hex(trace_id)) AS id
  ${SPANS_THERE}
  GROUP BY trace_id
  HAVING count() != uniqExact(span_id)
`;

const TOLD = [
  "parent_span_id",
  "name",
  "start",
  "duration",
  "status",
  "kind",
  "counts",
  "has_tokens",
  "input_tokens",
  "output_tokens",
  "cached_tokens",
  "cache_write_tokens",
  "reasoning_tokens",
  "session_id",
  "user_id",
  "agent_name",
  "service",
  "environment",
  "platform",
  "tags",
  "received",
  "retention",
].join(", ");

const ALL_SPANS = `SELECT trace_id, span_id, ${TOLD} ${SPANS_THERE}`;

const NEWEST_SPANS = `
  SELECT trace_id, span_id, ${TOLD}
  ${SPANS_THERE}
  ORDER BY version DESC
  LIMIT 1 BY trace_id, span_id
`;

const summaries = (spans: string) => `
  INSERT INTO traces (
    project, trace_id, start, end, name, root_kind, root_span_id, status, span_count, error_count, running_count,
    orphan_count, llm_calls, tool_calls, has_tokens, input_tokens, output_tokens, cached_tokens, cache_write_tokens,
    reasoning_tokens, session_id, user_id, agent_name, service, environment, platform, tags, received, retention,
    version, removed
  )
  WITH
    toFixedString('', 8) AS nobody,
    tuple(parent_span_id != nobody, start, span_id) AS rank,
    argMin(tuple(name, kind, span_id, status, service, parent_span_id), rank) AS head,
    groupUniqArrayIf(parent_span_id, parent_span_id != nobody) AS parents,
    length(parents) - length(arrayIntersect(parents, groupArray(span_id))) AS missing
  SELECT
    {project:String}, trace_id, min(start), max(start + greatest(duration, 0)), head.1, head.2, head.3,
    multiIf(
      countIf(status = 'running') > 0, 'running',
      head.4 = 'error' OR (head.6 != nobody AND countIf(status = 'error') > 0), 'error',
      'ok'
    ),
    count(), countIf(status = 'error'), countIf(status = 'running'), missing,
    countIf(kind = 'llm' AND counts), countIf(kind = 'tool' AND counts), max(has_tokens AND counts),
    sumIf(input_tokens, counts), sumIf(output_tokens, counts), sumIf(cached_tokens, counts),
    sumIf(cache_write_tokens, counts), sumIf(reasoning_tokens, counts),
    argMinIf(session_id, rank, session_id != ''), argMinIf(user_id, rank, user_id != ''),
    argMinIf(agent_name, rank, agent_name != ''), head.5,
    argMinIf(environment, rank, environment != ''), argMinIf(platform, rank, platform != ''),
    arraySort(groupUniqArrayArray(tags)), max(spans.received), max(spans.retention),
    toUnixTimestamp64Nano(now64(9)), 0
  FROM (${spans}) AS spans
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

/** Also the sessions a trace belonged to before it was told anew; and whether some trace lies in two places. */
const WHAT_THEY_SAY = `
  SELECT
    arrayFilter(session -> session != '', groupUniqArray(session_id)) AS sessions,
    uniqExact(trace_id, intDiv(start, 60000000000)) > uniqExact(trace_id) AS moved
  FROM traces
  WHERE project = {project:String} AND start BETWEEN {low:UInt64} AND {high:UInt64} AND trace_id IN (${ids})
`;

interface WhatTheySay {
  readonly sessions: readonly string[];
  readonly moved: number | boolean;
}

/** Makes the summaries of the traces anew and answers which sessions they belong to. */
export async function settleTraces(store: Store, project: string, traces: readonly string[]): Promise<string[]> {
  const places = await store.query<Place>({ text: WHERE_THEY_LIE, params: { project, ids: traces }, lane: "ingest" });
  const sessions = new Set<string>();
  for (const place of fewPlaces(places)) {
    for (const session of await settlePlace(store, project, place)) sessions.add(session);
  }
  return [...sessions];
}

async function settlePlace(store: Store, project: string, place: Place): Promise<readonly string[]> {
  const lane = "ingest" as const;
  const all = { project, ...place };
  const found = await store.query<{ id: string }>({ text: REPEATED, params: all, lane });
  const { once, again } = parted(place.ids, new Set(found.map(({ id }) => id)));
  if (once.length > 0) await store.command({ text: summaries(ALL_SPANS), params: { ...all, ids: once }, lane });
  if (again.length > 0) {
    await store.command({ text: OLD_TELLINGS, params: { ...all, ids: again }, lane });
    await store.command({ text: summaries(NEWEST_SPANS), params: { ...all, ids: again }, lane });
  }
  const [said] = await store.query<WhatTheySay>({ text: WHAT_THEY_SAY, params: all, lane });
  if (said?.moved) await store.command({ text: OLD_PLACES, params: all, lane });
  return said?.sessions ?? [];
}

/** A statement costs more than the careful way does for so few traces. */
const fewTraces = 1000;

/** Which traces can be summed as they lie, and which need a look at each span's newest telling. */
function parted(ids: readonly string[], repeated: ReadonlySet<string>) {
  if (repeated.size === 0) return { once: ids, again: [] };
  if (ids.length <= fewTraces) return { once: [], again: ids };
  return { once: ids.filter((id) => !repeated.has(id)), again: [...repeated] };
}
