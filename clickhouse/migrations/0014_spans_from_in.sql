-- local
CREATE MATERIALIZED VIEW spans_from_in TO spans AS
SELECT * EXCEPT (contents, origins, seal)
FROM spans_in
