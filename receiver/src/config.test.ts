import { resolve } from "node:path";
import { expect, test } from "vitest";
import { authority, BadSettings, readConfig } from "./config.ts";
import { defaultLimits } from "./ingest/limits.ts";
import { hashOfKey } from "./settings/api-keys.ts";

const whatIsWrong = (environment: Record<string, string>) => {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof BadSettings) return error.message;
    throw error;
  }
  return "nothing";
};

test("an empty environment is a whole configuration for this machine alone", () => {
  const { retentionDays, ...config } = readConfig({});
  expect(config).toEqual({
    mode: "local",
    host: "127.0.0.1",
    port: 4318,
    grpcPort: 4317,
    otlpPrefix: "",
    requestTimeoutMillis: 30_000,
    cors: { origins: [], credentials: false },
    keys: [],
    metricsKeys: [],
    directory: resolve(".spanwise"),
    store: {
      kind: "embedded",
      dataDir: resolve(".spanwise"),
      lanes: {
        interactive: { seconds: 10, memoryBytes: 512 * 1024 * 1024, rowsRead: 200_000_000 },
        heavy: { seconds: 120, memoryBytes: 1024 * 1024 * 1024, rowsRead: 5_000_000_000 },
      },
    },
    abandonAfterSeconds: 900,
    contentCapture: "on",
    estimateTokens: true,
    skeletonSpans: 1_000_000,
    exportsAtOnce: 2,
    findings: {
      examine: true,
      percent: 10,
      thresholds: {
        repeatedCalls: 3,
        thrashCalls: 6,
        thrashPercent: 50,
        retryFailures: 4,
        retrySeconds: 60,
        pingPongHandOffs: 5,
        emptyAnswerTokens: 8,
        truncatedAnswers: 1,
        contextPercent: 85,
        growingCalls: 5,
        growingFactor: 4,
        growingTokens: 20_000,
        stuckSeconds: 600,
        firstTokenSeconds: 10,
        swallowedErrors: 1,
        sameErrorTraces: 3,
        askedAgain: 2,
      },
    },
    live: { listeners: 200, listenersOfProject: 50, waiting: 256_000 },
    limits: defaultLimits,
    log: { level: "info", format: "auto", file: "" },
  });
  expect(retentionDays("default", "traces")).toBe(30);
});

test("names every wrong setting at once, with what to do, and repeats no secret", () => {
  const wrong = {
    HOST: "http://here",
    PORT: "70000",
    GRPC_PORT: "1e3",
    CORS_ORIGINS: "https://a.example/path",
    API_KEYS: "hunter2",
    REQUIRE_AUTH: "maybe",
    CLICKHOUSE_URL: "localhost:8123",
    CLICKHOUSE_DATABASE: "a b",
    RETENTION: "acme.traces=7,acme.spans=3",
    LOG_LEVEL: "loud",
    MAX_NESTING: "-1",
  };
  expect(whatIsWrong(wrong)).toMatchInlineSnapshot(`
    "Some settings are wrong.
      HOST: give a host name or an IP address, without port or scheme, not "http://here"
      PORT: give a whole number from 0 to 65535, not "70000"
      GRPC_PORT: give a whole number from 0 to 65535, not "1e3"
      CORS_ORIGINS: list origins such as https://app.example.com, without a path, with commas between or as JSON, not "https://a.example/path"
      API_KEYS: item 1 is not key:project or sha256:<64 hex digits>:project
      REQUIRE_AUTH: say true or false, not "maybe"
      CLICKHOUSE_URL: give an address such as http://localhost:8123, not "localhost:8123"
      CLICKHOUSE_DATABASE: give a name of letters, digits and underscores, not "a b"
      RETENTION: item 2 is not project.signal=days (signal traces, logs or metrics; days 1 to 3650), not "acme.traces=7,acme.spans=3"
      MAX_NESTING: give a whole number from 1 to 512, not "-1"
      LOG_LEVEL: say one of fatal, error, warn, info, debug, trace, silent, not "loud""
  `);
});

test("one wrong setting is one sentence", () => {
  expect(whatIsWrong({ PORT: "x" })).toBe('A setting is wrong.\n  PORT: give a whole number from 0 to 65535, not "x"');
});

test.for([
  [{ HOST: "0.0.0.0" }, "HOST: other machines could reach this address"],
  [{ HOST: "::" }, "HOST: other machines could reach this address"],
  [{ HOST: "127.0.0.1.evil.example" }, "HOST: other machines could reach this address"],
  [{ REQUIRE_AUTH: "true" }, "REQUIRE_AUTH: nobody could enter"],
  [{ PORT: "5000", GRPC_PORT: "5000" }, "GRPC_PORT: is the same as PORT"],
  [{ CORS_ORIGINS: "*", CORS_CREDENTIALS: "true" }, "CORS_CREDENTIALS: browsers refuse"],
  [{ CLICKHOUSE_CLUSTER: "main" }, "CLICKHOUSE_CLUSTER: names a cluster"],
  [{ MAX_TRACE_SIZE_MB: "300" }, "IN_FLIGHT_MB: is less than one request"],
  [{ API_KEYS: "a:one,a:two" }, "API_KEYS: a key is listed twice"],
  [{ API_KEYS: "sha256:abc:one" }, "API_KEYS: item 1 is not"],
  [{ RETENTION: "acme.traces=0" }, "RETENTION: item 1 is not"],
  [{ RETENTION: "acme.traces=3651" }, "RETENTION: item 1 is not"],
] as const)("refuses %o", ([environment, said]) => {
  expect(whatIsWrong(environment)).toContain(said);
});

test("keys are held as hashes, given in clear or hashed", () => {
  const hex = hashOfKey("hashed").toString("hex");
  expect(readConfig({ API_KEYS: ` in:clear:acme , sha256:${hex}:other.one,` }).keys).toEqual([
    { hash: hashOfKey("in:clear"), project: "acme" },
    { hash: hashOfKey("hashed"), project: "other.one" },
  ]);
});

test.for([
  [{}, "local"],
  [{ HOST: "localhost" }, "local"],
  [{ HOST: "::1" }, "local"],
  [{ HOST: "127.9.9.9" }, "local"],
  [{ API_KEYS: "k:p" }, "server"],
  [{ API_KEYS: "k:p", REQUIRE_AUTH: "true" }, "server"],
  [{ API_KEYS: "k:p", HOST: "0.0.0.0" }, "server"],
] as const)("%o is %s mode", ([environment, mode]) => {
  expect(readConfig(environment).mode).toBe(mode);
});

test("reads lists as commas or JSON, and units into bytes and milliseconds", () => {
  const config = readConfig({
    CORS_ORIGINS: '["https://a.example", "http://localhost:3000"]',
    MAX_TRACE_SIZE_MB: "2",
    REQUEST_TIMEOUT: "5",
    OTLP_PREFIX: "/otel/",
    PORT: " 0 ",
    LOG_LEVEL: "WARN",
  });
  expect(config.cors.origins).toEqual(["https://a.example", "http://localhost:3000"]);
  expect(readConfig({ CORS_ORIGINS: "https://a.example, *" }).cors.origins).toEqual(["https://a.example", "*"]);
  expect(config.limits).toEqual({ ...defaultLimits, bodyBytes: 2 * 1024 * 1024 });
  expect([config.requestTimeoutMillis, config.otlpPrefix, config.port, config.log.level]).toEqual([
    5000,
    "/otel",
    0,
    "warn",
  ]);
});

test("retention is looked up by project and signal", () => {
  const { retentionDays } = readConfig({ RETENTION: "a.b.traces=7,default.metrics=3650", RETENTION_DAYS: "9" });
  expect([
    retentionDays("a.b", "traces"),
    retentionDays("a.b", "logs"),
    retentionDays("default", "metrics"),
    retentionDays("constructor", "traces"),
  ]).toEqual([7, 9, 3650, 9]);
});

test("an IPv6 address stands in brackets in a URL", () => {
  expect([authority("::1", 4318), authority("127.0.0.1", 1), authority("localhost", 2)]).toEqual([
    "[::1]:4318",
    "127.0.0.1:1",
    "localhost:2",
  ]);
});
