-- local
CREATE MATERIALIZED VIEW trace_extents_from_spans_in TO trace_extents AS
SELECT project, trace_id, min(start) AS first, max(start) AS last, max(spans_in.received) AS received, retention
FROM spans_in
GROUP BY project, trace_id, retention
