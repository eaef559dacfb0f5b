CREATE TABLE IF NOT EXISTS migrations ON CLUSTER 'main' (name String, checksum String, finished DateTime64(3, 'UTC'))
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{database}/{table}', '{shard}-{replica}')
ORDER BY name

CREATE TABLE IF NOT EXISTS spans_local ON CLUSTER 'main'
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
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', version, removed)
PARTITION BY (retention, toDate(received))
PRIMARY KEY (project, intDiv(start, 60000000000), trace_id)
ORDER BY (project, intDiv(start, 60000000000), trace_id, span_id)
TTL toDate(received) + toIntervalDay(retention)
SETTINGS
    index_granularity = 1024, ttl_only_drop_parts = 1, fsync_after_insert = 1, fsync_part_directory = 1, old_parts_lifetime = 60

CREATE TABLE IF NOT EXISTS spans ON CLUSTER 'main' AS spans_local
ENGINE = Distributed('main', 'spanwise', 'spans_local', cityHash64(project, trace_id))

CREATE TABLE IF NOT EXISTS logs_local ON CLUSTER 'main'
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
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
PARTITION BY (retention, toDate(received))
PRIMARY KEY (project, intDiv(time, 60000000000), trace_id)
ORDER BY (project, intDiv(time, 60000000000), trace_id, time, id)
TTL toDate(received) + toIntervalDay(retention)
SETTINGS
    ttl_only_drop_parts = 1, fsync_after_insert = 1, fsync_part_directory = 1, old_parts_lifetime = 60

CREATE TABLE IF NOT EXISTS logs ON CLUSTER 'main' AS logs_local
ENGINE = Distributed('main', 'spanwise', 'logs_local', cityHash64(project, trace_id, id))

CREATE TABLE IF NOT EXISTS points_local ON CLUSTER 'main'
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
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', received)
PARTITION BY (retention, toDate(received))
PRIMARY KEY (project, metric, series)
ORDER BY (project, metric, series, time)
TTL toDate(received) + toIntervalDay(retention)
SETTINGS
    ttl_only_drop_parts = 1, fsync_after_insert = 1, fsync_part_directory = 1, old_parts_lifetime = 60

CREATE TABLE IF NOT EXISTS points ON CLUSTER 'main' AS points_local
ENGINE = Distributed('main', 'spanwise', 'points_local', cityHash64(project, series))

CREATE TABLE IF NOT EXISTS origins_local ON CLUSTER 'main'
(
    project LowCardinality(String),
    origin FixedString(16),
    resource Map(String, String) CODEC(ZSTD(1)),
    resource_types String,
    resource_schema_url String,
    dropped_resource_attributes UInt32,
    scope String,
    scope_version String,
    scope_attributes Map(String, String) CODEC(ZSTD(1)),
    scope_attribute_types String,
    scope_schema_url String,
    dropped_scope_attributes UInt32,
    received DateTime64(3, 'UTC'),
    retention UInt16
)
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
PARTITION BY (retention, toDate(received))
ORDER BY (project, origin)
TTL toDate(received) + toIntervalDay(retention)
SETTINGS
    ttl_only_drop_parts = 1, fsync_after_insert = 1, fsync_part_directory = 1, old_parts_lifetime = 60

CREATE TABLE IF NOT EXISTS origins ON CLUSTER 'main' AS origins_local
ENGINE = Distributed('main', 'spanwise', 'origins_local', cityHash64(project, origin))

CREATE TABLE IF NOT EXISTS contents_local ON CLUSTER 'main'
(
    project LowCardinality(String),
    hash FixedString(16),
    content String CODEC(ZSTD(3)),
    received DateTime64(3, 'UTC') CODEC(Delta(8), ZSTD(1)),
    retention UInt16
)
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
PARTITION BY (retention, toDate(received))
ORDER BY (project, hash)
TTL toDate(received) + toIntervalDay(retention)
SETTINGS
    ttl_only_drop_parts = 1, fsync_after_insert = 1, fsync_part_directory = 1, old_parts_lifetime = 60, index_granularity = 128, index_granularity_bytes = 4194304

CREATE TABLE IF NOT EXISTS contents ON CLUSTER 'main' AS contents_local
ENGINE = Distributed('main', 'spanwise', 'contents_local', cityHash64(project, hash))

CREATE TABLE IF NOT EXISTS rejected_local ON CLUSTER 'main'
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
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
PARTITION BY (retention, toDate(received))
ORDER BY (project, received, id)
TTL toDate(received) + toIntervalDay(retention)
SETTINGS
    ttl_only_drop_parts = 1, fsync_after_insert = 1, fsync_part_directory = 1, old_parts_lifetime = 60

CREATE TABLE IF NOT EXISTS rejected ON CLUSTER 'main' AS rejected_local
ENGINE = Distributed('main', 'spanwise', 'rejected_local', cityHash64(project, id))

CREATE TABLE IF NOT EXISTS traces_local ON CLUSTER 'main'
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
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', version, removed)
PARTITION BY (retention, toDate(received))
PRIMARY KEY (project, intDiv(start, 60000000000), trace_id)
ORDER BY (project, intDiv(start, 60000000000), trace_id)
TTL toDate(received) + toIntervalDay(retention)
SETTINGS
    index_granularity = 1024, min_compress_block_size = 8192, ttl_only_drop_parts = 1, fsync_after_insert = 1, fsync_part_directory = 1, old_parts_lifetime = 60

CREATE TABLE IF NOT EXISTS traces ON CLUSTER 'main' AS traces_local
ENGINE = Distributed('main', 'spanwise', 'traces_local', cityHash64(project, trace_id))

CREATE TABLE IF NOT EXISTS sessions_local ON CLUSTER 'main'
(
    project LowCardinality(String),
    session_id String CODEC(ZSTD(1)),
    start UInt64 CODEC(Delta(8), ZSTD(1)),
    end UInt64 CODEC(Delta(8), ZSTD(1)),
    name LowCardinality(String),
    status Enum8('ok' = 0, 'error' = 1, 'running' = 2),
    trace_count UInt64 CODEC(T64, ZSTD(1)),
    span_count UInt64 CODEC(T64, ZSTD(1)),
    error_count UInt64 CODEC(T64, ZSTD(1)),
    running_count UInt64 CODEC(T64, ZSTD(1)),
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
    user_id String CODEC(ZSTD(1)),
    agent_name LowCardinality(String),
    service LowCardinality(String),
    environment LowCardinality(String),
    platform LowCardinality(String),
    tags Array(LowCardinality(String)),
    bot_name LowCardinality(String),
    bot_type LowCardinality(String),
    metadata String CODEC(ZSTD(1)),
    end_reason LowCardinality(String),
    received DateTime64(3, 'UTC') CODEC(Delta(8), ZSTD(1)),
    retention UInt16,
    version UInt64 CODEC(Delta(8), ZSTD(1)),
    removed UInt8,
    -- All that a list says but for when and which, so that a page of a list is read from one column.
    line String MATERIALIZED formatRowNoNewline(
        'JSONCompactEachRow', trace_count, bot_name, bot_type, metadata, end_reason,
        name, toString(status), span_count, error_count, llm_calls, tool_calls,
        has_tokens, input_tokens, output_tokens, cached_tokens, cache_write_tokens, reasoning_tokens,
        user_id, agent_name, service, platform, tags,
        toString(cost), toString(cost_input), toString(cost_output), toString(cost_cached), toString(cost_cache_write),
        reported_calls, computed_calls, estimated_calls, unpriced_calls, price_version
    ) CODEC(ZSTD(1))
)
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', version, removed)
PARTITION BY (retention, toDate(received))
ORDER BY (project, intDiv(start, 60000000000), session_id)
TTL toDate(received) + toIntervalDay(retention)
SETTINGS
    index_granularity = 1024, min_compress_block_size = 8192, ttl_only_drop_parts = 1, fsync_after_insert = 1, fsync_part_directory = 1, old_parts_lifetime = 60

CREATE TABLE IF NOT EXISTS sessions ON CLUSTER 'main' AS sessions_local
ENGINE = Distributed('main', 'spanwise', 'sessions_local', cityHash64(project, session_id))

CREATE TABLE IF NOT EXISTS trace_extents_local ON CLUSTER 'main'
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
ENGINE = ReplicatedAggregatingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
PARTITION BY (retention, toDate(received))
ORDER BY (project, trace_id)
TTL toDate(received) + toIntervalDay(retention)
SETTINGS
    index_granularity = 512, ttl_only_drop_parts = 1, fsync_after_insert = 1, fsync_part_directory = 1, old_parts_lifetime = 60

CREATE TABLE IF NOT EXISTS trace_extents ON CLUSTER 'main' AS trace_extents_local
ENGINE = Distributed('main', 'spanwise', 'trace_extents_local', cityHash64(project, trace_id))

CREATE TABLE IF NOT EXISTS session_extents_local ON CLUSTER 'main'
(
    project LowCardinality(String),
    session_id String,
    first SimpleAggregateFunction(min, UInt64) CODEC(Delta(8), ZSTD(1)),
    last SimpleAggregateFunction(max, UInt64) CODEC(Delta(8), ZSTD(1)),
    received SimpleAggregateFunction(max, DateTime64(3, 'UTC')) CODEC(Delta(8), ZSTD(1)),
    retention UInt16
)
ENGINE = ReplicatedAggregatingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
PARTITION BY (retention, toDate(received))
ORDER BY (project, session_id)
TTL toDate(received) + toIntervalDay(retention)
SETTINGS
    ttl_only_drop_parts = 1, fsync_after_insert = 1, fsync_part_directory = 1, old_parts_lifetime = 60

CREATE TABLE IF NOT EXISTS session_extents ON CLUSTER 'main' AS session_extents_local
ENGINE = Distributed('main', 'spanwise', 'session_extents_local', cityHash64(project, session_id))

CREATE TABLE IF NOT EXISTS spans_in ON CLUSTER 'main'
(
    project String,
    trace_id FixedString(16),
    span_id FixedString(8),
    parent_span_id FixedString(8),
    name String,
    start UInt64,
    duration Int64,
    state Enum8('running' = 0, 'abandoned' = 1, 'ended' = 2),
    signal Enum8('span' = 0, 'log' = 1),
    status Enum8('ok' = 0, 'error' = 1, 'running' = 2),
    status_code Int32,
    status_message String,
    span_kind Int32,
    flags UInt32,
    trace_state String,
    origin FixedString(16),
    service String,
    scope String,
    environment String,
    release String,
    kind String,
    dialect String,
    session_id String,
    user_id String,
    agent_name String,
    workflow_name String,
    platform String,
    tags Array(String),
    provider String,
    model String,
    response_model String,
    response_id String,
    has_tokens Bool,
    input_tokens UInt64,
    output_tokens UInt64,
    cached_tokens UInt64,
    cache_write_tokens UInt64,
    reasoning_tokens UInt64,
    token_rule String,
    token_details Map(String, UInt64),
    tier String,
    reported_cost String,
    finish_reasons Array(String),
    streaming Enum8('unknown' = 0, 'no' = 1, 'yes' = 2),
    first_token UInt64,
    counts Bool,
    tool_name String,
    tool_call_id String,
    error_type String,
    error_message String,
    attributes Map(String, String),
    attribute_types String,
    events Array(String),
    links Array(String),
    refs Array(FixedString(16)),
    dropped_attributes UInt32,
    dropped_events UInt32,
    dropped_links UInt32,
    cuts UInt32,
    received DateTime64(3, 'UTC'),
    retention UInt16,
    version UInt64,
    contents Array(Tuple(hash FixedString(16), content String)),
    origins Array(Tuple(
        origin FixedString(16),
        resource Map(String, String),
        resource_types String,
        resource_schema_url String,
        dropped_resource_attributes UInt32,
        scope String,
        scope_version String,
        scope_attributes Map(String, String),
        scope_attribute_types String,
        scope_schema_url String,
        dropped_scope_attributes UInt32
    )),
    seal String
)
ENGINE = Null

CREATE TABLE IF NOT EXISTS logs_in ON CLUSTER 'main'
(
    project String,
    id FixedString(16),
    trace_id FixedString(16),
    span_id FixedString(8),
    time UInt64,
    sent_time UInt64,
    observed UInt64,
    severity Int32,
    severity_text String,
    event_name String,
    body String,
    body_type String,
    flags UInt32,
    origin FixedString(16),
    service String,
    scope String,
    attributes Map(String, String),
    attribute_types String,
    refs Array(FixedString(16)),
    dropped_attributes UInt32,
    cuts UInt32,
    received DateTime64(3, 'UTC'),
    retention UInt16,
    contents Array(Tuple(hash FixedString(16), content String)),
    origins Array(Tuple(
        origin FixedString(16),
        resource Map(String, String),
        resource_types String,
        resource_schema_url String,
        dropped_resource_attributes UInt32,
        scope String,
        scope_version String,
        scope_attributes Map(String, String),
        scope_attribute_types String,
        scope_schema_url String,
        dropped_scope_attributes UInt32
    )),
    seal String
)
ENGINE = Null

CREATE TABLE IF NOT EXISTS points_in ON CLUSTER 'main'
(
    project String,
    metric String,
    series FixedString(16),
    time UInt64,
    start UInt64,
    type Enum8('gauge' = 1, 'sum' = 2, 'histogram' = 3, 'exponential_histogram' = 4, 'summary' = 5),
    unit String,
    description String,
    temporality Int32,
    monotonic Bool,
    flags UInt32,
    value_type Enum8('none' = 0, 'int' = 1, 'double' = 2),
    value Float64,
    int_value Int64,
    count UInt64,
    sum Nullable(Float64),
    min Nullable(Float64),
    max Nullable(Float64),
    bounds Array(Float64),
    buckets Array(UInt64),
    scale Int32,
    zero_count UInt64,
    zero_threshold Float64,
    positive_offset Int32,
    positive Array(UInt64),
    negative_offset Int32,
    negative Array(UInt64),
    quantiles Array(Tuple(quantile Float64, value Float64)),
    exemplars Array(String),
    exemplar_traces Array(FixedString(16)),
    origin FixedString(16),
    service String,
    scope String,
    attributes Map(String, String),
    attribute_types String,
    refs Array(FixedString(16)),
    cuts UInt32,
    received DateTime64(3, 'UTC'),
    retention UInt16,
    contents Array(Tuple(hash FixedString(16), content String)),
    origins Array(Tuple(
        origin FixedString(16),
        resource Map(String, String),
        resource_types String,
        resource_schema_url String,
        dropped_resource_attributes UInt32,
        scope String,
        scope_version String,
        scope_attributes Map(String, String),
        scope_attribute_types String,
        scope_schema_url String,
        dropped_scope_attributes UInt32
    )),
    seal String
)
ENGINE = Null

CREATE MATERIALIZED VIEW IF NOT EXISTS spans_from_in ON CLUSTER 'main' TO spans AS
SELECT * EXCEPT (contents, origins, seal)
FROM spans_in

CREATE MATERIALIZED VIEW IF NOT EXISTS contents_from_spans_in ON CLUSTER 'main' TO contents AS
SELECT project, one.hash AS hash, one.content AS content, received, retention
FROM spans_in
ARRAY JOIN contents AS one

CREATE MATERIALIZED VIEW IF NOT EXISTS origins_from_spans_in ON CLUSTER 'main' TO origins AS
SELECT
    project, one.origin AS origin,
    one.resource AS resource, one.resource_types AS resource_types, one.resource_schema_url AS resource_schema_url,
    one.dropped_resource_attributes AS dropped_resource_attributes,
    one.scope AS scope, one.scope_version AS scope_version,
    one.scope_attributes AS scope_attributes, one.scope_attribute_types AS scope_attribute_types,
    one.scope_schema_url AS scope_schema_url, one.dropped_scope_attributes AS dropped_scope_attributes,
    received, retention
FROM spans_in
ARRAY JOIN origins AS one

CREATE MATERIALIZED VIEW IF NOT EXISTS logs_from_in ON CLUSTER 'main' TO logs AS
SELECT * EXCEPT (contents, origins, seal)
FROM logs_in

CREATE MATERIALIZED VIEW IF NOT EXISTS contents_from_logs_in ON CLUSTER 'main' TO contents AS
SELECT project, one.hash AS hash, one.content AS content, received, retention
FROM logs_in
ARRAY JOIN contents AS one

CREATE MATERIALIZED VIEW IF NOT EXISTS origins_from_logs_in ON CLUSTER 'main' TO origins AS
SELECT
    project, one.origin AS origin,
    one.resource AS resource, one.resource_types AS resource_types, one.resource_schema_url AS resource_schema_url,
    one.dropped_resource_attributes AS dropped_resource_attributes,
    one.scope AS scope, one.scope_version AS scope_version,
    one.scope_attributes AS scope_attributes, one.scope_attribute_types AS scope_attribute_types,
    one.scope_schema_url AS scope_schema_url, one.dropped_scope_attributes AS dropped_scope_attributes,
    received, retention
FROM logs_in
ARRAY JOIN origins AS one

CREATE MATERIALIZED VIEW IF NOT EXISTS points_from_in ON CLUSTER 'main' TO points AS
SELECT * EXCEPT (contents, origins, seal)
FROM points_in

CREATE MATERIALIZED VIEW IF NOT EXISTS contents_from_points_in ON CLUSTER 'main' TO contents AS
SELECT project, one.hash AS hash, one.content AS content, received, retention
FROM points_in
ARRAY JOIN contents AS one

CREATE MATERIALIZED VIEW IF NOT EXISTS origins_from_points_in ON CLUSTER 'main' TO origins AS
SELECT
    project, one.origin AS origin,
    one.resource AS resource, one.resource_types AS resource_types, one.resource_schema_url AS resource_schema_url,
    one.dropped_resource_attributes AS dropped_resource_attributes,
    one.scope AS scope, one.scope_version AS scope_version,
    one.scope_attributes AS scope_attributes, one.scope_attribute_types AS scope_attribute_types,
    one.scope_schema_url AS scope_schema_url, one.dropped_scope_attributes AS dropped_scope_attributes,
    received, retention
FROM points_in
ARRAY JOIN origins AS one

CREATE MATERIALIZED VIEW IF NOT EXISTS trace_extents_from_spans_in ON CLUSTER 'main' TO trace_extents AS
SELECT project, trace_id, min(start) AS first, max(start) AS last, max(spans_in.received) AS received, retention
FROM spans_in
GROUP BY project, trace_id, retention

CREATE MATERIALIZED VIEW IF NOT EXISTS session_extents_from_traces ON CLUSTER 'main' TO session_extents AS
SELECT project, session_id, min(start) AS first, max(start) AS last, max(traces.received) AS received, retention
FROM traces
WHERE session_id != '' AND removed = 0
GROUP BY project, session_id, retention

CREATE TABLE IF NOT EXISTS rejected_in ON CLUSTER 'main'
(
    project String,
    id FixedString(16),
    signal Enum8('traces' = 1, 'logs' = 2, 'metrics' = 3),
    code String,
    reason String,
    source String,
    service String,
    copy String,
    size UInt64,
    received DateTime64(3, 'UTC'),
    retention UInt16,
    seal String
)
ENGINE = Null

CREATE MATERIALIZED VIEW IF NOT EXISTS rejected_from_in ON CLUSTER 'main' TO rejected AS
SELECT * EXCEPT (seal)
FROM rejected_in

CREATE TABLE IF NOT EXISTS ledger_local ON CLUSTER 'main'
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
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', version, removed)
PARTITION BY (retention, toDate(received))
PRIMARY KEY (project, intDiv(start, 60000000000), trace_id)
ORDER BY (project, intDiv(start, 60000000000), trace_id, span_id)
TTL toDate(received) + toIntervalDay(retention)
SETTINGS
    deduplicate_merge_projection_mode = 'rebuild', lightweight_mutation_projection_mode = 'rebuild',
    index_granularity = 1024, ttl_only_drop_parts = 1, fsync_after_insert = 1, fsync_part_directory = 1, old_parts_lifetime = 60

CREATE TABLE IF NOT EXISTS ledger ON CLUSTER 'main' AS ledger_local
ENGINE = Distributed('main', 'spanwise', 'ledger_local', cityHash64(project, trace_id))

CREATE MATERIALIZED VIEW IF NOT EXISTS trace_extents_from_ledger ON CLUSTER 'main' TO trace_extents AS
SELECT
    project, trace_id, min(start) AS first, max(start) AS last, true AS has_entries,
    max(ledger.received) AS received, retention
FROM ledger
WHERE removed = 0
GROUP BY project, trace_id, retention

CREATE MATERIALIZED VIEW IF NOT EXISTS trace_extents_from_logs_in ON CLUSTER 'main' TO trace_extents AS
SELECT
    project, trace_id, toUInt64(18446744073709551615) AS first, toUInt64(0) AS last, true AS has_events,
    max(logs_in.received) AS received, retention
FROM logs_in
WHERE event_name != '' AND trace_id != toFixedString('', 16)
GROUP BY project, trace_id, retention

CREATE TABLE IF NOT EXISTS facts_anew_local ON CLUSTER 'main'
(
    run String,
    project String,
    trace_id FixedString(16),
    span_id FixedString(8),
    start UInt64,
    version UInt64,
    failed Bool,
    error_type String,
    error_message String,
    environment String,
    release String,
    kind String,
    dialect String,
    session_id String,
    user_id String,
    agent_name String,
    workflow_name String,
    platform String,
    tags Array(String),
    provider String,
    model String,
    response_model String,
    response_id String,
    has_tokens Bool,
    input_tokens UInt64,
    output_tokens UInt64,
    cached_tokens UInt64,
    cache_write_tokens UInt64,
    reasoning_tokens UInt64,
    token_rule String,
    token_details Map(String, UInt64),
    tier String,
    reported_cost String,
    finish_reasons Array(String),
    streaming Enum8('unknown' = 0, 'no' = 1, 'yes' = 2),
    first_token UInt64,
    counts Bool,
    tool_name String,
    tool_call_id String,
    written DateTime('UTC')
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (run, project, trace_id, span_id)
TTL written + toIntervalHour(1)

CREATE TABLE IF NOT EXISTS facts_anew ON CLUSTER 'main' AS facts_anew_local
ENGINE = Distributed('main', 'spanwise', 'facts_anew_local', cityHash64(project, trace_id))

CREATE TABLE IF NOT EXISTS session_tellings_local ON CLUSTER 'main'
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
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
PARTITION BY (retention, toDate(received))
ORDER BY (project, mark, time, id)
TTL toDate(received) + toIntervalDay(retention)
SETTINGS
    ttl_only_drop_parts = 1, fsync_after_insert = 1, fsync_part_directory = 1, old_parts_lifetime = 60

CREATE TABLE IF NOT EXISTS session_tellings ON CLUSTER 'main' AS session_tellings_local
ENGINE = Distributed('main', 'spanwise', 'session_tellings_local', cityHash64(project, session_id))

CREATE MATERIALIZED VIEW IF NOT EXISTS session_tellings_from_logs_in ON CLUSTER 'main' TO session_tellings AS
SELECT
    project, toFixedString(substring(SHA256(attributes['session.id']), 1, 16), 16) AS mark, time, id,
    CAST(if(event_name = 'spanwise.session.end', 'end', 'start') AS Enum8('start' = 0, 'end' = 1, 'span' = 2)) AS told,
    attributes['session.id'] AS session_id, attributes['user.id'] AS user_id,
    attributes['spanwise.platform'] AS platform, attributes['spanwise.bot.name'] AS bot_name,
    attributes['spanwise.bot.type'] AS bot_type, JSONExtract(attributes['spanwise.tags'], 'Array(String)') AS tags,
    if(length(attributes['spanwise.metadata']) > 65536, '', attributes['spanwise.metadata']) AS metadata,
    attributes['spanwise.session.end_reason'] AS end_reason,
    CAST(
        transform(attributes['spanwise.session.success'], ['true', 'false'], ['yes', 'no'], 'unknown')
        AS Enum8('unknown' = 0, 'no' = 1, 'yes' = 2)
    ) AS success,
    service, received, retention
FROM logs_in
WHERE event_name IN ('spanwise.session.start', 'spanwise.session.end') AND attributes['session.id'] != ''

CREATE MATERIALIZED VIEW IF NOT EXISTS session_tellings_from_spans_in ON CLUSTER 'main' TO session_tellings AS
SELECT
    project, toFixedString(substring(SHA256(session_id), 1, 16), 16) AS mark, start AS time,
    toFixedString(concat(span_id, substring(trace_id, 1, 8)), 16) AS id,
    CAST('span' AS Enum8('start' = 0, 'end' = 1, 'span' = 2)) AS told,
    session_id, user_id, platform,
    attributes['spanwise.bot.name'] AS bot_name, attributes['spanwise.bot.type'] AS bot_type, tags,
    if(position(attributes['spanwise.metadata'], char(1)) > 0, '', attributes['spanwise.metadata']) AS metadata,
    '' AS end_reason, CAST('unknown' AS Enum8('unknown' = 0, 'no' = 1, 'yes' = 2)) AS success,
    service, received, retention
FROM spans_in
WHERE kind = 'session' AND session_id != '' AND dialect = 'spanwise'

CREATE MATERIALIZED VIEW IF NOT EXISTS session_extents_from_tellings ON CLUSTER 'main' TO session_extents AS
SELECT
    project, session_id, min(time) AS first, max(time) AS last, max(session_tellings.received) AS received, retention
FROM session_tellings
GROUP BY project, session_id, retention

CREATE TABLE IF NOT EXISTS findings_local ON CLUSTER 'main'
(
    project LowCardinality(String),
    trace_id FixedString(16),
    start UInt64 CODEC(Delta(8), ZSTD(1)),
    rule LowCardinality(String),
    place UInt8,
    severity Enum8('info' = 0, 'warning' = 1, 'error' = 2),
    title String CODEC(ZSTD(1)),
    span_ids Array(FixedString(8)) CODEC(ZSTD(1)),
    facts String CODEC(ZSTD(1)),
    session_id String CODEC(ZSTD(1)),
    user_id String CODEC(ZSTD(1)),
    agent_name LowCardinality(String),
    service LowCardinality(String),
    received DateTime64(3, 'UTC') CODEC(Delta(8), ZSTD(1)),
    retention UInt16,
    digest UInt64,
    version UInt64 CODEC(Delta(8), ZSTD(1)),
    removed UInt8
)
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', version, removed)
PARTITION BY (retention, toDate(received))
PRIMARY KEY (project, intDiv(start, 60000000000), trace_id)
ORDER BY (project, intDiv(start, 60000000000), trace_id, rule, place)
TTL toDate(received) + toIntervalDay(retention)
SETTINGS
    ttl_only_drop_parts = 1, fsync_after_insert = 1, fsync_part_directory = 1, old_parts_lifetime = 60

CREATE TABLE IF NOT EXISTS findings ON CLUSTER 'main' AS findings_local
ENGINE = Distributed('main', 'spanwise', 'findings_local', cityHash64(project, trace_id))

CREATE TABLE IF NOT EXISTS examined_local ON CLUSTER 'main'
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
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', version)
PARTITION BY (retention, toDate(received))
ORDER BY (project, trace_id)
TTL toDate(received) + toIntervalDay(retention)
SETTINGS
    ttl_only_drop_parts = 1, fsync_after_insert = 1, fsync_part_directory = 1, old_parts_lifetime = 60

CREATE TABLE IF NOT EXISTS examined ON CLUSTER 'main' AS examined_local
ENGINE = Distributed('main', 'spanwise', 'examined_local', cityHash64(project, trace_id))

CREATE TABLE IF NOT EXISTS changes_local ON CLUSTER 'main'
(
    project LowCardinality(String),
    at DateTime64(3, 'UTC') CODEC(Delta(8), ZSTD(1)),
    what Enum8('span' = 0, 'entry' = 1, 'trace' = 2, 'session' = 3),
    start UInt64 CODEC(Delta(8), ZSTD(1)),
    trace_id FixedString(16),
    span_id FixedString(8),
    session_id String CODEC(ZSTD(1)),
    version UInt64 CODEC(Delta(8), ZSTD(1))
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
PARTITION BY toStartOfHour(at)
ORDER BY (project, at)
TTL toDateTime(at) + toIntervalHour(2)
SETTINGS
    ttl_only_drop_parts = 1, old_parts_lifetime = 60

CREATE TABLE IF NOT EXISTS changes ON CLUSTER 'main' AS changes_local
ENGINE = Distributed('main', 'spanwise', 'changes_local', cityHash64(project, trace_id))

CREATE MATERIALIZED VIEW IF NOT EXISTS changes_from_spans ON CLUSTER 'main' TO changes AS
SELECT
    project, nowInBlock64(3, 'UTC') AS at, 'span' AS what, start, trace_id,
    span_id, '' AS session_id, version
FROM spans
WHERE removed = 0

CREATE MATERIALIZED VIEW IF NOT EXISTS changes_from_ledger ON CLUSTER 'main' TO changes AS
SELECT
    project, nowInBlock64(3, 'UTC') AS at, 'entry' AS what, start, trace_id,
    span_id, '' AS session_id, version
FROM ledger
WHERE removed = 0

CREATE MATERIALIZED VIEW IF NOT EXISTS changes_from_traces ON CLUSTER 'main' TO changes AS
SELECT
    project, nowInBlock64(3, 'UTC') AS at, 'trace' AS what, start, trace_id,
    toFixedString('', 8) AS span_id, '' AS session_id, version
FROM traces
WHERE removed = 0

CREATE MATERIALIZED VIEW IF NOT EXISTS changes_from_sessions ON CLUSTER 'main' TO changes AS
SELECT
    project, nowInBlock64(3, 'UTC') AS at, 'session' AS what, start, toFixedString('', 16) AS trace_id,
    toFixedString('', 8) AS span_id, session_id, version
FROM sessions
WHERE removed = 0

CREATE VIEW IF NOT EXISTS span_items_local ON CLUSTER 'main' AS
SELECT token AS item
FROM mergeTreeTextIndex('spanwise', 'spans_local', 'items')

CREATE TABLE IF NOT EXISTS span_items ON CLUSTER 'main' AS span_items_local
ENGINE = Distributed('main', 'spanwise', 'span_items_local')

CREATE VIEW IF NOT EXISTS log_items_local ON CLUSTER 'main' AS
SELECT token AS item
FROM mergeTreeTextIndex('spanwise', 'logs_local', 'items')

CREATE TABLE IF NOT EXISTS log_items ON CLUSTER 'main' AS log_items_local
ENGINE = Distributed('main', 'spanwise', 'log_items_local')

ALTER TABLE contents_local ON CLUSTER 'main' ADD INDEX IF NOT EXISTS said if(isValidASCII(content), lower(content), replaceRegexpAll(normalizeUTF8NFKCCasefold(toValidUTF8(content)), '([^\\x00-\\x7F])', '\\1 \\1 \\1')) TYPE text(tokenizer = 'splitByNonAlpha', posting_list_codec = 'bitpacking')

ALTER TABLE contents_local ON CLUSTER 'main' MATERIALIZE INDEX said

CREATE TABLE IF NOT EXISTS rollups_local ON CLUSTER 'main'
(
    project LowCardinality(String),
    -- How long: 1, 4 or 96 quarters of an hour, and the number since 1970 of the first.
    quarters UInt8,
    begin UInt32,
    version UInt64,
    through UInt64,
    classes UInt64,
    expires Date,
    -- False where there were more cells than are kept.
    whole Bool,
    state Array(Enum8('running' = 0, 'abandoned' = 1, 'ended' = 2)),
    failed Array(Bool),
    counts Array(Bool),
    kind Array(LowCardinality(String)),
    service Array(LowCardinality(String)),
    environment Array(LowCardinality(String)),
    provider Array(LowCardinality(String)),
    used_model Array(LowCardinality(String)),
    tool_name Array(LowCardinality(String)),
    agent_name Array(LowCardinality(String)),
    platform Array(LowCardinality(String)),
    -- What entries add up, in the order of `amounts.ts` in receiver/src/store/rollups.
    amounts Array(Array(Int128)) CODEC(ZSTD(1)),
    -- Of the prices that costs were reckoned by: one, or two where there are more.
    price_versions Array(Array(LowCardinality(String))),
    shortest Array(Int64) CODEC(ZSTD(1)),
    longest Array(Int64) CODEC(ZSTD(1)),
    -- How long entries that ended took, to eight binary digits, and how many took so long.
    took Array(Array(Float32)) CODEC(LZ4),
    took_so Array(Array(UInt32)) CODEC(LZ4),
    -- Hashes of their traces' ids.
    in_traces Array(Array(UInt64)) CODEC(ZSTD(1)),
    first_start Array(UInt64) CODEC(Delta(8), ZSTD(1)),
    last_start Array(UInt64) CODEC(Delta(8), ZSTD(1)),
    trace_of_last Array(FixedString(16)) CODEC(ZSTD(1)),
    span_of_last Array(FixedString(8)) CODEC(ZSTD(1))
)
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', version)
PARTITION BY toMonday(expires)
ORDER BY (project, quarters, begin)
TTL expires
SETTINGS
    index_granularity = 8, min_bytes_for_wide_part = 1073741824, ttl_only_drop_parts = 1, fsync_after_insert = 1, fsync_part_directory = 1, old_parts_lifetime = 60

CREATE TABLE IF NOT EXISTS rollups ON CLUSTER 'main' AS rollups_local
ENGINE = Distributed('main', 'spanwise', 'rollups_local', cityHash64(project, quarters, begin))

ALTER TABLE spans_local ON CLUSTER 'main' ADD COLUMN IF NOT EXISTS line String MATERIALIZED concatWithSeparator(
    '\t',
    replaceAll(replaceAll(name, '\\', '\\\\'), '\t', '\\t'),
    replaceAll(replaceAll(kind, '\\', '\\\\'), '\t', '\\t'),
    replaceAll(replaceAll(dialect, '\\', '\\\\'), '\t', '\\t'),
    toString(toInt8(status)), toString(toInt8(state)), toString(toInt8(signal)),
    replaceAll(replaceAll(status_message, '\\', '\\\\'), '\t', '\\t'),
    replaceAll(replaceAll(service, '\\', '\\\\'), '\t', '\\t'),
    replaceAll(replaceAll(scope, '\\', '\\\\'), '\t', '\\t'),
    replaceAll(replaceAll(environment, '\\', '\\\\'), '\t', '\\t'),
    replaceAll(replaceAll(release, '\\', '\\\\'), '\t', '\\t'),
    replaceAll(replaceAll(session_id, '\\', '\\\\'), '\t', '\\t'),
    replaceAll(replaceAll(user_id, '\\', '\\\\'), '\t', '\\t'),
    replaceAll(replaceAll(agent_name, '\\', '\\\\'), '\t', '\\t'),
    replaceAll(replaceAll(workflow_name, '\\', '\\\\'), '\t', '\\t'),
    replaceAll(replaceAll(platform, '\\', '\\\\'), '\t', '\\t'),
    if(empty(tags), '', replaceAll(replaceAll(toJSONString(tags), '\\', '\\\\'), '\t', '\\t')),
    replaceAll(replaceAll(provider, '\\', '\\\\'), '\t', '\\t'),
    replaceAll(replaceAll(model, '\\', '\\\\'), '\t', '\\t'),
    replaceAll(replaceAll(response_model, '\\', '\\\\'), '\t', '\\t'),
    replaceAll(replaceAll(response_id, '\\', '\\\\'), '\t', '\\t'),
    toString(toInt8(has_tokens)), toString(input_tokens), toString(output_tokens), toString(cached_tokens),
    toString(cache_write_tokens), toString(reasoning_tokens),
    if(empty(mapKeys(token_details)), '', replaceAll(replaceAll(toJSONString(mapKeys(token_details)), '\\', '\\\\'), '\t', '\\t')),
    if(empty(token_details), '', toString(mapValues(token_details))),
    replaceAll(replaceAll(tier, '\\', '\\\\'), '\t', '\\t'),
    replaceAll(replaceAll(reported_cost, '\\', '\\\\'), '\t', '\\t'),
    if(empty(finish_reasons), '', replaceAll(replaceAll(toJSONString(finish_reasons), '\\', '\\\\'), '\t', '\\t')),
    toString(toInt8(streaming)), toString(first_token), toString(toInt8(counts)),
    replaceAll(replaceAll(tool_name, '\\', '\\\\'), '\t', '\\t'),
    replaceAll(replaceAll(tool_call_id, '\\', '\\\\'), '\t', '\\t'),
    replaceAll(replaceAll(error_type, '\\', '\\\\'), '\t', '\\t'),
    replaceAll(replaceAll(error_message, '\\', '\\\\'), '\t', '\\t'),
    replaceAll(replaceAll(attribute_types, '\\', '\\\\'), '\t', '\\t'),
    lower(hex(origin))
) CODEC(ZSTD(1))

ALTER TABLE spans ON CLUSTER 'main' ADD COLUMN IF NOT EXISTS line String MATERIALIZED concatWithSeparator(
    '\t',
    replaceAll(replaceAll(name, '\\', '\\\\'), '\t', '\\t'),
    replaceAll(replaceAll(kind, '\\', '\\\\'), '\t', '\\t'),
    replaceAll(replaceAll(dialect, '\\', '\\\\'), '\t', '\\t'),
    toString(toInt8(status)), toString(toInt8(state)), toString(toInt8(signal)),
    replaceAll(replaceAll(status_message, '\\', '\\\\'), '\t', '\\t'),
    replaceAll(replaceAll(service, '\\', '\\\\'), '\t', '\\t'),
    replaceAll(replaceAll(scope, '\\', '\\\\'), '\t', '\\t'),
    replaceAll(replaceAll(environment, '\\', '\\\\'), '\t', '\\t'),
    replaceAll(replaceAll(release, '\\', '\\\\'), '\t', '\\t'),
    replaceAll(replaceAll(session_id, '\\', '\\\\'), '\t', '\\t'),
    replaceAll(replaceAll(user_id, '\\', '\\\\'), '\t', '\\t'),
    replaceAll(replaceAll(agent_name, '\\', '\\\\'), '\t', '\\t'),
    replaceAll(replaceAll(workflow_name, '\\', '\\\\'), '\t', '\\t'),
    replaceAll(replaceAll(platform, '\\', '\\\\'), '\t', '\\t'),
    if(empty(tags), '', replaceAll(replaceAll(toJSONString(tags), '\\', '\\\\'), '\t', '\\t')),
    replaceAll(replaceAll(provider, '\\', '\\\\'), '\t', '\\t'),
    replaceAll(replaceAll(model, '\\', '\\\\'), '\t', '\\t'),
    replaceAll(replaceAll(response_model, '\\', '\\\\'), '\t', '\\t'),
    replaceAll(replaceAll(response_id, '\\', '\\\\'), '\t', '\\t'),
    toString(toInt8(has_tokens)), toString(input_tokens), toString(output_tokens), toString(cached_tokens),
    toString(cache_write_tokens), toString(reasoning_tokens),
    if(empty(mapKeys(token_details)), '', replaceAll(replaceAll(toJSONString(mapKeys(token_details)), '\\', '\\\\'), '\t', '\\t')),
    if(empty(token_details), '', toString(mapValues(token_details))),
    replaceAll(replaceAll(tier, '\\', '\\\\'), '\t', '\\t'),
    replaceAll(replaceAll(reported_cost, '\\', '\\\\'), '\t', '\\t'),
    if(empty(finish_reasons), '', replaceAll(replaceAll(toJSONString(finish_reasons), '\\', '\\\\'), '\t', '\\t')),
    toString(toInt8(streaming)), toString(first_token), toString(toInt8(counts)),
    replaceAll(replaceAll(tool_name, '\\', '\\\\'), '\t', '\\t'),
    replaceAll(replaceAll(tool_call_id, '\\', '\\\\'), '\t', '\\t'),
    replaceAll(replaceAll(error_type, '\\', '\\\\'), '\t', '\\t'),
    replaceAll(replaceAll(error_message, '\\', '\\\\'), '\t', '\\t'),
    replaceAll(replaceAll(attribute_types, '\\', '\\\\'), '\t', '\\t'),
    lower(hex(origin))
) CODEC(ZSTD(1))

ALTER TABLE ledger_local ON CLUSTER 'main' ADD COLUMN IF NOT EXISTS line String MATERIALIZED concatWithSeparator(
    '\t',
    toString(toInt8(hidden)), toString(toInt8(failed)),
    replaceAll(replaceAll(session_id, '\\', '\\\\'), '\t', '\\t'),
    replaceAll(replaceAll(user_id, '\\', '\\\\'), '\t', '\\t'),
    replaceAll(replaceAll(agent_name, '\\', '\\\\'), '\t', '\\t'),
    replaceAll(replaceAll(workflow_name, '\\', '\\\\'), '\t', '\\t'),
    replaceAll(replaceAll(platform, '\\', '\\\\'), '\t', '\\t'),
    if(empty(tags), '', replaceAll(replaceAll(toJSONString(tags), '\\', '\\\\'), '\t', '\\t')),
    replaceAll(replaceAll(provider, '\\', '\\\\'), '\t', '\\t'),
    replaceAll(replaceAll(model, '\\', '\\\\'), '\t', '\\t'),
    replaceAll(replaceAll(response_model, '\\', '\\\\'), '\t', '\\t'),
    toString(toInt8(has_tokens)), toString(input_tokens), toString(output_tokens), toString(cached_tokens),
    toString(cache_write_tokens), toString(reasoning_tokens),
    toString(toInt8(counts)),
    replaceAll(replaceAll(why, '\\', '\\\\'), '\t', '\\t'),
    lower(hex(duplicate_of)),
    toString(toInt8(adopted)),
    replaceAll(replaceAll(error_type, '\\', '\\\\'), '\t', '\\t'),
    replaceAll(replaceAll(error_message, '\\', '\\\\'), '\t', '\\t'),
    if(empty(finish_reasons), '', replaceAll(replaceAll(toJSONString(finish_reasons), '\\', '\\\\'), '\t', '\\t')),
    toString(first_token),
    toString(toInt8(cost_source)), toString(cost), toString(cost_input), toString(cost_output),
    toString(cost_cached), toString(cost_cache_write),
    replaceAll(replaceAll(price_version, '\\', '\\\\'), '\t', '\\t')
) CODEC(ZSTD(1))

ALTER TABLE ledger ON CLUSTER 'main' ADD COLUMN IF NOT EXISTS line String MATERIALIZED concatWithSeparator(
    '\t',
    toString(toInt8(hidden)), toString(toInt8(failed)),
    replaceAll(replaceAll(session_id, '\\', '\\\\'), '\t', '\\t'),
    replaceAll(replaceAll(user_id, '\\', '\\\\'), '\t', '\\t'),
    replaceAll(replaceAll(agent_name, '\\', '\\\\'), '\t', '\\t'),
    replaceAll(replaceAll(workflow_name, '\\', '\\\\'), '\t', '\\t'),
    replaceAll(replaceAll(platform, '\\', '\\\\'), '\t', '\\t'),
    if(empty(tags), '', replaceAll(replaceAll(toJSONString(tags), '\\', '\\\\'), '\t', '\\t')),
    replaceAll(replaceAll(provider, '\\', '\\\\'), '\t', '\\t'),
    replaceAll(replaceAll(model, '\\', '\\\\'), '\t', '\\t'),
    replaceAll(replaceAll(response_model, '\\', '\\\\'), '\t', '\\t'),
    toString(toInt8(has_tokens)), toString(input_tokens), toString(output_tokens), toString(cached_tokens),
    toString(cache_write_tokens), toString(reasoning_tokens),
    toString(toInt8(counts)),
    replaceAll(replaceAll(why, '\\', '\\\\'), '\t', '\\t'),
    lower(hex(duplicate_of)),
    toString(toInt8(adopted)),
    replaceAll(replaceAll(error_type, '\\', '\\\\'), '\t', '\\t'),
    replaceAll(replaceAll(error_message, '\\', '\\\\'), '\t', '\\t'),
    if(empty(finish_reasons), '', replaceAll(replaceAll(toJSONString(finish_reasons), '\\', '\\\\'), '\t', '\\t')),
    toString(first_token),
    toString(toInt8(cost_source)), toString(cost), toString(cost_input), toString(cost_output),
    toString(cost_cached), toString(cost_cache_write),
    replaceAll(replaceAll(price_version, '\\', '\\\\'), '\t', '\\t')
) CODEC(ZSTD(1))
