-- One row for each metric point of any type; `series` names the stream (who, what, unit, type, attributes).
-- A point told again for the same stream and time takes the place of the one before.
-- shard: cityHash64(project, series)
CREATE TABLE points
(
    project LowCardinality(String),
    metric LowCardinality(String),
    series FixedString(16),
    time UInt64 CODEC(Delta(8), ZSTD(1)),
    start UInt64 CODEC(Delta(8), ZSTD(1)),
    type Enum8('gauge' = 1, 'sum' = 2, 'histogram' = 3, 'exponential_histogram' = 4, 'summary' = 5),
    unit LowCardinality(String),
    description LowCardinality(String),
    temporality Int32,
    monotonic Bool,
    flags UInt32,
    value_type Enum8('none' = 0, 'int' = 1, 'double' = 2),
    value Float64 CODEC(ZSTD(1)),
    int_value Int64 CODEC(ZSTD(1)),
    count UInt64 CODEC(ZSTD(1)),
    sum Nullable(Float64) CODEC(ZSTD(1)),
    min Nullable(Float64) CODEC(ZSTD(1)),
    max Nullable(Float64) CODEC(ZSTD(1)),
    bounds Array(Float64) CODEC(ZSTD(1)),
    buckets Array(UInt64) CODEC(ZSTD(1)),
    scale Int32,
    zero_count UInt64 CODEC(ZSTD(1)),
    zero_threshold Float64,
    positive_offset Int32,
    positive Array(UInt64) CODEC(ZSTD(1)),
    negative_offset Int32,
    negative Array(UInt64) CODEC(ZSTD(1)),
    quantiles Array(Tuple(quantile Float64, value Float64)) CODEC(ZSTD(1)),
    exemplars Array(String) CODEC(ZSTD(1)),
    exemplar_traces Array(FixedString(16)) CODEC(ZSTD(1)),
    origin LowCardinality(FixedString(16)),
    service LowCardinality(String),
    scope LowCardinality(String),
    attributes Map(LowCardinality(String), String) CODEC(ZSTD(1)),
    attribute_types LowCardinality(String),
    refs Array(FixedString(16)) CODEC(ZSTD(1)),
    cuts UInt32,
    received DateTime64(3, 'UTC') CODEC(Delta(8), ZSTD(1)),
    retention UInt16,
    INDEX items arrayMap((k, v) -> concat(k, '=', v), mapKeys(attributes), mapValues(attributes)) TYPE text(tokenizer = 'array'),
    INDEX exemplar_traces exemplar_traces TYPE bloom_filter GRANULARITY 4
)
ENGINE = ReplacingMergeTree(received)
PARTITION BY (retention, toDate(received))
PRIMARY KEY (project, metric, series)
ORDER BY (project, metric, series, time)
TTL toDate(received) + toIntervalDay(retention)
SETTINGS
    ttl_only_drop_parts = 1, fsync_after_insert = 1, fsync_part_directory = 1, old_parts_lifetime = 60
