-- What was read anew of stored spans, on its way into their rows. The columns from `kind` on are those of `spans_in`.
-- shard: cityHash64(project, trace_id)
CREATE TABLE facts_anew
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
ENGINE = MergeTree
ORDER BY (run, project, trace_id, span_id)
TTL written + toIntervalHour(1)
