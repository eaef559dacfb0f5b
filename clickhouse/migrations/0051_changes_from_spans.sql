-- local
CREATE MATERIALIZED VIEW changes_from_spans TO changes AS
SELECT
    project, nowInBlock64(3, 'UTC') AS at, 'span' AS what, start, trace_id,
    span_id, '' AS session_id, version
FROM spans
WHERE removed = 0
