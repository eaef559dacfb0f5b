-- What the entries of a quarter of an hour, an hour or a day add up to: a row for each such time, and in it a cell for
-- each mixture of what entries are grouped by, its columns in arrays of one order. A row is made anew from the entries
-- as they are and replaces the one before as a whole. It holds all that was written up to `through`, of entries in
-- these `classes` of retention. The row of no project tells through when all that was written is in all rows: a time of
-- which anything was written later is not to be asked for here.
-- shard: cityHash64(project, quarters, begin)
CREATE TABLE rollups
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
ENGINE = ReplacingMergeTree(version)
PARTITION BY toMonday(expires)
ORDER BY (project, quarters, begin)
TTL expires
SETTINGS
    index_granularity = 8, min_bytes_for_wide_part = 1073741824, ttl_only_drop_parts = 1, fsync_after_insert = 1, fsync_part_directory = 1, old_parts_lifetime = 60
