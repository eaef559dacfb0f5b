-- Message content, once for each distinct message and day of arrival, named by its hash. It lies in the same kind of
-- partition as the rows that refer to it, so that both go together when their time is over.
-- shard: cityHash64(project, hash)
CREATE TABLE contents
(
    project LowCardinality(String),
    hash FixedString(16),
    content String CODEC(ZSTD(3)),
    received DateTime64(3, 'UTC') CODEC(Delta(8), ZSTD(1)),
    retention UInt16
)
ENGINE = ReplacingMergeTree
PARTITION BY (retention, toDate(received))
ORDER BY (project, hash)
TTL toDate(received) + toIntervalDay(retention)
SETTINGS
    ttl_only_drop_parts = 1, fsync_after_insert = 1, fsync_part_directory = 1, old_parts_lifetime = 60, index_granularity = 128, index_granularity_bytes = 4194304
