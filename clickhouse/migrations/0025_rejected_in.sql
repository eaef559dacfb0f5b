-- Where a segment of rejected items is poured in.
-- The order of the columns is the order of the bytes in a segment. Plain texts are read far faster than dictionaries;
-- the views turn them into what the tables keep.
-- local
CREATE TABLE rejected_in
(
    project String,
    id FixedString(16),
    signal Enum8('traces' = 1, 'logs' = 2, 'metrics' = 3),
    code String,
    reason String,
    source String,
    service String,
    copy String,
    size UInt64,
    received DateTime64(3, 'UTC'),
    retention UInt16,
    seal String
)
ENGINE = Null
