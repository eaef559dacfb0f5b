-- When the spans of a trace start, first and last: where to look for it, and whether it is worth a look into the ledger
-- and into the logs. Repeats change none of these.
-- shard: cityHash64(project, trace_id)
CREATE TABLE trace_extents
(
    project LowCardinality(String),
    trace_id FixedString(16),
    first SimpleAggregateFunction(min, UInt64) CODEC(Delta(8), ZSTD(1)),
    last SimpleAggregateFunction(max, UInt64) CODEC(Delta(8), ZSTD(1)),
    has_entries SimpleAggregateFunction(max, Bool),
    has_events SimpleAggregateFunction(max, Bool),
    received SimpleAggregateFunction(max, DateTime64(3, 'UTC')) CODEC(Delta(8), ZSTD(1)),
    retention UInt16
)
ENGINE = AggregatingMergeTree
PARTITION BY (retention, toDate(received))
ORDER BY (project, trace_id)
TTL toDate(received) + toIntervalDay(retention)
SETTINGS
    index_granularity = 512, ttl_only_drop_parts = 1, fsync_after_insert = 1, fsync_part_directory = 1, old_parts_lifetime = 60
