/** What is summed of a span, and 1 for the span itself. */
const measures = [
  "1",
  "status = 'error'",
  "status = 'running'",
  "kind = 'llm' AND counts",
  "kind = 'tool' AND counts",
  "has_tokens AND counts",
  "if(counts, input_tokens, 0)",
  "if(counts, output_tokens, 0)",
  "if(counts, cached_tokens, 0)",
  "if(counts, cache_write_tokens, 0)",
  "if(counts, reasoning_tokens, 0)",
].map((measure) => `toInt64(${measure})`);

const sums = [
  "span_count",
  "error_count",
  "running_count",
  "llm_calls",
  "tool_calls",
  "with_tokens",
  "input_tokens",
  "output_tokens",
  "cached_tokens",
  "cache_write_tokens",
  "reasoning_tokens",
];

/** At their cheapest: any of a trace's texts, where ours takes the one nearest to the root. */
const texts = ["session_id", "user_id", "agent_name", "service", "environment", "platform"];
const root = "if(parent_span_id = toFixedString('', 8), name, '')";

const spanEnd = "toUInt64(start + greatest(duration, 0))";
const told = `tuple(${[`start`, spanEnd, ...measures].join(", ")})`;
const saidOnce = [root, ...texts].join(", ");

const place = `
  PARTITION BY (retention, toDate(received))
  ORDER BY (project, trace_id)
  TTL toDate(received) + toIntervalDay(retention)
  SETTINGS ttl_only_drop_parts = 1, fsync_after_insert = 1, fsync_part_directory = 1, old_parts_lifetime = 60`;

const ends = `
  first SimpleAggregateFunction(min, UInt64) CODEC(Delta(8), ZSTD(1)),
  last SimpleAggregateFunction(max, UInt64) CODEC(Delta(8), ZSTD(1))`;

const described = `
  name SimpleAggregateFunction(max, String) CODEC(ZSTD(1)),
  ${texts.map((text) => `${text} SimpleAggregateFunction(max, String) CODEC(ZSTD(1))`).join(", ")},
  tags SimpleAggregateFunction(groupUniqArrayArray, Array(String)) CODEC(ZSTD(1)),
  received SimpleAggregateFunction(max, DateTime64(3, 'UTC')) CODEC(Delta(8), ZSTD(1)),
  retention UInt16`;

const descriptions = `
  max(${root}) AS name, ${texts.map((text) => `max(spans_in.${text}) AS ${text}`).join(", ")},
  groupUniqArrayArray(spans_in.tags) AS tags, max(spans_in.received) AS received, retention`;

/** The state is the sum itself, as is usual: each row that comes in adds. */
export const sumsTable = `
  CREATE TABLE sums
  (
    project LowCardinality(String), trace_id FixedString(16), ${ends},
    ${sums.map((sum) => `${sum} SimpleAggregateFunction(sum, Int64) CODEC(T64, ZSTD(1))`).join(", ")}, ${described}
  )
  ENGINE = AggregatingMergeTree ${place}`;

export const sumsView = `
  CREATE MATERIALIZED VIEW sums_from_spans_in TO sums AS
  SELECT
    project, trace_id, min(start) AS first, max(${spanEnd}) AS last,
    ${sums.map((sum, index) => `sum(${measures[index]}) AS ${sum}`).join(", ")}, ${descriptions}
  FROM spans_in WHERE project != ''
  GROUP BY project, trace_id, retention`;

const valueTypes = ["UInt64", "UInt64", ...measures.map(() => "Int64")].join(", ");

/** The state is what each span last said: the greatest of (version, values), which a repeat does not change. */
export const statesTable = `
  CREATE TABLE states
  (
    project LowCardinality(String), trace_id FixedString(16), ${ends},
    spans SimpleAggregateFunction(maxMap, Map(FixedString(8), Tuple(UInt64, Tuple(${valueTypes})))) CODEC(ZSTD(1)),
    ${described}
  )
  ENGINE = AggregatingMergeTree ${place}`;

export const statesView = `
  CREATE MATERIALIZED VIEW states_from_spans_in TO states AS
  SELECT
    project, trace_id, min(start) AS first, max(${spanEnd}) AS last, maxMap(map(span_id, tuple(version, ${told}))) AS spans,
    ${descriptions}
  FROM spans_in WHERE project != ''
  GROUP BY project, trace_id, retention`;

const ids = "SELECT toFixedString(unhex(arrayJoin({ids:Array(String)})), 16)";

/** Where the spans of these traces lie that are there already. */
export const REACH = `
  SELECT min(first) AS low, max(last) AS high FROM trace_extents WHERE project = 'default' AND trace_id IN (${ids})`;

/** Adds what a batch says that is new: the values of unknown spans, and of known ones what changed. */
export const lookFirst = (file: string, structure: string) => `
  INSERT INTO sums (
    project, trace_id, first, last, ${sums.join(", ")}, name, ${texts.join(", ")}, tags, received, retention
  )
  SELECT
    'default', trace_id, min(fresh.1), max(fresh.2),
    ${sums.map((_, index) => `sum(fresh.${index + 3} - known.${index + 3})`).join(", ")},
    ${["name", ...texts].map((_, index) => `max(said.${index + 1})`).join(", ")},
    groupUniqArrayArray(said.${texts.length + 2}), max(said.${texts.length + 3}), max(said.${texts.length + 4})
  FROM (
    SELECT trace_id, span_id, max(version) AS fresh_version, argMax(${told}, version) AS fresh,
      argMax(tuple(${saidOnce}, tags, received, retention), version) AS said
    FROM file(${file}, 'RowBinary', ${structure})
    WHERE project != ''
    GROUP BY trace_id, span_id
  ) AS batch
  LEFT JOIN (
    SELECT trace_id, span_id, max(version) AS known_version, argMax(${told}, version) AS known
    FROM spans
    WHERE project = 'default' AND start BETWEEN {low:UInt64} AND {high:UInt64} AND trace_id IN (${ids}) AND removed = 0
    GROUP BY trace_id, span_id
  ) AS there USING (trace_id, span_id)
  WHERE fresh_version > known_version
  GROUP BY trace_id`;

const compared = ["span_count", "error_count", "llm_calls", "input_tokens", "output_tokens"];
const comparedPlaces = compared.map((name) => sums.indexOf(name));

/** The same sums of each trace, in the order of `compared`, by each way and in the plainest way. */
export const plainSums = `
  SELECT trace_id, tuple(${comparedPlaces.map((place) => `sum(${measures[place]})`).join(", ")}) AS told
  FROM spans FINAL WHERE project = 'default' GROUP BY trace_id`;

export const addedSums = `
  SELECT trace_id, tuple(${compared.map((name) => `sum(${name})`).join(", ")}) AS told
  FROM sums WHERE project = 'default' GROUP BY trace_id`;

const valuesOf = (index: number) => `arraySum(one -> one.2.${index + 3}, said)`;

export const stateSums = `
  SELECT trace_id, mapValues(maxMap(spans)) AS said, tuple(${comparedPlaces.map(valuesOf).join(", ")}) AS told
  FROM states WHERE project = 'default' GROUP BY trace_id`;

export const settledSums = `
  SELECT trace_id, tuple(${compared.map((name) => `toInt64(${name})`).join(", ")}) AS told
  FROM traces FINAL WHERE project = 'default'`;

/** The newest 50: first their ids by the start alone, then the rest of those only. */
const newest = (table: string) => `
  SELECT trace_id FROM ${table}
  WHERE project = 'default' GROUP BY trace_id
  HAVING min(first) BETWEEN {from:UInt64} AND {to:UInt64}
  ORDER BY min(first) DESC LIMIT 51`;

const describedColumns = ["name", ...texts].map((text) => `max(${text})`).join(", ");

export const listOfSums = `
  SELECT lower(hex(trace_id)) AS id, min(first) AS begin, max(last), ${sums.map((sum) => `sum(${sum})`).join(", ")},
    ${describedColumns}, groupUniqArrayArray(tags)
  FROM sums WHERE project = 'default' AND trace_id IN (${newest("sums")})
  GROUP BY trace_id ORDER BY begin DESC`;

export const listOfStates = `
  SELECT lower(hex(trace_id)) AS id, min(first) AS begin, mapValues(maxMap(spans)) AS said,
    arrayMax(one -> one.2.2, said), ${sums.map((_, index) => valuesOf(index)).join(", ")},
    ${describedColumns}, groupUniqArrayArray(tags)
  FROM states WHERE project = 'default' AND trace_id IN (${newest("states")})
  GROUP BY trace_id ORDER BY begin DESC`;
