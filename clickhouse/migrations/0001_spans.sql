-- One row for each span that was ever told, told again, or told anew: the newest telling wins by `version`.
-- Parts are dropped, never rewritten, when their time is over: a partition is one day of arrival in one retention class.
-- Where a trace lies is read of few rows far apart, so these columns are unpacked in small pieces.
-- shard: cityHash64(project, trace_id)
CREATE TABLE spans
(
    project LowCardinality(String),
    trace_id FixedString(16) SETTINGS (min_compress_block_size = 8192),
    span_id FixedString(8),
    parent_span_id FixedString(8),
    name LowCardinality(String),
    start UInt64 CODEC(Delta(8), ZSTD(1)) SETTINGS (min_compress_block_size = 8192),
    duration Int64 CODEC(ZSTD(1)),
    state Enum8('running' = 0, 'abandoned' = 1, 'ended' = 2),
    signal Enum8('span' = 0, 'log' = 1),
    status Enum8('ok' = 0, 'error' = 1, 'running' = 2),
    status_code Int32,
    status_message String CODEC(ZSTD(1)),
    span_kind Int32,
    flags UInt32,
    trace_state String CODEC(ZSTD(1)),
    origin LowCardinality(FixedString(16)),
    service LowCardinality(String),
    scope LowCardinality(String),
    environment LowCardinality(String),
    release LowCardinality(String),
    kind LowCardinality(String),
    dialect LowCardinality(String),
    session_id String CODEC(ZSTD(1)),
    user_id String CODEC(ZSTD(1)),
    agent_name LowCardinality(String),
    workflow_name LowCardinality(String),
    platform LowCardinality(String),
    tags Array(LowCardinality(String)),
    provider LowCardinality(String),
    model LowCardinality(String),
    response_model LowCardinality(String),
    response_id String CODEC(ZSTD(1)),
    has_tokens Bool,
    input_tokens UInt64 CODEC(T64, ZSTD(1)),
    output_tokens UInt64 CODEC(T64, ZSTD(1)),
    cached_tokens UInt64 CODEC(T64, ZSTD(1)),
    cache_write_tokens UInt64 CODEC(T64, ZSTD(1)),
    reasoning_tokens UInt64 CODEC(T64, ZSTD(1)),
    token_rule LowCardinality(String),
    token_details Map(LowCardinality(String), UInt64) CODEC(ZSTD(1)),
    tier LowCardinality(String),
    reported_cost String CODEC(ZSTD(1)),
    finish_reasons Array(LowCardinality(String)),
    streaming Enum8('unknown' = 0, 'no' = 1, 'yes' = 2),
    first_token UInt64 CODEC(T64, ZSTD(1)),
    counts Bool,
    tool_name LowCardinality(String),
    tool_call_id String CODEC(ZSTD(1)),
    error_type LowCardinality(String),
    error_message String CODEC(ZSTD(1)),
    attributes Map(LowCardinality(String), String) CODEC(ZSTD(1)),
    attribute_types LowCardinality(String),
    events Array(String) CODEC(ZSTD(1)),
    links Array(String) CODEC(ZSTD(1)),
    refs Array(FixedString(16)) CODEC(ZSTD(1)),
    dropped_attributes UInt32,
    dropped_events UInt32,
    dropped_links UInt32,
    cuts UInt32,
    received DateTime64(3, 'UTC') CODEC(Delta(8), ZSTD(1)),
    retention UInt16,
    version UInt64 CODEC(Delta(8), ZSTD(1)),
    removed UInt8,
    INDEX items arrayMap((k, v) -> concat(k, '=', v), mapKeys(attributes), mapValues(attributes)) TYPE text(tokenizer = 'array'),
    INDEX state state TYPE set(3) GRANULARITY 8
)
ENGINE = ReplacingMergeTree(version, removed)
PARTITION BY (retention, toDate(received))
PRIMARY KEY (project, intDiv(start, 60000000000), trace_id)
ORDER BY (project, intDiv(start, 60000000000), trace_id, span_id)
TTL toDate(received) + toIntervalDay(retention)
SETTINGS
    index_granularity = 1024, ttl_only_drop_parts = 1, fsync_after_insert = 1, fsync_part_directory = 1, old_parts_lifetime = 60
