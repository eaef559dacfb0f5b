-- What a list says of a trace, computed again from the trace's rows each time some of them arrive. The newest
-- computation wins by `version`; where the start moved to another minute, the old place is marked removed.
-- shard: cityHash64(project, trace_id)
CREATE TABLE traces
(
    project LowCardinality(String),
    trace_id FixedString(16),
    start UInt64 CODEC(Delta(8), ZSTD(1)),
    end UInt64 CODEC(Delta(8), ZSTD(1)),
    name LowCardinality(String),
    root_kind LowCardinality(String),
    root_span_id FixedString(8),
    status Enum8('ok' = 0, 'error' = 1, 'running' = 2),
    span_count UInt64 CODEC(T64, ZSTD(1)),
    error_count UInt64 CODEC(T64, ZSTD(1)),
    running_count UInt64 CODEC(T64, ZSTD(1)),
    orphan_count UInt64 CODEC(T64, ZSTD(1)),
    llm_calls UInt64 CODEC(T64, ZSTD(1)),
    tool_calls UInt64 CODEC(T64, ZSTD(1)),
    has_tokens Bool,
    input_tokens UInt64 CODEC(T64, ZSTD(1)),
    output_tokens UInt64 CODEC(T64, ZSTD(1)),
    cached_tokens UInt64 CODEC(T64, ZSTD(1)),
    cache_write_tokens UInt64 CODEC(T64, ZSTD(1)),
    reasoning_tokens UInt64 CODEC(T64, ZSTD(1)),
    cost Decimal(38, 12) CODEC(ZSTD(1)),
    cost_input Decimal(38, 12) CODEC(ZSTD(1)),
    cost_output Decimal(38, 12) CODEC(ZSTD(1)),
    cost_cached Decimal(38, 12) CODEC(ZSTD(1)),
    cost_cache_write Decimal(38, 12) CODEC(ZSTD(1)),
    reported_calls UInt64 CODEC(T64, ZSTD(1)),
    computed_calls UInt64 CODEC(T64, ZSTD(1)),
    estimated_calls UInt64 CODEC(T64, ZSTD(1)),
    unpriced_calls UInt64 CODEC(T64, ZSTD(1)),
    price_version LowCardinality(String),
    session_id String CODEC(ZSTD(1)),
    user_id String CODEC(ZSTD(1)),
    agent_name LowCardinality(String),
    service LowCardinality(String),
    environment LowCardinality(String),
    platform LowCardinality(String),
    tags Array(LowCardinality(String)),
    -- The ids of the three spans that say best what was asked and what was answered, or nothing.
    speakers String CODEC(ZSTD(1)),
    received DateTime64(3, 'UTC') CODEC(Delta(8), ZSTD(1)),
    retention UInt16,
    digest UInt64,
    version UInt64 CODEC(Delta(8), ZSTD(1)),
    removed UInt8,
    -- All that a list says but for when and which, so that a page of a list is read from one column.
    line String MATERIALIZED formatRowNoNewline(
        'JSONCompactEachRow', root_kind, session_id,
        name, toString(status), span_count, error_count, llm_calls, tool_calls,
        has_tokens, input_tokens, output_tokens, cached_tokens, cache_write_tokens, reasoning_tokens,
        user_id, agent_name, service, platform, tags,
        toString(cost), toString(cost_input), toString(cost_output), toString(cost_cached), toString(cost_cache_write),
        reported_calls, computed_calls, estimated_calls, unpriced_calls, price_version
    ) CODEC(ZSTD(1))
)
ENGINE = ReplacingMergeTree(version, removed)
PARTITION BY (retention, toDate(received))
PRIMARY KEY (project, intDiv(start, 60000000000), trace_id)
ORDER BY (project, intDiv(start, 60000000000), trace_id)
TTL toDate(received) + toIntervalDay(retention)
SETTINGS
    index_granularity = 1024, min_compress_block_size = 8192, ttl_only_drop_parts = 1, fsync_after_insert = 1, fsync_part_directory = 1, old_parts_lifetime = 60
