-- local
CREATE MATERIALIZED VIEW changes_from_traces TO changes AS
SELECT
    project, nowInBlock64(3, 'UTC') AS at, 'trace' AS what, start, trace_id,
    toFixedString('', 8) AS span_id, '' AS session_id, version
FROM traces
WHERE removed = 0
