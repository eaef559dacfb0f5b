-- Which traces were looked through for findings: `seen` is the version of the summary they had then, so a trace whose
-- summary is another by now is to be looked at again.
-- shard: cityHash64(project, trace_id)
CREATE TABLE examined
(
    project LowCardinality(String),
    trace_id FixedString(16),
    start UInt64 CODEC(Delta(8), ZSTD(1)),
    seen UInt64 CODEC(Delta(8), ZSTD(1)),
    found UInt16,
    received DateTime64(3, 'UTC') CODEC(Delta(8), ZSTD(1)),
    retention UInt16,
    version UInt64 CODEC(Delta(8), ZSTD(1))
)
ENGINE = ReplacingMergeTree(version)
PARTITION BY (retention, toDate(received))
ORDER BY (project, trace_id)
TTL toDate(received) + toIntervalDay(retention)
SETTINGS
    ttl_only_drop_parts = 1, fsync_after_insert = 1, fsync_part_directory = 1, old_parts_lifetime = 60
