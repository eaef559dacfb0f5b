-- local
CREATE MATERIALIZED VIEW session_extents_from_tellings TO session_extents AS
SELECT
    project, session_id, min(time) AS first, max(time) AS last, max(session_tellings.received) AS received, retention
FROM session_tellings
GROUP BY project, session_id, retention
