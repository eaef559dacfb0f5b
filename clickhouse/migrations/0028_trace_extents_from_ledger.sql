-- local
CREATE MATERIALIZED VIEW trace_extents_from_ledger TO trace_extents AS
SELECT
    project, trace_id, min(start) AS first, max(start) AS last, true AS has_entries,
    max(ledger.received) AS received, retention
FROM ledger
WHERE removed = 0
GROUP BY project, trace_id, retention
