-- local
CREATE MATERIALIZED VIEW contents_from_spans_in TO contents AS
SELECT project, one.hash AS hash, one.content AS content, received, retention
FROM spans_in
ARRAY JOIN contents AS one
