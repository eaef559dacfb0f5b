-- What changed, in the order in which it came into the tables: the ids and versions of spans, of their entries in the
-- ledger, of traces and of sessions. Who watches a project asks here what is new. It is kept for hours, and losing some
-- of it to a cut in the power loses no telemetry.
-- shard: cityHash64(project, trace_id)
CREATE TABLE changes
(
    project LowCardinality(String),
    at DateTime64(3, 'UTC') CODEC(Delta(8), ZSTD(1)),
    what Enum8('span' = 0, 'entry' = 1, 'trace' = 2, 'session' = 3),
    start UInt64 CODEC(Delta(8), ZSTD(1)),
    trace_id FixedString(16),
    span_id FixedString(8),
    session_id String CODEC(ZSTD(1)),
    version UInt64 CODEC(Delta(8), ZSTD(1))
)
ENGINE = MergeTree
PARTITION BY toStartOfHour(at)
ORDER BY (project, at)
TTL toDateTime(at) + toIntervalHour(2)
SETTINGS
    ttl_only_drop_parts = 1, old_parts_lifetime = 60
