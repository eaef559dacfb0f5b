-- One row for each log record; the id is a hash of what was said, so that a record told twice is one row.
-- shard: cityHash64(project, trace_id, id)
CREATE TABLE logs
(
    project LowCardinality(String),
    id FixedString(16),
    trace_id FixedString(16),
    span_id FixedString(8),
    time UInt64 CODEC(Delta(8), ZSTD(1)),
    sent_time UInt64 CODEC(Delta(8), ZSTD(1)),
    observed UInt64 CODEC(Delta(8), ZSTD(1)),
    severity Int32,
    severity_text LowCardinality(String),
    event_name LowCardinality(String),
    body String CODEC(ZSTD(1)),
    body_type LowCardinality(String),
    flags UInt32,
    origin LowCardinality(FixedString(16)),
    service LowCardinality(String),
    scope LowCardinality(String),
    attributes Map(LowCardinality(String), String) CODEC(ZSTD(1)),
    attribute_types LowCardinality(String),
    refs Array(FixedString(16)) CODEC(ZSTD(1)),
    dropped_attributes UInt32,
    cuts UInt32,
    received DateTime64(3, 'UTC') CODEC(Delta(8), ZSTD(1)),
    retention UInt16,
    INDEX items arrayMap((k, v) -> concat(k, '=', v), mapKeys(attributes), mapValues(attributes)) TYPE text(tokenizer = 'array')
)
ENGINE = ReplacingMergeTree
PARTITION BY (retention, toDate(received))
PRIMARY KEY (project, intDiv(time, 60000000000), trace_id)
ORDER BY (project, intDiv(time, 60000000000), trace_id, time, id)
TTL toDate(received) + toIntervalDay(retention)
SETTINGS
    ttl_only_drop_parts = 1, fsync_after_insert = 1, fsync_part_directory = 1, old_parts_lifetime = 60
