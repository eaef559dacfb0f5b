-- What was refused, why, from whom, and a bounded copy of it.
-- shard: cityHash64(project, id)
CREATE TABLE rejected
(
    project LowCardinality(String),
    id FixedString(16),
    signal Enum8('traces' = 1, 'logs' = 2, 'metrics' = 3),
    code LowCardinality(String),
    reason String,
    source String,
    service LowCardinality(String),
    copy String CODEC(ZSTD(1)),
    size UInt64,
    received DateTime64(3, 'UTC') CODEC(Delta(8), ZSTD(1)),
    retention UInt16
)
ENGINE = ReplacingMergeTree
PARTITION BY (retention, toDate(received))
ORDER BY (project, received, id)
TTL toDate(received) + toIntervalDay(retention)
SETTINGS
    ttl_only_drop_parts = 1, fsync_after_insert = 1, fsync_part_directory = 1, old_parts_lifetime = 60
