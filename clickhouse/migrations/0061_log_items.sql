-- As `span_items`, of what log records say.
CREATE VIEW log_items AS
SELECT token AS item
FROM mergeTreeTextIndex(currentDatabase(), 'logs', 'items')
