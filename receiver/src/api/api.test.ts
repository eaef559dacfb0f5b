import { afterAll, beforeAll, expect, test } from "vitest";
import { insertRows } from "../../test/insert-rows.ts";
import { type TestStore, testStore } from "../../test/test-store.ts";
import { answerError } from "../answer-error.ts";
import { findingsOf } from "../commands/examining.ts";
import { openHistory } from "../commands/history.ts";
import { receiverBySettings } from "../commands/receiver-for.ts";
import { reckoner } from "../commands/reckoner.ts";
import { readConfig } from "../config.ts";
import { openLive } from "../live/live.ts";
import { openLog } from "../log.ts";
import { questionsTo } from "../store/questions.ts";
import { apiRoutes } from "./routes.ts";

const noon = 1_795_262_400_000_000_000n;
const received = Number(noon / 1_000_000n) + 1000;
const minute = 60_000_000_000n;
const id = (number: number, digits = 32) => number.toString(16).padStart(digits, "0");
const silent = openLog({ level: "silent", format: "json", file: undefined });

let engine: TestStore;

function open(projects: readonly string[] | "all" = "all") {
  const api = apiRoutes({
    questions: questionsTo(engine.store),
    settings: { names: [], has: () => false, kept: () => undefined, write: async () => {} },
    history: openHistory({ store: engine.store, reckoner, mappingRules: () => [], longestText: 1024 }),
    findings: findingsOf(engine.store, readConfig({}).findings.thresholds),
    live: openLive({ questions: questionsTo(engine.store), limits: readConfig({}).live, onFault: () => undefined }),
    receiverFor: receiverBySettings(readConfig({})),
    projectsOf: () => projects,
    now: () => Number(noon / 1_000_000n),
  });
  api.onError(answerError(silent));
  return api;
}

async function ask(path: string, projects?: readonly string[]) {
  const answer = await open(projects).request(`/api/projects/${path}`);
  return { status: answer.status, ...((await answer.json()) as object) } as Record<string, unknown>;
}

const costParts = { input: "0.001", output: "0.0025", cached: "0", cacheWrite: "0" };
const costOfCall = { total: "0.0035", ...costParts, source: "computed", priceVersion: "p1" };

const idsOf = (answer: { items?: unknown }) => (answer.items as { traceId: string }[]).map((trace) => trace.traceId);

function trace(project: string, number: number, more: Readonly<Record<string, unknown>> = {}) {
  const start = noon - BigInt(number) * minute;
  const trace_id = id(number);
  const end = start + 5_000_000_000n;
  const summary = { name: "run", root_kind: "agent", status: "ok", span_count: 1n, version: 1n, received };
  return { project, trace_id, start, end, ...summary, ...more };
}

function span(project: string, traceNumber: number, number: number, more: Readonly<Record<string, unknown>> = {}) {
  const start = noon - BigInt(traceNumber) * minute + BigInt(number - 1);
  const ids = { trace_id: id(traceNumber), span_id: id(number, 16) };
  const told = { name: `span ${number}`, state: "ended", status: "ok", kind: "span", dialect: "otel" };
  return { project, ...ids, start, duration: 7n, ...told, version: 2n, received, ...more };
}

function entry(project: string, traceNumber: number, number: number, more: Readonly<Record<string, unknown>>) {
  const { trace_id, span_id, start, state } = span(project, traceNumber, number);
  return { project, trace_id, span_id, start, state, version: 2n, received, ...more };
}

const event = (name: string, key: string, value: string) => {
  const text = (field: number, content: Buffer) => Buffer.concat([Buffer.of(field * 8 + 2, content.length), content]);
  const pair = Buffer.concat([text(1, Buffer.from(key)), text(2, text(1, Buffer.from(value)))]);
  return Buffer.concat([Buffer.from("090100000000000000", "hex"), text(2, Buffer.from(name)), text(3, pair)]);
};

beforeAll(async () => {
  engine = await testStore();
  const { store } = engine;
  await insertRows(store, "origins", [
    {
      project: "shop",
      origin: "0f".repeat(16),
      resource: [
        ["service.name", "host"],
        ["web", "a"],
      ],
      resource_types: "ss",
      received,
    },
    { project: "other", origin: "0e".repeat(16), received },
  ]);
  await insertRows(store, "contents", [
    { project: "shop", hash: "c1".repeat(16), content: "What is the Capital of France?", received },
    { project: "shop", hash: "c2".repeat(16), content: event("exception", "exception.stacktrace", "at x"), received },
    { project: "other", hash: "c1".repeat(16), content: "not yours", received },
  ]);
  await insertRows(store, "spans_in", [
    span("shop", 1, 1, { name: "plan trip", kind: "agent", agent_name: "planner", origin: "0f".repeat(16) }),
    span("shop", 1, 2, {
      parent_span_id: id(1, 16),
      kind: "llm",
      model: "gpt-5",
      provider: "openai",
      service: "web",
      counts: true,
      has_tokens: true,
      input_tokens: 10n,
      output_tokens: 5n,
      duration: 1000n,
      attributes: [
        ["gen_ai.input.messages", "tenant", "n"],
        ['[{"role":"user","content":"\u0001"}]', "a'b\\c", "9007199254740993"],
      ],
      attribute_types: "Jsi",
      refs: ["c1".repeat(16)],
      origin: "0f".repeat(16),
    }),
    span("shop", 1, 3, {
      kind: "tool",
      tool_name: "search",
      tool_call_id: "call 1",
      counts: true,
      status: "error",
      status_message: "boom",
      duration: 3000n,
      attributes: [["gen_ai.tool.call.arguments"], ['{"q":"paris"}']],
      attribute_types: "j",
      events: [Buffer.of(1)],
      refs: ["c2".repeat(16)],
    }),
    span("shop", 1, 4, { state: "running", status: "running", duration: 0n, version: 1n }),
    span("shop", 2, 5, { kind: "llm", model: "gpt-5", counts: true, has_tokens: true, input_tokens: 1n }),
    span("other", 1, 1, { name: "secret", model: "gpt-5", counts: true, refs: ["c1".repeat(16)] }),
  ]);
  const inSession = { trace_session: "s1", duration: 7n, counts: false };
  const call = { ...inSession, counts: true, has_tokens: true, model: "gpt-5", why: "" };
  await insertRows(store, "ledger", [
    entry("shop", 1, 1, { ...inSession, kind: "agent", agent_name: "planner", why: "not a call" }),
    entry("shop", 1, 2, {
      ...call,
      ...{ kind: "llm", provider: "openai", service: "web", agent_name: "planner", duration: 1000n },
      ...{ input_tokens: 10n, output_tokens: 5n, price_version: "p1" },
      ...{ cost_source: "computed", cost: "0.0035", cost_input: "0.001", cost_output: "0.0025" },
    }),
    entry("shop", 1, 3, {
      ...inSession,
      ...{ kind: "tool", tool_name: "search", counts: true, failed: true, duration: 3000n, agent_name: "planner" },
    }),
    entry("shop", 2, 5, { ...call, kind: "llm", input_tokens: 1n }),
  ]);
  await insertRows(store, "traces", [
    trace("shop", 1, {
      session_id: "s1",
      user_id: "ann",
      status: "error",
      error_count: 1n,
      span_count: 4n,
      speakers: Buffer.from([1, 2, 2].map((number) => id(number, 16)).join(""), "hex"),
    }),
    trace("shop", 2, { session_id: "s1", tags: ["beta"] }),
    trace("shop", 3, { end: noon }),
    trace("other", 1, { name: "secret" }),
  ]);
  await insertRows(store, "sessions", [
    {
      project: "shop",
      session_id: "s1",
      start: noon - 2n * minute,
      end: noon,
      name: "run",
      status: "error",
      trace_count: 2n,
      span_count: 5n,
      version: 1n,
      received,
    },
  ]);
  await insertRows(store, "logs_in", [
    {
      project: "shop",
      id: id(77),
      trace_id: id(1),
      span_id: id(2, 16),
      time: noon - minute + 3n,
      sent_time: noon - minute + 3n,
      severity: 9n,
      severity_text: "INFO",
      event_name: "gen_ai.choice",
      body: '{"n":1}',
      body_type: "j",
      service: "web",
      scope: "lib",
      origin: "0f".repeat(16),
      received,
    },
  ]);
  await insertRows(store, "points_in", [
    {
      project: "shop",
      metric: "tokens",
      series: id(5),
      time: noon - minute + 2n,
      start: noon - 2n * minute,
      type: "sum",
      unit: "1",
      temporality: 1n,
      monotonic: true,
      value_type: "int",
      int_value: 42n,
      service: "web",
      origin: "0f".repeat(16),
      received,
    },
  ]);
});

afterAll(() => engine.cleanup());

const inWeb = { "service.name": "web", host: "a" };
const absent = { workflowName: null, platform: null, tags: [], environment: null, release: null, metadata: {} };
const silentModel = {
  finishReasons: [],
  streaming: null,
  timeToFirstTokenNanos: null,
  system: null,
  input: [],
  output: [],
};
const startOfFirst = noon - minute;

const llmSpan = {
  traceId: id(1),
  spanId: id(2, 16),
  parentSpanId: id(1, 16),
  name: "span 2",
  kind: "llm",
  dialect: "otel",
  status: "ok",
  statusMessage: null,
  startTime: String(startOfFirst + 1n),
  endTime: String(startOfFirst + 1001n),
  durationNanos: "1000",
  service: "web",
  sessionId: null,
  userId: null,
  agentName: "planner",
  ...absent,
  provider: "openai",
  model: "gpt-5",
  responseModel: null,
  tokens: { input: 10, output: 5, total: 15, cached: 0, cacheWrite: 0, reasoning: 0 },
  cost: costOfCall,
  notCountedBecause: null,
  noCostBecause: null,
  ...silentModel,
  countsTowardTotals: true,
  duplicateOf: null,
  input: [{ role: "user", parts: [{ type: "text", text: "What is the Capital of France?" }] }],
  tool: null,
  error: null,
  events: [],
  links: [],
  attributes: {
    "gen_ai.input.messages": [{ role: "user", content: "What is the Capital of France?" }],
    tenant: "a'b\\c",
    n: "9007199254740993",
  },
  resource: inWeb,
};

test("tells one span, whole, and the same after it was sent again", async () => {
  expect(await ask(`shop/spans/${id(1)}/${id(2, 16)}`)).toEqual(llmSpan);
  await insertRows(engine.store, "spans_in", [
    span("shop", 1, 4, { state: "running", status: "running", duration: 0n, version: 1n }),
  ]);
  const { spans } = (await ask(`shop/traces/${id(1)}`)) as unknown as { spans: { spanId: string }[] };
  expect(spans.map((one) => one.spanId)).toEqual([1, 2, 3, 4].map((number) => id(number, 16)));
});

test("tells of a failed tool call what was asked and what was thrown, and of a running span no end", async () => {
  const { spans } = (await ask(`shop/traces/${id(1)}`)) as unknown as { spans: Record<string, unknown>[] };
  const [, , tool, running] = spans;
  expect([tool?.tool, tool?.error, tool?.events]).toEqual([
    { name: "search", callId: "call 1", arguments: { q: "paris" }, result: null },
    { type: null, message: "boom", stack: "at x" },
    [{ time: "1", name: "exception", attributes: { "exception.stacktrace": "at x" } }],
  ]);
  expect([running?.status, running?.endTime, running?.durationNanos]).toEqual(["running", null, null]);
});

test("leaves messages and tool bodies out when asked to", async () => {
  const { spans } = (await ask(`shop/traces/${id(1)}?content=none`)) as unknown as { spans: (typeof llmSpan)[] };
  expect(spans[1]).toEqual({ ...llmSpan, input: [], attributes: { tenant: "a'b\\c", n: "9007199254740993" } });
  expect([spans[2]?.tool, spans[2]?.attributes]).toEqual([
    { name: "search", callId: "call 1", arguments: null, result: null },
    {},
  ]);
});

test("pages through the spans of a trace, each told once", async () => {
  const told: string[] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const behind = cursor === "" ? "" : `&cursor=${cursor}`;
    const page = (await ask(`shop/traces/${id(1)}?limit=3${behind}`)) as unknown as {
      spans: { spanId: string }[];
      nextCursor: string | null;
    };
    told.push(...page.spans.map((one) => one.spanId));
    cursor = page.nextCursor;
  }
  expect(told).toEqual([1, 2, 3, 4].map((number) => id(number, 16)));
});

test("lists traces newest first", async () => {
  expect(await ask("shop/traces?limit=1")).toEqual({
    status: 200,
    items: [
      {
        traceId: id(1),
        rootKind: "agent",
        sessionId: "s1",
        name: "run",
        status: "error",
        startTime: String(startOfFirst),
        endTime: String(startOfFirst + 5_000_000_000n),
        durationNanos: "5000000000",
        spanCount: 4,
        errorCount: 1,
        llmCalls: 0,
        toolCalls: 0,
        tokens: null,
        cost: null,
        costCoverage: { reported: 0, computed: 0, estimated: 0, unknown: 0 },
        userId: "ann",
        agentName: null,
        service: null,
        tags: [],
        inputPreview: "What is the Capital of France?",
        outputPreview: null,
      },
    ],
    nextCursor: expect.any(String),
  });
  expect(idsOf(await ask("shop/traces"))).toEqual([id(1), id(2), id(3)]);
  expect(idsOf(await ask("shop/traces?order=asc"))).toEqual([id(3), id(2), id(1)]);
  expect(idsOf(await ask("shop/traces?sort=duration"))).toEqual([id(3), id(1), id(2)]);
});

test.each([
  ["session=s1", [1, 2]],
  ["user=ann", [1]],
  ["status=error", [1]],
  ["status=error&status=ok", [1, 2, 3]],
  ["tag=beta", [2]],
  ["model=gpt-5", [1, 2]],
  ["model=gpt-5&tool=search", [1]],
  ["agent=planner", [1]],
  ["kind=tool&kind=llm", [1, 2]],
  ["provider=openai", [1]],
  ["service=web", [1]],
  ["minDuration=6000000000", [3]],
  ["maxDuration=5000000000", [1, 2]],
  ["minCost=0", []],
  ["attr.tenant=a'b%5Cc", [1]],
  ["attr.tenant=nobody&attr.tenant=a'b%5Cc", [1]],
  ["attr.tenant=nobody", []],
  ["attr.host=a", [1]],
  ["q=PLAN", [1]],
  ["q=capital of FRANCE", [1]],
  ["q=paris", [1]],
  ["q=stacktrace", [1]],
  ["q=not yours", []],
  [`from=${noon - 2n * minute}`, [1, 2]],
  ["to=2026-11-21T11:58:00Z&from=2026-11-21", [3]],
] as [string, number[]][])("narrows traces by %s", async (query, expected) => {
  expect(idsOf(await ask(`shop/traces?${query}`))).toEqual(expected.map((number) => id(number)));
});

test("lists sessions, by what their traces say too", async () => {
  const session = {
    sessionId: "s1",
    name: "run",
    status: "error",
    startTime: String(noon - 2n * minute),
    endTime: String(noon),
    durationNanos: String(2n * minute),
    endReason: null,
    traceCount: 2,
    spanCount: 5,
    errorCount: 0,
    llmCalls: 0,
    toolCalls: 0,
    tokens: null,
    cost: null,
    costCoverage: { reported: 0, computed: 0, estimated: 0, unknown: 0 },
    botName: null,
    botType: null,
    platform: null,
    userId: null,
    agentName: null,
    service: null,
    tags: [],
    metadata: {},
  };
  const found = { status: 200, items: [session], nextCursor: null };
  expect(await ask("shop/sessions")).toEqual(found);
  expect(await ask("shop/sessions?tool=search&model=gpt-5")).toEqual(found);
  expect(await ask("shop/sessions?tool=none")).toEqual({ ...found, items: [] });
  const one = (await ask("shop/sessions/s1")) as unknown as Record<"traces" | "events", Record<string, unknown>[]>;
  expect({ ...one, traces: idsOf({ items: one.traces }), events: one.events.map((told) => told.eventName) }).toEqual({
    status: 200,
    session,
    traces: [id(2), id(1)],
    events: ["gen_ai.choice"],
    nextCursor: null,
  });
});

test("tells the logs and metrics of a trace", async () => {
  const log = {
    id: id(77),
    traceId: id(1),
    spanId: id(2, 16),
    time: String(startOfFirst + 3n),
    sentTime: String(startOfFirst + 3n),
    observedTime: null,
    severity: 9,
    severityText: "INFO",
    eventName: "gen_ai.choice",
    body: { n: 1 },
    service: "web",
    scope: "lib",
    attributes: {},
    resource: inWeb,
  };
  const found = { status: 200, items: [log], nextCursor: null };
  expect(await ask(`shop/traces/${id(1)}/logs`)).toEqual(found);
  expect(await ask(`shop/traces/${id(1)}/logs?span=${id(3, 16)}`)).toEqual({ ...found, items: [] });
  expect(await ask("shop/logs?severity=9&session=s1&q=N")).toEqual(found);
  expect(await ask("shop/logs?severity=10")).toEqual({ ...found, items: [] });
  const points = { status: 200, items: [point], nextCursor: null };
  expect(await ask(`shop/traces/${id(1)}/metrics`)).toEqual(points);
  expect(await ask("shop/metrics/tokens?attr.host=a")).toEqual(points);
  expect(await ask("shop/metrics")).toEqual({
    status: 200,
    items: [
      {
        name: "tokens",
        type: "sum",
        unit: "1",
        description: null,
        services: ["web"],
        series: 1,
        points: 1,
        lastTime: point.time,
      },
    ],
    nextCursor: null,
  });
});

const point = {
  metric: "tokens",
  series: id(5),
  type: "sum",
  unit: "1",
  description: null,
  temporality: "delta",
  monotonic: true,
  time: String(startOfFirst + 2n),
  startTime: String(noon - 2n * minute),
  value: 42,
  count: null,
  sum: null,
  min: null,
  max: null,
  bounds: [],
  buckets: [],
  exponential: null,
  quantiles: [],
  exemplars: [],
  service: "web",
  scope: null,
  attributes: {},
  resource: inWeb,
};

test("sums usage over the spans that count", async () => {
  const costCoverage = { reported: 0, computed: 1, estimated: 0, unknown: 1 };
  const known = { cost: costOfCall, costCoverage, coverage: 0.5 };
  const usage = (group: object, more: object) => ({ time: null, group, ...known, ...more });
  const zero = { cached: 0, cacheWrite: 0, reasoning: 0 };
  const both = { input: 11, output: 5, total: 16, ...zero };
  const latency = { average: "503", p50: "7", p90: "1000", p95: "1000", p99: "1000" };
  const models = { spans: 2, spanErrors: 0, calls: 2, errors: 0, successRate: 1, tokens: both, latency };
  const [row] = (await ask("shop/usage?groupBy=model&model=gpt-5&session=s1")).items as object[];
  expect(row).toEqual(usage({ model: "gpt-5" }, models));
  const all = await ask("shop/usage?groupBy=session");
  const ofTool = { spans: 4, spanErrors: 1, calls: 3, errors: 1, successRate: 2 / 3, tokens: both };
  expect(all.items).toEqual([usage({ session: "s1" }, { ...ofTool, latency: expect.any(Object) })]);
  const tools = await ask("shop/tools");
  expect(tools.items).toEqual([
    {
      name: "search",
      detail: null,
      calls: 1,
      failures: 1,
      successRate: 0,
      traces: 1,
      latency: { average: "3000", p50: "3000", p90: "3000", p95: "3000", p99: "3000" },
      tokens: null,
      cost: null,
      costCoverage: { reported: 0, computed: 0, estimated: 0, unknown: 0 },
      firstTime: String(startOfFirst + 2n),
      lastTime: String(startOfFirst + 2n),
      lastTraceId: id(1),
      lastSpanId: id(3, 16),
    },
  ]);
});

test("tells how the way in fares", async () => {
  await insertRows(engine.store, "rejected", [
    {
      project: "shop",
      id: id(9),
      signal: "traces",
      code: "bad_id",
      reason: "no id",
      source: "curl",
      service: "web",
      copy: "abc",
      size: 3n,
      received,
    },
  ]);
  const from = noon - 60n * minute;
  expect(await ask(`shop/ingest?from=${from}`)).toEqual({
    status: 200,
    accepted: 7,
    rejected: 1,
    late: 0,
    skewed: 0,
    cut: 0,
    orphan: 0,
    unknownModel: 1,
    unknownDialect: 5,
    sources: expect.any(Array),
    items: [
      {
        id: id(9),
        signal: "traces",
        code: "bad_id",
        reason: "no id",
        source: "curl",
        service: "web",
        time: String(BigInt(received) * 1_000_000n),
        size: 3,
        copy: "YWJj",
      },
    ],
    nextCursor: null,
  });
});

test("a page begins where the last one ended while traces arrive, and shows none that were removed or replaced", async () => {
  const { store } = engine;
  await insertRows(
    store,
    "traces",
    [10, 11, 12, 13, 14].map((number) => trace("busy", number)),
  );
  await insertRows(store, "origins", [{ project: "busy", origin: "0d".repeat(16), received }]);
  const first = await ask("busy/traces?limit=2");
  expect(idsOf(first)).toEqual([id(10), id(11)]);
  await insertRows(store, "traces", [
    trace("busy", 5),
    trace("busy", 13),
    trace("busy", 12, { version: 2n, removed: 1n }),
    trace("busy", 14, { version: 2n, name: "renamed" }),
  ]);
  const second = await ask(`busy/traces?limit=2&cursor=${first.nextCursor}`);
  expect(idsOf(second)).toEqual([id(13), id(14)]);
  expect((second.items as { name: string }[]).map((one) => one.name)).toEqual(["run", "renamed"]);
  expect(second.nextCursor).toBeNull();
  expect(idsOf(await ask("busy/traces"))).toEqual([id(5), id(10), id(11), id(13), id(14)]);
});

test("looks further back when the newest traces do not answer", async () => {
  const { store } = engine;
  await insertRows(store, "origins", [{ project: "deep", origin: "0c".repeat(16), received }]);
  await insertRows(
    store,
    "traces",
    Array.from({ length: 12 }, (_, number) => trace("deep", number + 1)),
  );
  await insertRows(store, "spans_in", [
    span("deep", 12, 1, { model: "old", attributes: [["a"], ["1"]], attribute_types: "s" }),
  ]);
  expect(idsOf(await ask("deep/traces?limit=1&model=old"))).toEqual([id(12)]);
  expect(idsOf(await ask("deep/traces?limit=1&attr.a=1"))).toEqual([id(12)]);
  expect(idsOf(await ask("deep/traces?limit=1&attr.a=2"))).toEqual([]);
});

test("answers to what was told last of a span, and tells it once though it began in another minute at first", async () => {
  const { store } = engine;
  const told = { attributes: [["step"], ["first"]], attribute_types: "s" };
  const again = { attributes: [["step"], ["last"]], attribute_types: "s", version: 3n, start: noon - 19n * minute };
  await insertRows(store, "origins", [{ project: "twice", origin: "0b".repeat(16), received }]);
  await insertRows(store, "traces", [trace("twice", 20)]);
  await insertRows(store, "spans_in", [
    span("twice", 20, 1, told),
    span("twice", 20, 2, told),
    span("twice", 20, 1, again),
    span("twice", 20, 2, { ...told, attributes: [["step"], ["second"]], version: 3n }),
  ]);
  const { spans } = (await ask(`twice/traces/${id(20)}`)) as unknown as { spans: { attributes: object }[] };
  expect(spans.map((one) => one.attributes)).toEqual([{ step: "second" }, { step: "last" }]);
  expect(idsOf(await ask("twice/traces?attr.step=second"))).toEqual([id(20)]);
});

test("keeps apart two projects with the same trace", async () => {
  const { spans } = (await ask(`other/traces/${id(1)}`)) as unknown as { spans: { name: string }[] };
  expect(spans.map((one) => one.name)).toEqual(["secret"]);
  expect(idsOf(await ask("shop/traces?q=secret"))).toEqual([]);
  const told = { code: "not_found", message: "there is no project of that name, or it is not open to you" };
  const foreign = { status: 404, error: told };
  for (const path of ["traces", `traces/${id(1)}`, "usage", "ingest", "logs", "metrics", "sessions/s1"]) {
    expect(await ask(`other/${path}`, ["shop"])).toEqual(foreign);
    expect(await ask(`nowhere/${path}`)).toEqual(foreign);
  }
});

test.each([
  ["traces?limit=0", "limit"],
  ["traces?limit=1&limit=2", "limit"],
  ["traces?status=fine", "status"],
  ["traces?kind=tol", "kind"],
  ["traces?from=yesterday", "from"],
  ["traces?from=5&to=4", "from"],
  ["traces?minDuration=1s", "minDuration"],
  ["traces?sort=colour", "sort"],
  ["traces?cursor=abc", "cursor"],
  ["traces?modell=x", "modell"],
  ["traces/xyz", "traceId"],
  ["usage?groupBy=colour", "groupBy"],
  ["metrics?model=x", "model"],
])("answers 400 to %s and names it", async (path, name) => {
  const { status, error } = (await ask(`shop/${path}`)) as unknown as { status: number; error: Record<string, string> };
  expect([status, error.code]).toEqual([400, "bad_request"]);
  expect(error.message).toContain(name);
});

test("serves its reference from here", async () => {
  const api = open();
  const page = await (await api.request("/docs")).text();
  expect(page).not.toMatch(/https?:/);
  const script = await api.request("/docs/reference.js");
  expect([script.status, script.headers.get("content-type")]).toEqual([200, "text/javascript; charset=utf-8"]);
});

test("lists the projects the caller may see", async () => {
  const names = async (projects?: readonly string[]) => {
    const answer = await open(projects).request("/api/projects");
    return ((await answer.json()) as { items: { id: string }[] }).items.map((project) => project.id);
  };
  expect(await names(["shop"])).toEqual(["shop"]);
  expect(await names()).toEqual(expect.arrayContaining(["default", "shop", "other"]));
});
