import fc from "fast-check";
import { expect, test } from "vitest";
import type { Options } from "../options.ts";
import { type Environment, readSettings } from "./read-settings.ts";
import { table } from "./table.ts";

const read = (options: object, environment: Environment = {}) => readSettings(options as Options, environment);
const settingsOf = (options: object, environment: Environment = {}) => {
  const { settings, problems } = read(options, environment);
  expect(problems).toEqual([]);
  return settings;
};
const manner = { headers: {}, timeoutMillis: 10_000, compression: "auto", protocol: "http/protobuf" };

test("without anything said, it sends to this machine without a key", () => {
  expect(settingsOf({})).toEqual({
    enabled: true,
    endpoint: "http://localhost:4318",
    apiKey: undefined,
    projectId: undefined,
    headers: {},
    serviceName: undefined,
    serviceVersion: undefined,
    environment: undefined,
    tags: [],
    autoStartSession: true,
    sessionId: undefined,
    userId: undefined,
    platform: undefined,
    botName: undefined,
    botType: undefined,
    metadata: {},
    sessionTimeoutMillis: 1_800_000,
    content: "off",
    contentLimit: 262_144,
    protocol: "http/protobuf",
    compression: "auto",
    batchBytes: 524_288,
    batchItems: undefined,
    batchIntervalMillis: 1000,
    timeoutMillis: 10_000,
    queueBytes: 33_554_432,
    queueItems: undefined,
    temporality: "cumulative",
    metricIntervalMillis: 60_000,
    exitTimeoutMillis: 2000,
    provider: "own",
    instruments: { only: undefined, without: [] },
    instrumentations: [],
    tellStarts: true,
    spanLimits: {},
    debug: false,
    propagators: ["tracecontext", "baggage"],
    resource: {},
    sampling: { ratio: 1, isParentBased: true },
    targets: {
      traces: { url: "http://localhost:4318/v1/traces", ...manner },
      logs: { url: "http://localhost:4318/v1/logs", ...manner },
      metrics: { url: "http://localhost:4318/v1/metrics", ...manner },
    },
  });
});

test.each(Object.entries(table).filter(([, row]) => row.environment.length > 1))(
  "%s: an option beats each variable, which beats those after it",
  (name, { environment: variables }) => {
    const said: Record<string, string> = {
      enabled: "false",
      endpoint: "http://said:1",
      apiKey: "said",
      projectId: "said",
      serviceName: "said",
      tags: "said",
      autoStartSession: "false",
      content: "on",
      protocol: "grpc",
      compression: "gzip",
      batchItems: "7",
      batchIntervalMillis: "7",
      timeoutMillis: "7",
      queueItems: "7",
      temporality: "delta",
      metricIntervalMillis: "7",
    };
    const nameOf = name as keyof ReturnType<typeof settingsOf>;
    const plain = settingsOf({})[nameOf];
    const value = read({ [name]: said[name] }).settings[nameOf];
    expect(value).not.toEqual(plain);
    for (const [index, variable] of variables.entries()) {
      const later = Object.fromEntries(variables.slice(index + 1).map((one) => [one, "nonsense"]));
      expect(read({}, { ...later, [variable]: said[name] }).settings[nameOf]).toEqual(value);
      expect(read({ [name]: said[name] }, { [variable]: "nonsense" }).settings[nameOf]).toEqual(value);
    }
  },
);

test("a bot for AgentOps needs its three variables and nothing else", () => {
  const { enabled, endpoint, apiKey, tags, targets } = settingsOf(
    {},
    {
      AGENTOPS_ENABLED: "true",
      AGENTOPS_API_KEY: "key",
      AGENTOPS_ENDPOINT: "http://localhost:8080",
      AGENTOPS_TAGS: "opencell, production",
    },
  );
  expect({ enabled, endpoint, apiKey, tags, url: targets.traces?.url, headers: targets.traces?.headers }).toEqual({
    enabled: true,
    endpoint: "http://localhost:8080",
    apiKey: "key",
    tags: ["opencell", "production"],
    url: "http://localhost:8080/v1/traces",
    headers: { authorization: "Bearer key" },
  });
});

test.each(["http://a.test/v1/traces", "http://a.test/v1/traces/", "http://a.test/", " http://a.test"])(
  "an endpoint that is given as %s is the same place",
  (endpoint) => {
    expect(read({ endpoint }).settings.endpoint).toBe("http://a.test");
  },
);

test("OpenTelemetry's variables of one signal hold for that signal", () => {
  const { targets } = settingsOf(
    {},
    {
      OTEL_EXPORTER_OTLP_ENDPOINT: "http://collector:4318",
      OTEL_EXPORTER_OTLP_HEADERS: "x-all=a%20b",
      OTEL_EXPORTER_OTLP_LOGS_ENDPOINT: "http://logs:9/my/logs",
      OTEL_EXPORTER_OTLP_LOGS_HEADERS: "X-Logs=1",
      OTEL_EXPORTER_OTLP_LOGS_TIMEOUT: "5",
      OTEL_EXPORTER_OTLP_LOGS_COMPRESSION: "none",
      OTEL_EXPORTER_OTLP_LOGS_PROTOCOL: "http/json",
      OTEL_METRICS_EXPORTER: "none",
    },
  );
  expect(targets).toEqual({
    traces: { url: "http://collector:4318/v1/traces", ...manner, headers: { "x-all": "a b" } },
    logs: {
      url: "http://logs:9/my/logs",
      headers: { "x-all": "a b", "x-logs": "1" },
      timeoutMillis: 5,
      compression: "none",
      protocol: "http/json",
    },
    metrics: undefined,
  });
});

test("an endpoint of ours gets no headers that were meant for another backend", () => {
  const environment = {
    OTEL_EXPORTER_OTLP_HEADERS: "authorization=Bearer%20theirs",
    OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: "http://theirs:1/v1/traces",
  };
  expect(
    settingsOf({ endpoint: "http://ours:1", apiKey: "ours", headers: { "X-Own": "1" } }, environment).targets.traces,
  ).toEqual({
    url: "http://ours:1/v1/traces",
    ...manner,
    headers: { authorization: "Bearer ours", "x-own": "1" },
  });
});

test.each([
  ["always_on", undefined, { ratio: 1, isParentBased: false }],
  ["always_off", undefined, { ratio: 0, isParentBased: false }],
  ["parentbased_always_off", undefined, { ratio: 0, isParentBased: true }],
  ["traceidratio", "0.25", { ratio: 0.25, isParentBased: false }],
  ["parentbased_traceidratio", "0.25", { ratio: 0.25, isParentBased: true }],
])("OTEL_TRACES_SAMPLER %s with %s", (sampler, argument, sampling) => {
  const environment = { OTEL_TRACES_SAMPLER: sampler, OTEL_TRACES_SAMPLER_ARG: argument };
  expect(settingsOf({}, environment).sampling).toEqual(sampling);
  expect(settingsOf({ sampleRatio: 0.5 }, environment).sampling).toEqual({ ratio: 0.5, isParentBased: true });
});

test("what else OpenTelemetry's variables say", () => {
  const { enabled, resource, spanLimits, propagators } = settingsOf(
    {},
    {
      OTEL_SDK_DISABLED: "true",
      OTEL_RESOURCE_ATTRIBUTES: "service.version=1.2,team=a%2Cb",
      OTEL_ATTRIBUTE_COUNT_LIMIT: "64",
      OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT: "100",
      OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT: "200",
      OTEL_SPAN_EVENT_COUNT_LIMIT: "5",
      OTEL_SPAN_LINK_COUNT_LIMIT: "6",
      OTEL_PROPAGATORS: "tracecontext",
    },
  );
  expect({ enabled, resource, spanLimits, propagators }).toEqual({
    enabled: false,
    resource: { "service.version": "1.2", team: "a,b" },
    spanLimits: { attributeCount: 64, attributeLength: 100, eventCount: 5, linkCount: 6 },
    propagators: ["tracecontext"],
  });
  expect(settingsOf({ enabled: true }, { OTEL_SDK_DISABLED: "true" }).enabled).toBe(true);
});

test.each([
  [true, "on"],
  ["on", "on"],
  ["true", "on"],
  ["SPAN_AND_EVENT", "on"],
  [false, "off"],
  ["NO_CONTENT", "off"],
])("content %s is %s", (given, content) => {
  expect(settingsOf({ content: given }).content).toBe(content);
});

test.each([
  [false, { only: [], without: [] }],
  ["none", { only: [], without: [] }],
  [true, { only: undefined, without: [] }],
  [["openai"], { only: ["openai"], without: [] }],
  ["openai, anthropic", { only: ["openai", "anthropic"], without: [] }],
  [
    { openai: false, anthropic: true },
    { only: undefined, without: ["openai"] },
  ],
])("instruments %o", (given, instruments) => {
  expect(settingsOf({ instruments: given }).instruments).toEqual(instruments);
});

test("everything that is wrong is named at once, and what can run runs", () => {
  const { settings, problems } = read(
    {
      endpont: "http://a.test",
      timeoutMillis: -1,
      protocol: "smtp",
      headers: { "bad name": "x", good: "1" },
      content: "perhaps",
      instrumentations: [{}],
      tags: ["a", 1],
      sampleRatio: 2,
      spanLimits: { attributeCount: 0 },
    },
    { SPANWISE_BATCH_BYTES: "many", OTEL_TRACES_SAMPLER: "sometimes", OTEL_EXPORTER_OTLP_TRACES_TIMEOUT: "soon" },
  );
  expect(problems).toEqual([
    'there is no option "endpont"; did you mean endpoint?',
    "headers holds a header that HTTP does not allow, which is left out",
    "tags holds something that is no text, which is left out",
    'content "perhaps" is neither on nor off nor a function',
    'protocol "smtp" is none of http/protobuf, http/json, grpc, console',
    'SPANWISE_BATCH_BYTES "many" is not a whole number from 1 to 9007199254740991',
    "timeoutMillis -1 is not a number of milliseconds from 1 to 2147483647",
    "sampleRatio 2 is not a number from 0 to 1",
    "instrumentations holds something that is no OpenTelemetry instrumentation, which is left out",
    "spanLimits takes counts of attributeCount, attributeLength, eventCount, linkCount alone",
    'OTEL_TRACES_SAMPLER "sometimes" is none of always_on, always_off, traceidratio, parentbased_always_on, parentbased_always_off, parentbased_traceidratio',
  ]);
  const { enabled, headers, tags, timeoutMillis } = settings;
  expect({ enabled, headers, tags, timeoutMillis }).toEqual({
    enabled: true,
    headers: { good: "1" },
    tags: ["a"],
    timeoutMillis: 10_000,
  });
});

test.each([
  [" key\n", "key", 'has more around it than the key (blanks, or "Bearer"), which is left out; give the key alone'],
  ["Bearer key", "key", 'has more around it than the key (blanks, or "Bearer"), which is left out; give the key alone'],
  ["two keys", undefined, "holds blanks or letters that no key has, and is not sent; copy the key again"],
  ["clé", undefined, "holds blanks or letters that no key has, and is not sent; copy the key again"],
  ["  ", undefined, "is blank; give the key as it was shown to you"],
  [7, undefined, "is no text; give the key as it was shown to you"],
])("a key that is given as %o", (given, apiKey, why) => {
  const { settings, problems } = read({ apiKey: given });
  expect([settings.apiKey, problems]).toEqual([apiKey, [`apiKey ${why}`]]);
});

test("a key that is missing is named where one is needed", () => {
  const missing = ["apiKey is missing: set SPANWISE_API_KEY, or give init an apiKey"];
  expect(read({ endpoint: "https://spanwise.test" }).problems).toEqual(missing);
  for (const options of [
    { endpoint: "http://127.0.0.1:4318" },
    { endpoint: "https://a.test", headers: { "x-key": "1" } },
  ]) {
    expect(read(options).problems).toEqual([]);
  }
  expect(read({}, { OTEL_EXPORTER_OTLP_ENDPOINT: "http://collector:4318" }).problems).toEqual([]);
});

test.each(["key", null, 7])("options that are %o are none", (given) => {
  const { settings, problems } = readSettings(given as Options, {});
  expect([settings.enabled, problems]).toEqual([true, ["init takes an object: init({ apiKey: … })"]]);
});

test("an endpoint that is no address is named, and nothing runs", () => {
  const { settings, problems } = read({ endpoint: "localhost:4318" });
  expect(settings.enabled).toBe(false);
  expect(problems).toEqual([
    'endpoint "localhost:4318" is no http address, so nothing is recorded; give one like http://localhost:4318',
  ]);
});

test("whatever is said, it reads, and tells no key", () => {
  const variables = Object.values(table).flatMap(({ environment }) => environment);
  const anything = fc.record(
    Object.fromEntries(Object.keys(table).map((name) => [name, fc.anything()])) as Record<
      string,
      fc.Arbitrary<unknown>
    >,
    { requiredKeys: [] },
  );
  const environment = fc.dictionary(fc.constantFrom(...variables), fc.string(), { maxKeys: 8 });
  fc.assert(
    fc.property(anything, environment, fc.stringMatching(/^[a-z]{20} x$/), (options, said, key) => {
      const { problems } = read({ ...options, apiKey: key }, { ...said, SPANWISE_HEADERS: `a b=${key}` });
      expect(problems.join()).not.toContain(key);
    }),
    { numRuns: 1000 },
  );
});
