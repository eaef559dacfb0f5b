-- local
CREATE MATERIALIZED VIEW session_tellings_from_spans_in TO session_tellings AS
SELECT
    project, toFixedString(substring(SHA256(session_id), 1, 16), 16) AS mark, start AS time,
    toFixedString(concat(span_id, substring(trace_id, 1, 8)), 16) AS id,
    CAST('span' AS Enum8('start' = 0, 'end' = 1, 'span' = 2)) AS told,
    session_id, user_id, platform,
    attributes['spanwise.bot.name'] AS bot_name, attributes['spanwise.bot.type'] AS bot_type, tags,
    if(position(attributes['spanwise.metadata'], char(1)) > 0, '', attributes['spanwise.metadata']) AS metadata,
    '' AS end_reason, CAST('unknown' AS Enum8('unknown' = 0, 'no' = 1, 'yes' = 2)) AS success,
    service, received, retention
FROM spans_in
WHERE kind = 'session' AND session_id != '' AND dialect = 'spanwise'
