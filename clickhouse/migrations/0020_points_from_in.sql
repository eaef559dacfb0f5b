-- local
CREATE MATERIALIZED VIEW points_from_in TO points AS
SELECT * EXCEPT (contents, origins, seal)
FROM points_in
