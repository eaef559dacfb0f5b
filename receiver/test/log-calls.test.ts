import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { encodeJson } from "../src/otlp/json.ts";
import type { LogInput, ValueInput } from "../src/otlp/otlp-input.ts";
import { logsRequest, tracesRequest } from "../src/otlp/otlp-writer.ts";
import { type TestReceiver, testReceiver } from "./test-receiver.ts";

let at: TestReceiver;
beforeAll(async () => {
  at = await testReceiver();
});
afterAll(() => at.cleanup());

let projects = 0;
const newProject = () => `project-${projects++}`;

const second = 1_000_000_000n;
const noon = 1_790_000_000n * second;
const session = "1e518018-f96b-4d1a-88ff-5f9a56da2598";
const interaction = "d142119eea01de42";
const traceId = "6ad27d6821db31e881ad2d9866624a9d";

const recorded = (name: string) => readFileSync(join(import.meta.dirname, "recorded", `${name}.json`), "utf8");
const encoded = (signal: "logs" | "traces" | "metrics", text: string) => encodeJson(signal, Buffer.from(text)).body;
const claudeCode = {
  logs: encoded("logs", recorded("claude-code-2.1.logs")),
  traces: encoded("traces", recorded("claude-code-2.1.traces")),
  metrics: encoded("metrics", recorded("claude-code-2.1.metrics")),
};
type Signal = keyof typeof claudeCode;

/** As it is when traces are not switched on. */
const withoutContext = (text: string) => text.replaceAll(/"(traceId|spanId)": "[0-9a-f]*"/g, '"$1": ""');

const rows = (project: string) =>
  at.store.query<Record<string, unknown>>({
    text: `SELECT lower(hex(trace_id)) AS in_trace, lower(hex(span_id)) AS id, lower(hex(parent_span_id)) AS parent, name,
      kind, dialect, signal, status, start, duration, session_id, user_id != '' AS has_user, provider, model, has_tokens,
      input_tokens, output_tokens, cached_tokens, cache_write_tokens, reasoning_tokens, token_rule, reported_cost,
      tool_name, tool_call_id, error_type, error_message, counts
    FROM spans FINAL WHERE project = {project:String} ORDER BY start, name, id`,
    params: { project },
  });

const logRows = async (project: string) => (await rows(project)).filter(({ signal }) => signal === "log");

/** The calls of models that count, once it is reckoned whose they are. */
const counted = (project: string) =>
  at.store.query<Record<string, unknown>>({
    text: `SELECT signal, lower(hex(span_id)) AS id, input_tokens, toFloat64(cost) AS dollars, failed, error_type
    FROM ledger FINAL WHERE project = {project:String} AND counts AND kind = 'llm' ORDER BY start, id`,
    params: { project },
  });

const picked = (all: readonly Record<string, unknown>[], ...names: string[]) =>
  all.map((row) => names.map((name) => row[name]));

async function sendLogs(project: string, ...items: readonly LogInput[]) {
  return at.send("logs", logsRequest({ resource: { "service.name": "codex_exec" }, items }), project);
}

test("Claude Code's events alone are a session with its prompt, calls and tools", async () => {
  const project = newProject();
  const body = encoded("logs", withoutContext(recorded("claude-code-2.1.logs")));
  for (let times = 0; times < 2; times += 1) {
    expect(await at.send("logs", body, project)).toEqual({ rejected: 0, message: null });
  }
  const found = await rows(project);
  expect(picked(found, "name", "kind", "status", "start", "duration", "tool_name", "tool_call_id")).toEqual([
    ["Claude Code", "agent", "ok", "1795228749491000000", "0", "", ""],
    ["chat claude-sonnet-4-5", "llm", "ok", "1795228749557000000", "187000000", "", ""],
    ["execute_tool Bash", "tool", "ok", "1795228749707000000", "71000000", "Bash", "toolu_fake01"],
    ["chat claude-sonnet-4-5", "llm", "ok", "1795228749799000000", "133000000", "", ""],
  ]);
  const tokens = ["input_tokens", "output_tokens", "cached_tokens", "cache_write_tokens", "token_rule"];
  expect(picked(found, "reported_cost", "provider", "model", "counts", ...tokens).filter(([cost]) => cost)).toEqual([
    [
      "0.00438",
      "anthropic",
      "claude-sonnet-4-5",
      true,
      "1240",
      "30",
      "200",
      "1000",
      "cache added to input: told apart",
    ],
    [
      "0.0007499999999999999",
      "anthropic",
      "claude-sonnet-4-5",
      true,
      "1225",
      "21",
      "1200",
      "0",
      "cache added to input: told apart",
    ],
  ]);
  const [prompt] = found;
  expect(new Set(picked(found, "in_trace", "session_id", "has_user", "dialect", "signal").map(String))).toEqual(
    new Set([`${prompt?.in_trace},${session},1,claude-code,log`]),
  );
  expect(found.map(({ parent }) => parent)).toEqual(["0".repeat(16), ...Array.from({ length: 3 }, () => prompt?.id)]);
  const traces = await at.store.query({
    text: `SELECT name, root_kind, span_count, llm_calls, tool_calls, orphan_count, session_id FROM traces FINAL
      WHERE project = {project:String}`,
    params: { project },
  });
  expect(traces).toMatchObject([
    { name: "Claude Code", root_kind: "agent", span_count: "4", llm_calls: "2", tool_calls: "1", orphan_count: "0" },
  ]);
  const logs = await at.store.query({
    text: "SELECT count() AS records FROM logs FINAL WHERE project = {project:String}",
    params: { project },
  });
  expect(logs).toEqual([{ records: "7" }]);
});

test("with a trace around them the events hang below the span they were told in, which comes or not", async () => {
  const project = newProject();
  await at.send("logs", claudeCode.logs, project);
  const found = await rows(project);
  expect(picked(found, "in_trace", "id", "parent", "name").map((row) => [row[0], row[2], row[3]])).toEqual([
    [traceId, "0".repeat(16), "Claude Code"],
    [traceId, interaction, "chat claude-sonnet-4-5"],
    [traceId, interaction, "execute_tool Bash"],
    [traceId, interaction, "chat claude-sonnet-4-5"],
  ]);
  expect(found[0]?.id).toBe(interaction);
});

const orders: readonly (readonly Signal[])[] = [
  ["logs", "traces", "metrics"],
  ["logs", "metrics", "traces"],
  ["traces", "logs", "metrics"],
  ["traces", "metrics", "logs"],
  ["metrics", "logs", "traces"],
  ["metrics", "traces", "logs"],
];

test("logs, traces and metrics of one run give the same rows in every order, and twice", async () => {
  const results = [];
  for (const order of orders) {
    const project = newProject();
    const isLast = order === orders.at(-1);
    for (const signal of isLast ? [...order, ...order] : order) await at.send(signal, claudeCode[signal], project);
    results.push(await rows(project));
    expect(picked(await counted(project), "signal", "input_tokens", "dollars")).toEqual([
      ["span", "1240", 0.00438],
      ["span", "1225", 0.00075],
    ]);
  }
  expect(picked(results[0] ?? [], "signal", "name")).toHaveLength(9);
  expect(results[0]?.find(({ id }) => id === interaction)).toMatchObject({
    name: "claude_code.interaction",
    signal: "span",
  });
  expect(
    picked(
      (results[0] ?? []).filter(({ signal }) => signal === "log"),
      "kind",
      "input_tokens",
      "parent",
    ),
  ).toEqual([
    ["llm", "1240", interaction],
    ["tool", "0", interaction],
    ["llm", "1225", interaction],
  ]);
  for (const result of results) expect(result).toEqual(results[0]);
});

test("events without a trace count once beside the spans of their session, and alone until those come", async () => {
  const logs = encoded("logs", withoutContext(recorded("claude-code-2.1.logs")));
  const both = { logs, traces: claudeCode.traces };
  for (const order of [["logs", "traces"] as const, ["traces", "logs"] as const]) {
    const project = newProject();
    for (const signal of order) {
      await at.send(signal, both[signal], project);
      expect(picked(await counted(project), "input_tokens")).toEqual([["1240"], ["1225"]]);
    }
  }
});

test("a record is the same row in any batch, last first and beside others", async () => {
  const request = JSON.parse(withoutContext(recorded("claude-code-2.1.logs")));
  const [resource] = request.resourceLogs;
  const [scope] = resource.scopeLogs;
  const one = newProject();
  await at.send("logs", encoded("logs", JSON.stringify(request)), one);
  const other = newProject();
  for (const record of scope.logRecords.toReversed()) {
    const alone = { resourceLogs: [{ ...resource, scopeLogs: [{ ...scope, logRecords: [record, record] }] }] };
    await at.send("logs", encoded("logs", JSON.stringify(alone)), other);
  }
  expect(await rows(other)).toEqual(await rows(one));
});

const codex = (time: bigint, name: string, attributes: Record<string, ValueInput>): LogInput => ({
  time: noon + time * second,
  eventName: "event otel/src/events/session_telemetry.rs:712",
  attributes: { "event.name": `codex.${name}`, "conversation.id": "conv-1", model: "gpt-5", ...attributes },
});

test("Codex tells the end of an answer twice and its event's name as a place: it is one call", async () => {
  const project = newProject();
  const completed = { "event.kind": "response.completed" };
  const told = await sendLogs(
    project,
    codex(0n, "conversation_starts", {}),
    codex(1n, "user_prompt", { prompt: "hello", prompt_length: "5" }),
    codex(2n, "api_request", { duration_ms: "80", "http.response.status_code": 200, attempt: 0 }),
    codex(3n, "sse_event", { "event.kind": "response.output_text.delta", duration_ms: "3" }),
    codex(4n, "sse_event", { ...completed, duration_ms: "2" }),
    codex(4n, "sse_event", {
      ...completed,
      input_token_count: "158",
      output_token_count: "42",
      cached_token_count: 128,
      cache_write_token_count: 0,
      reasoning_token_count: 16,
      tool_token_count: "200",
    }),
    codex(5n, "tool_result", {
      tool_name: "shell",
      call_id: "c-1",
      success: "false",
      duration_ms: "1000",
      output: "no",
    }),
    codex(6n, "api_request", { duration_ms: "90", "http.response.status_code": 429, "error.message": "slow down" }),
    codex(7n, "sse_event", { "event.kind": "response.failed", "error.message": "idle timeout" }),
  );
  expect(told).toEqual({ rejected: 0, message: null });
  const found = await rows(project);
  expect(
    picked(found, "name", "kind", "status", "input_tokens", "output_tokens", "cached_tokens", "reasoning_tokens"),
  ).toEqual([
    ["Codex", "agent", "ok", "0", "0", "0", "0"],
    ["chat gpt-5", "llm", "ok", "158", "42", "128", "16"],
    ["execute_tool shell", "tool", "error", "0", "0", "0", "0"],
    ["chat gpt-5", "llm", "error", "0", "0", "0", "0"],
    ["chat gpt-5", "llm", "error", "0", "0", "0", "0"],
  ]);
  expect(picked(found, "error_type", "error_message", "has_tokens").slice(3)).toEqual([
    ["429", "slow down", false],
    ["", "idle timeout", false],
  ]);
  expect(new Set(picked(found, "session_id", "dialect", "parent", "in_trace").map(String)).size).toBe(1);
  const names = await at.store.query({
    text: "SELECT DISTINCT event_name FROM logs FINAL WHERE project = {project:String} ORDER BY event_name LIMIT 2",
    params: { project },
  });
  expect(names).toEqual([{ event_name: "codex.api_request" }, { event_name: "codex.conversation_starts" }]);
});

const gemini = (time: bigint, name: string, attributes: Record<string, ValueInput>): LogInput => ({
  time: noon + time * second,
  body: "API response",
  attributes: { "event.name": name, "session.id": "g-1", prompt_id: "g-1########1", empty: null, ...attributes },
});

test("Gemini CLI tells each call by its own event and twice by OTel's: it is one call", async () => {
  const project = newProject();
  const details = "gen_ai.client.inference.operation.details";
  const genAi = { "gen_ai.operation.name": "generate_content", "gen_ai.request.model": "gemini-2.5-pro" };
  const items = [
    gemini(1n, "gemini_cli.user_prompt", { prompt: "hello" }),
    gemini(2n, details, genAi),
    gemini(4n, "gemini_cli.api_response", {
      model: "gemini-2.5-pro",
      duration_ms: 1500,
      input_token_count: 158,
      output_token_count: 26,
      cached_content_token_count: 128,
      thoughts_token_count: 16,
      tool_token_count: 0,
      total_token_count: 200,
      finish_reasons: ["STOP"],
    }),
    gemini(4n, details, { ...genAi, "gen_ai.usage.input_tokens": 158 }),
    gemini(5n, "gemini_cli.tool_call", { function_name: "ls", success: true, duration_ms: 20, function_args: "{}" }),
    gemini(6n, "gemini_cli.api_error", { model: "gemini-2.5-pro", "error.message": "quota", error_type: "Quota" }),
  ];
  await at.send("logs", logsRequest({ scope: { name: "gemini-cli" }, items }), project);
  const found = await rows(project);
  expect(picked(found, "name", "kind", "status", "input_tokens", "output_tokens", "reasoning_tokens")).toEqual([
    ["Gemini CLI", "agent", "ok", "0", "0", "0"],
    ["chat gemini-2.5-pro", "llm", "ok", "158", "42", "16"],
    ["execute_tool ls", "tool", "ok", "0", "0", "0"],
    ["chat gemini-2.5-pro", "llm", "error", "0", "0", "0"],
  ]);
  expect(found.slice(1).map(({ parent }) => parent)).toEqual(Array.from({ length: 3 }, () => found[0]?.id));
});

test("OTel's events of a call bring its tokens and its error to its span; an evaluation is no call", async () => {
  const project = newProject();
  await at.send("logs", encoded("logs", recorded("otel-genai-2026-structured.logs")), project);
  const found = await rows(project);
  expect(picked(found, "name", "kind", "parent", "input_tokens", "has_tokens", "counts", "error_type")).toEqual([
    ["chat claude-sonnet-4-5", "llm", "3100000000000004", "1240", true, true, ""],
    ["exception", "llm", "3100000000000004", "0", false, false, "RateLimitError"],
  ]);
});

test("an error told by an event is that of its span, whichever comes first, unless that was answered", async () => {
  const span = { traceId, name: "chat m", start: noon, end: noon + second };
  const chat = { "gen_ai.operation.name": "chat", "gen_ai.request.model": "m" };
  const answered = { ...chat, "gen_ai.usage.input_tokens": 5 };
  const spans = [
    { ...span, spanId: "a1".repeat(8), attributes: chat },
    { ...span, spanId: "a2".repeat(8), attributes: answered },
  ];
  const events = spans.map(({ spanId }) => ({
    time: noon,
    traceId,
    spanId,
    eventName: "gen_ai.client.operation.exception",
    attributes: { "exception.type": "RateLimitError", "exception.message": "429" },
  }));
  const sent = { traces: tracesRequest({ items: spans }), logs: logsRequest({ items: events }) };
  for (const order of [["logs", "traces"] as const, ["traces", "logs"] as const]) {
    const project = newProject();
    for (const signal of order) await at.send(signal, sent[signal], project);
    expect(picked(await counted(project), "signal", "id", "failed", "error_type")).toEqual([
      ["span", "a1".repeat(8), true, "RateLimitError"],
      ["span", "a2".repeat(8), false, ""],
    ]);
  }
});

test("messages told by events are no calls", async () => {
  const project = newProject();
  await at.send("logs", encoded("logs", recorded("otel-openai-v1.36.logs")), project);
  expect(await rows(project)).toEqual([]);
});

test("what names neither a span nor a session is a trace of its own", async () => {
  const project = newProject();
  const scope = { name: "com.anthropic.claude_code.events" };
  const items = [1n, 2n].map((time) => ({
    time: noon + time,
    attributes: { "event.name": "api_request", model: "m" },
  }));
  await at.send("logs", logsRequest({ scope, items }), project);
  const found = await rows(project);
  expect(found).toHaveLength(2);
  expect(new Set(found.map(({ in_trace: trace }) => trace)).size).toBe(2);
});

test("a span that comes takes the place of a prompt's, though it began later and ended earlier", async () => {
  const project = newProject();
  const scope = { name: "com.anthropic.claude_code.events" };
  const prompt = { time: noon + 90n * second, traceId, spanId: interaction, body: "claude_code.user_prompt" };
  const span = { traceId, spanId: interaction, name: "claude_code.interaction", start: noon, end: noon + 1n };
  await at.send("traces", tracesRequest({ items: [span] }), project);
  await at.send("logs", logsRequest({ scope, items: [prompt] }), project);
  expect(picked(await rows(project), "name", "signal")).toEqual([["claude_code.interaction", "span"]]);
});

test("a long prompt is stored once, for the record and for the row", async () => {
  const project = newProject();
  const prompt = "Explain this to me at length. ".repeat(400);
  const attributes = { "event.name": "codex.user_prompt", "conversation.id": "c", prompt };
  await sendLogs(project, { time: noon, attributes });
  const stored = await at.store.query({
    text: `SELECT (SELECT count() FROM contents FINAL WHERE project = {project:String}) AS contents,
      (SELECT sum(length(refs)) FROM logs FINAL WHERE project = {project:String}) AS of_logs,
      (SELECT sum(length(refs)) FROM spans FINAL WHERE project = {project:String}) AS of_spans`,
    params: { project },
  });
  expect(stored).toEqual([{ contents: "1", of_logs: "1", of_spans: "1" }]);
});

const names = ["user_prompt", "api_request", "api_error", "tool_result", "sse_event", "api_response", "tool_call"];
const eventNames = [
  ...names.flatMap((name) => [name, `claude_code.${name}`, `codex.${name}`, `gemini_cli.${name}`]),
  "gen_ai.client.inference.operation.details",
  "gen_ai.client.operation.exception",
  "constructor",
  "__proto__",
];
const keys = [
  ..."event.name session.id conversation.id prompt.id prompt_id duration_ms model input_tokens cost_usd".split(" "),
  ..."event.kind input_token_count success tool_name http.response.status_code error.message __proto__".split(" "),
  ..."gen_ai.operation.name gen_ai.request.model gen_ai.usage.input_tokens total_token_count".split(" "),
];
const value: fc.Arbitrary<ValueInput> = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom("response.completed", "chat", "false", "-1", "1e400", "9".repeat(400), "[[", "\ud800"),
  fc.double(),
  fc.maxSafeInteger(),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  fc.boolean(),
  fc.constant(null),
  fc.array(fc.string()),
  fc.dictionary(fc.string(), fc.string()),
);
const record: fc.Arbitrary<LogInput> = fc.record({
  time: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  eventName: fc.option(fc.constantFrom(...eventNames), { nil: "" }),
  body: fc.oneof(value, fc.constantFrom(...eventNames)),
  attributes: fc.array(fc.tuple(fc.constantFrom(...keys), fc.oneof(value, fc.constantFrom(...eventNames)))),
  traceId: fc.constantFrom("", traceId),
  spanId: fc.constantFrom("", interaction),
});

test("whatever a record holds, it is kept and makes at most one row", async () => {
  const batches = fc.array(record, { minLength: 1, maxLength: 120 });
  const programs = fc.constantFrom("com.anthropic.claude_code.events", "gemini-cli", "other");
  await fc.assert(
    fc.asyncProperty(batches, programs, async (items, name) => {
      const project = newProject();
      const { rejected } = await at.send("logs", logsRequest({ scope: { name }, items }), project);
      expect(rejected).toBe(0);
      const [kept] = await at.store.query<{ records: string }>({
        text: "SELECT count() AS records FROM logs FINAL WHERE project = {project:String}",
        params: { project },
      });
      expect(Number(kept?.records)).toBe(items.length);
      expect((await logRows(project)).length).toBeLessThanOrEqual(items.length);
    }),
    { numRuns: 20 },
  );
});
