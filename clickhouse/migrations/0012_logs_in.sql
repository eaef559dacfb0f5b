-- Where a segment of logs is poured in; what it holds goes on to the tables by the views that read from here.
-- The order of the columns is the order of the bytes in a segment. Plain texts are read far faster than dictionaries;
-- the views turn them into what the tables keep.
-- local
CREATE TABLE logs_in
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
