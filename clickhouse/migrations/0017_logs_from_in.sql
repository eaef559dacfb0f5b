-- local
CREATE MATERIALIZED VIEW logs_from_in TO logs AS
SELECT * EXCEPT (contents, origins, seal)
FROM logs_in
