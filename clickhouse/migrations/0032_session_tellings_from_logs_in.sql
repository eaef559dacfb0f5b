-- A metadata that is longer than anybody would look at in a list is left out.
-- local
CREATE MATERIALIZED VIEW session_tellings_from_logs_in TO session_tellings AS
SELECT
    project, toFixedString(substring(SHA256(attributes['session.id']), 1, 16), 16) AS mark, time, id,
    CAST(if(event_name = 'spanwise.session.end', 'end', 'start') AS Enum8('start' = 0, 'end' = 1, 'span' = 2)) AS told,
    attributes['session.id'] AS session_id, attributes['user.id'] AS user_id,
    attributes['spanwise.platform'] AS platform, attributes['spanwise.bot.name'] AS bot_name,
    attributes['spanwise.bot.type'] AS bot_type, JSONExtract(attributes['spanwise.tags'], 'Array(String)') AS tags,
    if(length(attributes['spanwise.metadata']) > 65536, '', attributes['spanwise.metadata']) AS metadata,
    attributes['spanwise.session.end_reason'] AS end_reason,
    CAST(
        transform(attributes['spanwise.session.success'], ['true', 'false'], ['yes', 'no'], 'unknown')
        AS Enum8('unknown' = 0, 'no' = 1, 'yes' = 2)
    ) AS success,
    service, received, retention
FROM logs_in
WHERE event_name IN ('spanwise.session.start', 'spanwise.session.end') AND attributes['session.id'] != ''
