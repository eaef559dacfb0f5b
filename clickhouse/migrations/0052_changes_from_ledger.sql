-- local
CREATE MATERIALIZED VIEW changes_from_ledger TO changes AS
SELECT
    project, nowInBlock64(3, 'UTC') AS at, 'entry' AS what, start, trace_id,
    span_id, '' AS session_id, version
FROM ledger
WHERE removed = 0
