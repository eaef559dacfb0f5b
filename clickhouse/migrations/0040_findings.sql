-- What went wrong in a trace, as rules found it once the trace was quiet: a row for each finding, by the rule and its
-- place among those of that rule. Looked for again when the trace changes; one that is found no longer is marked removed.
-- shard: cityHash64(project, trace_id)
CREATE TABLE findings
(
    project LowCardinality(String),
    trace_id FixedString(16),
    start UInt64 CODEC(Delta(8), ZSTD(1)),
    rule LowCardinality(String),
    place UInt8,
    severity Enum8('info' = 0, 'warning' = 1, 'error' = 2),
    title String CODEC(ZSTD(1)),
    span_ids Array(FixedString(8)) CODEC(ZSTD(1)),
    facts String CODEC(ZSTD(1)),
    session_id String CODEC(ZSTD(1)),
    user_id String CODEC(ZSTD(1)),
    agent_name LowCardinality(String),
    service LowCardinality(String),
    received DateTime64(3, 'UTC') CODEC(Delta(8), ZSTD(1)),
    retention UInt16,
    digest UInt64,
    version UInt64 CODEC(Delta(8), ZSTD(1)),
    removed UInt8
)
ENGINE = ReplacingMergeTree(version, removed)
PARTITION BY (retention, toDate(received))
PRIMARY KEY (project, intDiv(start, 60000000000), trace_id)
ORDER BY (project, intDiv(start, 60000000000), trace_id, rule, place)
TTL toDate(received) + toIntervalDay(retention)
SETTINGS
    ttl_only_drop_parts = 1, fsync_after_insert = 1, fsync_part_directory = 1, old_parts_lifetime = 60
