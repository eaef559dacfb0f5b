-- What each span that has something to say enters the books with: whose it is, whether it counts or which span counts in
-- its place, and what it cost. Reckoned again from the trace's spans each time some of them arrive; rows that stay as
-- they are, as `digest` tells, are not written again.
-- shard: cityHash64(project, trace_id)
CREATE TABLE ledger
(
    project LowCardinality(String),
    trace_id FixedString(16),
    span_id FixedString(8),
    start UInt64 CODEC(Delta(8), ZSTD(1)),
    duration Int64 CODEC(ZSTD(1)),
    state Enum8('running' = 0, 'abandoned' = 1, 'ended' = 2),
    failed Bool,
    signal Enum8('span' = 0, 'log' = 1),
    hidden Bool,
    kind LowCardinality(String),
    dialect LowCardinality(String),
    service LowCardinality(String),
    scope LowCardinality(String),
    environment LowCardinality(String),
    session_id String CODEC(ZSTD(1)),
    trace_session String CODEC(ZSTD(1)),
    user_id String CODEC(ZSTD(1)),
    agent_name LowCardinality(String),
    workflow_name LowCardinality(String),
    platform LowCardinality(String),
    tags Array(LowCardinality(String)),
    provider LowCardinality(String),
    model LowCardinality(String),
    response_model LowCardinality(String),
    tool_name LowCardinality(String),
    has_tokens Bool,
    input_tokens UInt64 CODEC(T64, ZSTD(1)),
    output_tokens UInt64 CODEC(T64, ZSTD(1)),
    cached_tokens UInt64 CODEC(T64, ZSTD(1)),
    cache_write_tokens UInt64 CODEC(T64, ZSTD(1)),
    reasoning_tokens UInt64 CODEC(T64, ZSTD(1)),
    token_details Map(LowCardinality(String), UInt64) CODEC(ZSTD(1)),
    tier LowCardinality(String),
    counts Bool,
    why LowCardinality(String),
    duplicate_of FixedString(8),
    adopted Bool,
    error_type LowCardinality(String),
    error_message String CODEC(ZSTD(1)),
    finish_reasons Array(LowCardinality(String)),
    first_token UInt64 CODEC(T64, ZSTD(1)),
    cost_source Enum8('none' = 0, 'reported' = 1, 'computed' = 2, 'estimated' = 3, 'failed' = 4),
    cost Decimal(18, 12) CODEC(ZSTD(1)),
    cost_input Decimal(18, 12) CODEC(ZSTD(1)),
    cost_output Decimal(18, 12) CODEC(ZSTD(1)),
    cost_cached Decimal(18, 12) CODEC(ZSTD(1)),
    cost_cache_write Decimal(18, 12) CODEC(ZSTD(1)),
    price_version LowCardinality(String),
    cost_lines String CODEC(ZSTD(1)),
    priced_for UInt64 CODEC(ZSTD(1)),
    estimated_input UInt64 CODEC(T64, ZSTD(1)),
    estimated_output UInt64 CODEC(T64, ZSTD(1)),
    received DateTime64(3, 'UTC') CODEC(Delta(8), ZSTD(1)),
    retention UInt16,
    digest UInt64,
    version UInt64 CODEC(Delta(8), ZSTD(1)),
    removed UInt8,
    -- When the row came in, by the engine's clock: whatever `version` says, nothing is changed without a later one.
    written UInt64 MATERIALIZED toUnixTimestamp64Nano(nowInBlock64(9)) CODEC(Delta(8), ZSTD(1)),
    -- When something of a quarter of an hour was last written, and in which classes of retention it lies: kept in each
    -- part, so it is never out of step with the rows.
    PROJECTION writings
    (
        SELECT
            project, intDiv(start, 900000000000) AS quarter, retention, toDate(received) AS day,
            max(written), count()
        GROUP BY project, quarter, retention, day
    )
)
ENGINE = ReplacingMergeTree(version, removed)
PARTITION BY (retention, toDate(received))
PRIMARY KEY (project, intDiv(start, 60000000000), trace_id)
ORDER BY (project, intDiv(start, 60000000000), trace_id, span_id)
TTL toDate(received) + toIntervalDay(retention)
SETTINGS
    deduplicate_merge_projection_mode = 'rebuild', lightweight_mutation_projection_mode = 'rebuild',
    index_granularity = 1024, ttl_only_drop_parts = 1, fsync_after_insert = 1, fsync_part_directory = 1, old_parts_lifetime = 60
