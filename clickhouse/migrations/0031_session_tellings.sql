-- What programs tell of their sessions: one row for each record of a start or an end, and for each span of a session.
-- The mark is the first half of the SHA-256 of the session's id; the id names the telling, so that a repeat is one row.
-- shard: cityHash64(project, session_id)
CREATE TABLE session_tellings
(
    project LowCardinality(String),
    mark FixedString(16),
    time UInt64 CODEC(Delta(8), ZSTD(1)),
    id FixedString(16),
    told Enum8('start' = 0, 'end' = 1, 'span' = 2),
    session_id String CODEC(ZSTD(1)),
    user_id String CODEC(ZSTD(1)),
    platform LowCardinality(String),
    bot_name LowCardinality(String),
    bot_type LowCardinality(String),
    tags Array(LowCardinality(String)),
    metadata String CODEC(ZSTD(1)),
    end_reason LowCardinality(String),
    success Enum8('unknown' = 0, 'no' = 1, 'yes' = 2),
    service LowCardinality(String),
    received DateTime64(3, 'UTC') CODEC(Delta(8), ZSTD(1)),
    retention UInt16
)
ENGINE = ReplacingMergeTree
PARTITION BY (retention, toDate(received))
ORDER BY (project, mark, time, id)
TTL toDate(received) + toIntervalDay(retention)
SETTINGS
    ttl_only_drop_parts = 1, fsync_after_insert = 1, fsync_part_directory = 1, old_parts_lifetime = 60
