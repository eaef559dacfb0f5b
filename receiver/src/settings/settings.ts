import { type ApiKey, apiKeys, metricsKey } from "./api-keys.ts";
import * as kind from "./kinds.ts";
import { retention } from "./retention.ts";

export interface Setting<Value> {
  /** As it would be written in the environment; the empty text is "not set". */
  readonly default: string;
  /** For a person: what it does, and its unit. */
  readonly meaning: string;
  readonly kind: kind.Kind<Value>;
  /** Its value is never repeated in a message. */
  readonly secret?: boolean;
}

function setting<Value>(standard: string, meaning: string, kind: kind.Kind<Value>): Setting<Value> {
  return { default: standard, meaning, kind };
}

function secret<Value>(meaning: string, kind: kind.Kind<Value>): Setting<Value> {
  return { default: "", meaning, kind, secret: true };
}

/** Every setting there is, said once: `config.ts` reads by this table and `docs/settings.md` is made from it. */
export const settingGroups = {
  Listening: {
    HOST: setting("127.0.0.1", "Address to listen on. Anything but loopback needs `API_KEYS`.", kind.host),
    PORT: setting("4318", "Port of OTLP/HTTP, the query API and the UI. 0 takes a free one.", kind.whole(0, 65_535)),
    GRPC_PORT: setting("4317", "Port of OTLP/gRPC. 0 takes a free one.", kind.whole(0, 65_535)),
    OTLP_PREFIX: setting("", "Takes OTLP/HTTP under this path too, e.g. `/otlp`.", kind.pathPrefix),
    REQUEST_TIMEOUT: setting("30", "Seconds a request may take to arrive.", kind.seconds(1, 3600)),
    CORS_ORIGINS: setting(
      "",
      "Web origins that may send from a browser: comma list, JSON array, or `*`.",
      kind.origins,
    ),
    CORS_CREDENTIALS: setting("false", "Whether those origins may send cookies. Not with `*`.", kind.yesOrNo),
  },
  Access: {
    API_KEYS: secret<readonly ApiKey[]>(
      "Keys and what they open: `key:project,key2:project2`; a key may be given as `sha256:<hex>`.",
      apiKeys,
    ),
    METRICS_KEY: secret<readonly ApiKey[]>(
      "The key that opens `/metrics` where keys are asked for: it tells of all projects together, so no project's key does.",
      metricsKey,
    ),
    REQUIRE_AUTH: setting("false", "Asks for a key on loopback too. Needs `API_KEYS`.", kind.yesOrNo),
  },
  Storage: {
    SPANWISE_DATA_DIR: setting(
      ".spanwise",
      "Where accepted telemetry and the embedded engine live; relative to the working directory.",
      kind.text,
    ),
    CLICKHOUSE_URL: setting(
      "",
      "A ClickHouse server, e.g. `http://localhost:8123`. Empty: the embedded engine.",
      kind.url,
    ),
    CLICKHOUSE_USER: setting("default", "User on that server.", kind.text),
    CLICKHOUSE_PASSWORD: secret("Password of that user.", kind.text),
    CLICKHOUSE_DATABASE: setting("spanwise", "Database on that server, made if it is missing.", kind.identifier),
    CLICKHOUSE_CLUSTER: setting(
      "",
      "Name of a cluster on that server; tables are then replicated.",
      kind.optionalIdentifier,
    ),
    RETENTION_DAYS: setting("30", "Days that telemetry is kept.", kind.whole(1, 3650)),
    RETENTION: setting(
      "",
      "Days by project and signal, e.g. `acme.traces=7,acme.logs=3,default.metrics=90`; the rest keeps `RETENTION_DAYS`; a project may say otherwise.",
      retention,
    ),
    CONTENT_CAPTURE: setting(
      "on",
      "Whether messages, prompts, documents and the bodies of tool calls are kept: `on`, `metadata` (their size) or `off`; a project may say otherwise.",
      kind.oneOf("on", "metadata", "off"),
    ),
    ESTIMATE_TOKENS: setting(
      "true",
      "Whether a model call whose provider sent no token counts is estimated: a tokenizer counts what was said, and its cost is marked as estimated.",
      kind.yesOrNo,
    ),
    ABANDON_AFTER: setting(
      "900",
      "Seconds without a word after which a running span counts as abandoned.",
      kind.whole(10, 604_800),
    ),
  },
  Limits: {
    MAX_TRACE_SIZE_MB: setting(
      "64",
      "Megabytes of one request, as sent and inflated. Over it: 413.",
      kind.megabytes(1, 1024),
    ),
    IN_FLIGHT_MB: setting("256", "Megabytes of all requests being worked on. Over it: 503.", kind.megabytes(1, 65_536)),
    QUEUE_MB: setting(
      "2048",
      "Megabytes on disk that may wait for the engine. Over it: 503.",
      kind.megabytes(1, 1_048_576),
    ),
    MAX_ATTRIBUTES_PER_SPAN: setting(
      "1024",
      "Attributes of a span, log record, point or event; the rest is left out and counted.",
      kind.whole(1, 65_536),
    ),
    MAX_EVENTS_PER_SPAN: setting("1024", "Events of a span.", kind.whole(0, 65_536)),
    MAX_LINKS_PER_SPAN: setting("1024", "Links of a span.", kind.whole(0, 65_536)),
    MAX_EXEMPLARS_PER_POINT: setting("128", "Exemplars of a metric point.", kind.whole(0, 65_536)),
    MAX_BUCKETS_PER_POINT: setting(
      "2048",
      "Buckets of a histogram point. Over it the point is refused.",
      kind.whole(2, 65_536),
    ),
    MAX_NESTING: setting("64", "Depth of nested attribute values.", kind.whole(1, 512)),
    MAX_KEY_BYTES: setting(
      "512",
      "Bytes of an attribute's name; a longer one is cut with a mark.",
      kind.whole(16, 65_536),
    ),
    MAX_NAME_BYTES: setting("1024", "Bytes of the name of a span, event or metric.", kind.whole(16, 65_536)),
    MAX_VALUE_BYTES: setting("2097152", "Bytes of an attribute's value or a log's body.", kind.whole(64, 67_108_864)),
    MAX_CLOCK_SKEW: setting(
      "600",
      "Seconds a start may lie ahead of our clock before it counts as skewed.",
      kind.seconds(0, 31_536_000),
    ),
  },
  Queries: {
    QUERY_SECONDS: setting("10", "Seconds of a query for a page of the UI.", kind.whole(1, 3600)),
    QUERY_MEMORY_MB: setting("512", "Megabytes of such a query.", kind.megabytes(64, 1_048_576)),
    QUERY_ROWS: setting("200000000", "Rows such a query may read; 0 is no limit.", kind.whole(0, 1_000_000_000_000)),
    SKELETON_SPANS: setting(
      "1000000",
      "Spans of a trace's tree that are answered at once, the first by start; the answer says that there are more.",
      kind.whole(1000, 100_000_000),
    ),
    LIVE_LISTENERS: setting(
      "200",
      "How many may listen to what happens at a time, in all projects. Over it: 503.",
      kind.whole(1, 100_000),
    ),
    LIVE_LISTENERS_PER_PROJECT: setting("50", "How many of them to one project.", kind.whole(1, 100_000)),
    LIVE_WAITING_KB: setting(
      "256",
      "Thousand characters that may wait for each who listens; one who reads slower is told that some were skipped.",
      kind.whole(16, 65_536),
    ),
    EXPORTS_AT_ONCE: setting(
      "2",
      "Exports of one project that run at the same time. Over it: 429.",
      kind.whole(1, 1000),
    ),
    HEAVY_QUERY_SECONDS: setting("120", "Seconds of a long report, or of a page of an export.", kind.whole(1, 86_400)),
    HEAVY_QUERY_MEMORY_MB: setting("1024", "Megabytes of such a query.", kind.megabytes(64, 1_048_576)),
    HEAVY_QUERY_ROWS: setting(
      "5000000000",
      "Rows such a query may read; 0 is no limit.",
      kind.whole(0, 1_000_000_000_000),
    ),
  },
  Findings: {
    FINDINGS_EXAMINE: setting(
      "true",
      "Whether traces are looked at in the background and what went wrong in them is kept, for lists of findings.",
      kind.yesOrNo,
    ),
    FINDINGS_EXAMINE_PERCENT: setting(
      "10",
      "Percent of its time that this may take, from 1 to 100.",
      kind.whole(1, 100),
    ),
    FINDINGS_REPEATED_CALLS: setting("3", "Identical calls, one after the other.", kind.whole(2, 10_000)),
    FINDINGS_TOOL_THRASH_CALLS: setting(
      "6",
      "Calls of one tool in a row, with ever other arguments.",
      kind.whole(2, 10_000),
    ),
    FINDINGS_TOOL_THRASH_PERCENT: setting("50", "Percent of those calls that come to nothing.", kind.whole(1, 100)),
    FINDINGS_RETRY_STORM_COUNT: setting("4", "Failures of the same, one after the other.", kind.whole(2, 10_000)),
    FINDINGS_RETRY_STORM_SECONDS: setting("60", "Seconds within which so many fail.", kind.whole(1, 86_400)),
    FINDINGS_PING_PONG_HANDOFFS: setting("5", "Times that two agents hand the work to and fro.", kind.whole(2, 10_000)),
    FINDINGS_EMPTY_ANSWER_TOKENS: setting(
      "8",
      "Tokens an empty answer may have used, thoughts left out; with more, what was said was not captured.",
      kind.whole(0, 1000),
    ),
    FINDINGS_TRUNCATED_ANSWERS: setting(
      "1",
      "Answers of a model that were cut off, in one trace.",
      kind.whole(1, 10_000),
    ),
    FINDINGS_CONTEXT_PERCENT: setting("85", "Percent of what a model can hold.", kind.whole(1, 100)),
    FINDINGS_GROWING_PROMPT_CALLS: setting("5", "Calls over which a prompt only grows.", kind.whole(2, 10_000)),
    FINDINGS_GROWING_PROMPT_FACTOR: setting("4", "Times that it grows.", kind.whole(2, 10_000)),
    FINDINGS_GROWING_PROMPT_TOKENS: setting("20000", "Tokens that it grows to.", kind.whole(1, 100_000_000)),
    FINDINGS_STUCK_RUN_SECONDS: setting(
      "600",
      "Seconds without a sign in a run that goes on.",
      kind.whole(10, 604_800),
    ),
    FINDINGS_SLOW_FIRST_TOKEN_SECONDS: setting("10", "Seconds until the first token.", kind.whole(1, 86_400)),
    FINDINGS_SWALLOWED_ERRORS: setting(
      "1",
      "Failures of the same that nothing above them tells of.",
      kind.whole(1, 10_000),
    ),
    FINDINGS_SAME_ERROR_TRACES: setting("3", "Traces of a session that fail alike.", kind.whole(2, 10_000)),
    FINDINGS_ASKED_AGAIN: setting("2", "Times that a user asks the same in a session.", kind.whole(2, 10_000)),
  },
  Logging: {
    LOG_LEVEL: setting(
      "info",
      "`fatal`, `error`, `warn`, `info`, `debug`, `trace` or `silent`.",
      kind.oneOf("fatal", "error", "warn", "info", "debug", "trace", "silent"),
    ),
    LOG_FORMAT: setting(
      "auto",
      "`pretty`, `json`, or `auto`: pretty on a terminal.",
      kind.oneOf("auto", "pretty", "json"),
    ),
    LOG_FILE: setting("", "Writes the log to this file instead, where `auto` means `json`.", kind.text),
  },
} as const;

type Groups = typeof settingGroups;
type Union<Value> = (Value extends unknown ? (value: Value) => void : never) extends (value: infer All) => void
  ? All
  : never;
export type Settings = Union<Groups[keyof Groups]>;
export type SettingName = keyof Settings;
export type SettingValues = {
  readonly [Name in SettingName]: Settings[Name] extends Setting<infer Value> ? Value : never;
};

export const settings: Settings = Object.assign({}, ...Object.values(settingGroups));
