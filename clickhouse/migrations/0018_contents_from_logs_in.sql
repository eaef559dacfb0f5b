-- local
CREATE MATERIALIZED VIEW contents_from_logs_in TO contents AS
SELECT project, one.hash AS hash, one.content AS content, received, retention
FROM logs_in
ARRAY JOIN contents AS one
