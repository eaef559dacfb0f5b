import { afterAll, beforeAll, expect, test } from "vitest";
import type { LogInput, SpanInput } from "../src/otlp/otlp-input.ts";
import { logsRequest, tracesRequest } from "../src/otlp/otlp-writer.ts";
import { findLogs } from "../src/store/queries/find-logs.ts";
import { findSessions } from "../src/store/queries/find-sessions.ts";
import { readSession } from "../src/store/queries/read-session.ts";
import { closeSessions } from "../src/store/settle-told.ts";
import { type TestReceiver, testReceiver } from "./test-receiver.ts";

let at: TestReceiver;
beforeAll(async () => {
  at = await testReceiver();
});
afterAll(() => at.cleanup());

let projects = 0;
const newProject = () => `told-${projects++}`;

const second = 1_000_000_000n;
const noon = 1_790_000_000n * second;
const sdk = { resource: { "service.name": "bot" }, scope: { name: "@spanwise/sdk" } };
const id = "s-1";

const known = {
  "session.id": id,
  "user.id": "u-1",
  "spanwise.platform": "discord",
  "spanwise.bot.name": "support",
  "spanwise.bot.type": "agent",
  "spanwise.tags": ["production", "support"],
  "spanwise.metadata": '{"plan":"pro"}',
};
const started: LogInput = { time: noon, eventName: "spanwise.session.start", attributes: known };
const ended: LogInput = {
  time: noon + 60n * second,
  eventName: "spanwise.session.end",
  attributes: {
    ...known,
    "spanwise.metadata": '{"plan":"pro","rating":5}',
    "spanwise.session.end_reason": "explicit",
    "spanwise.session.success": false,
  },
};
const happened: LogInput = {
  time: noon + 20n * second,
  eventName: "spanwise.event",
  attributes: { "session.id": id, "spanwise.event.name": "roundtable_vote", "spanwise.event.data": '{"score":3}' },
};
const call: SpanInput = {
  traceId: "1".repeat(32),
  spanId: "2".repeat(16),
  name: "chat m",
  start: noon + 10n * second,
  end: noon + 12n * second,
  attributes: {
    "session.id": id,
    "gen_ai.operation.name": "chat",
    "gen_ai.request.model": "m",
    "gen_ai.usage.input_tokens": 10,
    "gen_ai.usage.output_tokens": 5,
  },
};

const logs = (...items: LogInput[]) => ["logs", logsRequest({ ...sdk, items })] as const;
const spans = (...items: SpanInput[]) => ["traces", tracesRequest({ ...sdk, items })] as const;

async function send(project: string, ...requests: readonly (readonly ["logs" | "traces", Buffer | Uint8Array])[]) {
  for (const [signal, body] of requests) await at.send(signal, body, project);
}

const read = async (project: string) => (await readSession(at.store, { project, sessionId: id, limit: 50 }))?.session;
const list = async (project: string, filters: object = {}) => {
  const range = { from: 0n, to: noon * 2n };
  return (await findSessions(at.store, { project, range, ...filters }, { order: "desc", limit: 50 })).items;
};

const whole = {
  sessionId: id,
  name: "chat m",
  status: "error",
  startTime: String(noon),
  endTime: String(noon + 60n * second),
  durationNanos: String(60n * second),
  endReason: "explicit",
  traceCount: 1,
  spanCount: 1,
  llmCalls: 1,
  botName: "support",
  botType: "agent",
  platform: "discord",
  userId: "u-1",
  service: "bot",
  tags: ["production", "support"],
  metadata: { plan: "pro", rating: 5 },
};

test("a session is what is told of it and what its traces add up to, in whatever order and however often it comes", async () => {
  const requests = [logs(started), spans(call), logs(ended), logs(happened)];
  const orders = [
    [0, 1, 3, 2],
    [2, 3, 1, 0],
    [1, 2, 2, 0, 1, 3, 0, 3],
  ];
  for (const order of orders) {
    const project = newProject();
    await send(project, ...order.map((index) => requests[index] as (typeof requests)[number]));
    expect(await read(project)).toMatchObject(whole);
    expect(await list(project)).toMatchObject([whole]);
  }
});

test("a session that only its events tell of is there, runs until its end is told, and has its events", async () => {
  const project = newProject();
  await send(project, logs(started, happened));
  expect(await read(project)).toMatchObject({
    name: "",
    status: "running",
    startTime: String(noon),
    endTime: null,
    endReason: null,
    traceCount: 0,
    spanCount: 0,
    tokens: null,
    cost: null,
    botName: "support",
    metadata: { plan: "pro" },
  });
  await send(project, logs(ended));
  const answer = await readSession(at.store, { project, sessionId: id, limit: 50 });
  expect(answer?.session).toMatchObject({ status: "error", endReason: "explicit", traceCount: 0 });
  expect(answer?.traces).toEqual([]);
  expect(answer?.events.map(({ eventName, attributes }) => [eventName, attributes["spanwise.event.name"]])).toEqual([
    ["spanwise.session.start", undefined],
    ["spanwise.event", "roundtable_vote"],
    ["spanwise.session.end", undefined],
  ]);
  const range = { from: 0n, to: noon * 2n };
  const found = await findLogs(at.store, { project, range, session: ["s-2"] }, { order: "asc", limit: 50 });
  expect(found.items).toEqual([]);
});

test("sessions are found by who talked where, by tag and by how they went", async () => {
  const project = newProject();
  await send(project, logs(started, ended));
  const none = [{ user: ["u-2"] }, { platform: ["slack"] }, { tag: ["x"] }, { status: ["ok"] }];
  const one = [{ user: ["u-1"] }, { platform: ["discord"] }, { tag: ["support"] }, { status: ["error"] }];
  expect(await Promise.all(none.map(async (filters) => (await list(project, filters)).length))).toEqual([0, 0, 0, 0]);
  expect(await Promise.all(one.map(async (filters) => (await list(project, filters)).length))).toEqual([1, 1, 1, 1]);
});

test("what a program says at the end goes before what its traces say, and an end goes before a running trace", async () => {
  const project = newProject();
  const good = { ...ended, attributes: { ...ended.attributes, "spanwise.session.success": true } };
  await send(project, spans({ ...call, status: { code: 2, message: "no" } }), logs(good));
  expect(await read(project)).toMatchObject({ status: "ok", errorCount: 1 });
});

test("a span of a session tells of it where no records come", async () => {
  const project = newProject();
  const root = { ...call, name: "session", attributes: { ...known, "spanwise.kind": "session" } };
  await send(project, spans(root));
  expect(await read(project)).toMatchObject({
    status: "ok",
    botName: "support",
    botType: "agent",
    userId: "u-1",
    platform: "discord",
    tags: ["production", "support"],
    metadata: { plan: "pro" },
    endReason: null,
    traceCount: 1,
  });
});

test("a session that was left open is over once nothing happened for long, and runs again when something does", async () => {
  const project = newProject();
  await send(project, logs(started));
  expect(await read(project)).toMatchObject({ status: "running" });
  await closeSessions(at.store, 60);
  expect(await read(project)).toMatchObject({ status: "ok", endReason: null, endTime: String(noon) });
  await send(project, spans(call));
  expect(await read(project)).toMatchObject({ status: "running" });
});

test("metadata may be long, and be the same in many sessions", async () => {
  const project = newProject();
  const metadata = { long: "x".repeat(5000), list: ["y".repeat(500), "z".repeat(500)] };
  const attributes = { ...known, "spanwise.metadata": JSON.stringify(metadata) };
  const other = { ...attributes, "session.id": "s-2" };
  await send(project, logs({ ...started, attributes }, { ...started, attributes: other }));
  expect((await list(project)).map((session) => session.metadata)).toEqual([metadata, metadata]);
});

test("what stands in the records is harmless, whatever it is", async () => {
  const project = newProject();
  const odd = (attributes: LogInput["attributes"]) => ({ ...started, attributes: { "session.id": id, ...attributes } });
  await send(
    project,
    logs(
      odd({ "spanwise.tags": "no list", "spanwise.metadata": "[1]" }),
      odd({ "spanwise.tags": [1, "a"], "spanwise.metadata": "{", "spanwise.session.success": "perhaps" }),
      odd({ "spanwise.metadata": `{"long":"${"x".repeat(70_000)}"}`, "spanwise.session.end_reason": "odd" }),
      { ...started, attributes: {} },
    ),
  );
  expect(await read(project)).toMatchObject({ status: "running", metadata: {}, endReason: null, botName: null });
});
