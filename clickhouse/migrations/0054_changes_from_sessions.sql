-- local
CREATE MATERIALIZED VIEW changes_from_sessions TO changes AS
SELECT
    project, nowInBlock64(3, 'UTC') AS at, 'session' AS what, start, toFixedString('', 16) AS trace_id,
    toFixedString('', 8) AS span_id, session_id, version
FROM sessions
WHERE removed = 0
