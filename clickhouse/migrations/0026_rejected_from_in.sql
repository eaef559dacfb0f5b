-- local
CREATE MATERIALIZED VIEW rejected_from_in TO rejected AS
SELECT * EXCEPT (seal)
FROM rejected_in
