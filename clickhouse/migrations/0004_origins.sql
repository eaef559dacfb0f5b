-- Who speaks: a resource and an instrumentation scope, once for each distinct pair and day of arrival.
-- shard: cityHash64(project, origin)
CREATE TABLE origins
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
ENGINE = ReplacingMergeTree
PARTITION BY (retention, toDate(received))
ORDER BY (project, origin)
TTL toDate(received) + toIntervalDay(retention)
SETTINGS
    ttl_only_drop_parts = 1, fsync_after_insert = 1, fsync_part_directory = 1, old_parts_lifetime = 60
