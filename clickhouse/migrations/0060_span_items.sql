-- All that the index of what spans say knows, `key=value`, of all projects: where to look for part of a value. It names
-- none of them, and is never told.
CREATE VIEW span_items AS
SELECT token AS item
FROM mergeTreeTextIndex(currentDatabase(), 'spans', 'items')
