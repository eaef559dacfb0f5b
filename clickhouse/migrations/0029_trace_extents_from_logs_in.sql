-- An event does not move the bounds of a trace: these are neither the least nor the greatest.
-- local
CREATE MATERIALIZED VIEW trace_extents_from_logs_in TO trace_extents AS
SELECT
    project, trace_id, toUInt64(18446744073709551615) AS first, toUInt64(0) AS last, true AS has_events,
    max(logs_in.received) AS received, retention
FROM logs_in
WHERE event_name != '' AND trace_id != toFixedString('', 16)
GROUP BY project, trace_id, retention
