-- local
CREATE MATERIALIZED VIEW origins_from_logs_in TO origins AS
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
