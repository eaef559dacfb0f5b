-- local
CREATE MATERIALIZED VIEW contents_from_points_in TO contents AS
SELECT project, one.hash AS hash, one.content AS content, received, retention
FROM points_in
ARRAY JOIN contents AS one
