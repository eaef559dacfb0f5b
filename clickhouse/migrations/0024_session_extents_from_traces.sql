-- local
CREATE MATERIALIZED VIEW session_extents_from_traces TO session_extents AS
SELECT project, session_id, min(start) AS first, max(start) AS last, max(traces.received) AS received, retention
FROM traces
WHERE session_id != '' AND removed = 0
GROUP BY project, session_id, retention
