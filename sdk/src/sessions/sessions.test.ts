import { setTimeout as sleep } from "node:timers/promises";
import { context, ROOT_CONTEXT, trace } from "@opentelemetry/api";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { listen } from "../../test/listen.ts";
import { recordEvent } from "../record/happenings.ts";
import { setRunning } from "../running.ts";
import { operation, tool } from "../spans/tellers.ts";
import { session } from "./session-teller.ts";
import { beginSessions, endSessions } from "./sessions.ts";
import { endSession, startSession } from "./start-session.ts";

let told: ReturnType<typeof listen>;
beforeEach(() => {
  told = listen();
});
afterEach(() => {
  vi.useRealTimers();
  told.stop();
});

const sessionsOfSpans = () => told.heard().map(({ name, attributes }) => [name, attributes["session.id"]]);
const work = operation("work", () => "done");

test("a session holds what happens in its work, and ends with it", async () => {
  const facts = {
    id: "s-1",
    userId: "u-1",
    platform: "discord",
    botName: "helper",
    botType: "agent",
    tags: ["support"],
    metadata: { plan: "pro" },
  };
  expect(await session(facts, async () => work())).toBe("done");
  const said = {
    "session.id": "s-1",
    "user.id": "u-1",
    "spanwise.platform": "discord",
    "spanwise.bot.name": "helper",
    "spanwise.bot.type": "agent",
    "spanwise.tags": ["support"],
    "spanwise.metadata": '{"plan":"pro"}',
  };
  expect(told.heard()).toEqual([
    {
      name: "work",
      parent: "session",
      attributes: { "session.id": "s-1", "spanwise.kind": "operation", "spanwise.output": "done" },
    },
    { name: "session", attributes: { ...said, "spanwise.kind": "session" } },
  ]);
  expect(told.logs()).toEqual([
    { eventName: "spanwise.session.start", attributes: said },
    {
      eventName: "spanwise.session.end",
      attributes: { ...said, "spanwise.session.end_reason": "explicit", "spanwise.session.success": true },
    },
  ]);
});

test("a session whose work fails ends so, and the error is the host's", async () => {
  const wrong = new Error("no");
  await expect(session(async () => Promise.reject(wrong))).rejects.toBe(wrong);
  expect(told.logs()[1]?.attributes).toMatchObject({ "spanwise.session.success": false });
  expect(told.heard()).toMatchObject([{ name: "session", error: "no", exceptions: 1 }]);
});

test("work in a session that is open enters it; the last to end ends it, unless somebody else is to", async () => {
  const brief = (millis: number) => session({ id: "brief" }, () => sleep(millis));
  await Promise.all([brief(1), brief(20)]);
  const handle = startSession({ id: "long" });
  session({ id: "long" }, () => work());
  handle.end();
  expect(told.logs().map(({ eventName, attributes }) => [eventName, attributes["session.id"]])).toEqual([
    ["spanwise.session.start", "brief"],
    ["spanwise.session.end", "brief"],
    ["spanwise.session.start", "long"],
    ["spanwise.session.end", "long"],
  ]);
  expect(told.heard().map(({ name }) => name)).toEqual(["session", "session", "work", "session"]);
});

test("a thousand sessions at once never mix", async () => {
  const look = tool("look", async (id: string) => {
    await sleep(Math.random() * 5);
    return id;
  });
  const stream = operation("stream", async function* (id: string) {
    for (let at = 0; at < 3; at += 1) {
      await sleep(Math.random() * 5);
      yield await look(id);
    }
  });
  async function talk(id: string) {
    const handle = startSession({ id });
    await handle.run(async () => {
      for await (const word of stream(id)) handle.event("word", word);
    });
    await session({ id: `${id}-after` }, () => look(`${id}-after`));
    handle.end({ success: true });
  }
  await Promise.all(Array.from({ length: 1000 }, (_, at) => talk(`s-${at}`)));

  const spans = told.spans();
  const whose = new Map(spans.map((span) => [span.spanContext().spanId, span.attributes["session.id"]]));
  const given = (span: (typeof spans)[number]) =>
    span.attributes["gen_ai.tool.call.result"] ?? span.attributes["spanwise.input"];
  expect(spans).toHaveLength(1000 * (1 + 1 + 3 + 2));
  expect(spans.filter((span) => given(span) !== undefined && given(span) !== span.attributes["session.id"])).toEqual(
    [],
  );
  expect(
    spans.filter(
      ({ parentSpanContext: above, attributes }) => above && whose.get(above.spanId) !== attributes["session.id"],
    ),
  ).toEqual([]);
  const events = told.records().filter(({ eventName }) => eventName === "spanwise.event");
  const traces = new Map(spans.map((span) => [span.spanContext().traceId, span.attributes["session.id"]]));
  expect(events).toHaveLength(3000);
  expect(
    events.filter(({ attributes, spanContext }) => {
      const id = attributes["session.id"];
      return attributes["spanwise.event.data"] !== id || traces.get(spanContext?.traceId ?? "") !== id;
    }),
  ).toEqual([]);
});

test("what happens in a session tells of it in the trace under way, and an error with its stack and context", () => {
  const handle = startSession({ id: "s-1" });
  const wrong = new TypeError("no");
  handle.run(() => {
    handle.message("hello there");
    handle.message({ text: "hi", from: "u-2" });
    handle.event("roundtable_vote", { agent: "a", score: 3 });
    handle.error(wrong, { botId: "b-1" });
  });
  handle.end();
  handle.event("late");
  const [, ...events] = told.logs();
  const times = told.records().map(({ hrTime: [seconds, nanos] }) => seconds * 1e9 + nanos);
  expect(times.slice(1).every((time, at) => time > (times[at] ?? 0))).toBe(true);
  expect(events).toEqual([
    {
      eventName: "spanwise.message.received",
      attributes: { "session.id": "s-1", "spanwise.message.length": 11, "spanwise.message.text": "hello there" },
    },
    {
      eventName: "spanwise.message.received",
      attributes: {
        "session.id": "s-1",
        "spanwise.message.length": 2,
        "spanwise.message.from": "u-2",
        "spanwise.message.text": "hi",
      },
    },
    {
      eventName: "spanwise.event",
      attributes: {
        "session.id": "s-1",
        "spanwise.event.name": "roundtable_vote",
        "spanwise.event.data": '{"agent":"a","score":3}',
      },
    },
    {
      eventName: "exception",
      attributes: {
        "session.id": "s-1",
        "exception.type": "TypeError",
        "exception.message": "no",
        "exception.stacktrace": wrong.stack,
        "spanwise.error.context": '{"botId":"b-1"}',
      },
    },
    {
      eventName: "spanwise.session.end",
      attributes: { "session.id": "s-1", "spanwise.session.end_reason": "explicit" },
    },
  ]);
  const [root] = told.spans();
  expect(told.records()[1]?.spanContext).toEqual(root?.spanContext());
});

test("the automatic session holds what happens outside of others, until the process ends", () => {
  beginSessions({ isAuto: true, id: "auto", shared: { tags: ["production"] } });
  work();
  session({ id: "own", tags: ["support"] }, () => work());
  trace.setSpan(ROOT_CONTEXT, told.tracers.getTracer("http").startSpan("GET", {}, context.active()));
  endSessions("exit");
  work();
  expect(sessionsOfSpans()).toEqual([
    ["work", "auto"],
    ["work", "own"],
    ["session", "own"],
    ["work", undefined],
  ]);
  expect(told.heard()[2]?.attributes["spanwise.tags"]).toEqual(["production", "support"]);
  expect(told.logs().at(-1)).toEqual({
    eventName: "spanwise.session.end",
    attributes: { "session.id": "auto", "spanwise.tags": ["production"], "spanwise.session.end_reason": "exit" },
  });
});

test("without an automatic one, the only session that was started holds what happens; two of them hold nothing", () => {
  beginSessions({ isAuto: false });
  work();
  const first = startSession({ id: "first" });
  work();
  const second = startSession({ id: "second" });
  work();
  second.end();
  work();
  endSession({ success: true, metadata: { rating: 5 } });
  work();
  first.end();
  expect(sessionsOfSpans().map(([, id]) => id)).toEqual([undefined, "first", undefined, "first", undefined]);
  expect(told.logs().at(-1)).toEqual({
    eventName: "spanwise.session.end",
    attributes: {
      "session.id": "first",
      "spanwise.metadata": '{"rating":5}',
      "spanwise.session.end_reason": "explicit",
      "spanwise.session.success": true,
    },
  });
});

test("a session within another begins a trace of its own, and goes on with one from another process", () => {
  session({ id: "outer" }, () => session({ id: "inner" }, () => work()));
  const [, inner, outer] = told.spans();
  expect(inner?.parentSpanContext).toBeUndefined();
  expect(inner?.spanContext().traceId).not.toBe(outer?.spanContext().traceId);
  const remote = { traceId: "1".repeat(32), spanId: "1".repeat(16), traceFlags: 1, isRemote: true };
  context.with(trace.setSpanContext(context.active(), remote), () => session(() => work()));
  expect(told.spans().at(-1)?.parentSpanContext).toEqual(remote);
});

test("no automatic session stands beside those that a program names", () => {
  beginSessions({ isAuto: true, id: "auto" });
  session({ id: "first" }, () => session({ id: "second" }, () => work()));
  const third = startSession({ id: "third" });
  third.event("asked");
  recordEvent("told", undefined, { sessionId: "third" });
  third.end();
  endSession();
  const starts = told.logs().filter(({ eventName }) => eventName === "spanwise.session.start");
  expect(starts.map(({ attributes }) => attributes?.["session.id"])).toEqual(["first", "second", "third"]);
});

test("a session in which nothing happens for long ends by itself; then the automatic one is followed by the next", () => {
  vi.useFakeTimers();
  beginSessions({ isAuto: true, id: "auto", timeoutMillis: 1000 });
  work();
  const handle = startSession({ id: "s-1" });
  handle.run(() => work());
  vi.advanceTimersByTime(700);
  handle.run(() => work());
  const lastActive = Date.now();
  vi.advanceTimersByTime(2000);
  const ends = told.records().filter(({ eventName }) => eventName === "spanwise.session.end");
  expect(ends.map(({ attributes }) => [attributes["session.id"], attributes["spanwise.session.end_reason"]])).toEqual([
    ["auto", "timeout"],
    ["s-1", "timeout"],
  ]);
  expect(ends[1]?.hrTime).toEqual([Math.floor(lastActive / 1000), (lastActive % 1000) * 1e6]);
  work();
  const next = told.heard().at(-1)?.attributes["session.id"];
  expect([typeof next, next === "auto"]).toEqual(["string", false]);
});

test("a session is not ended while work runs in it", async () => {
  vi.useFakeTimers();
  beginSessions({ isAuto: false, timeoutMillis: 1000 });
  const handle = startSession({ id: "s-1" });
  const long = handle.run(() => new Promise<void>((resolve) => setTimeout(resolve, 5000)));
  await vi.advanceTimersByTimeAsync(4900);
  expect(told.logs().map(({ eventName }) => eventName)).toEqual(["spanwise.session.start"]);
  await vi.advanceTimersByTimeAsync(100);
  await long;
  await vi.advanceTimersByTimeAsync(2100);
  expect(told.logs().map(({ eventName }) => eventName)).toEqual(["spanwise.session.start", "spanwise.session.end"]);
});

test("spans of other instrumentations carry the session and the agent", () => {
  session({ id: "s-1", userId: "u-1" }, () => {
    told.tracers.getTracer("http").startSpan("GET", {}, context.active()).end();
  });
  told.tracers.getTracer("http").startSpan("outside").end();
  expect(told.heard().map(({ name, parent, attributes }) => [name, parent, attributes])).toEqual([
    ["GET", "session", { "session.id": "s-1" }],
    ["session", undefined, { "session.id": "s-1", "user.id": "u-1", "spanwise.kind": "session" }],
    ["outside", undefined, {}],
  ]);
});

test("apart from another library, spans and events have our own parents, and theirs stays active", () => {
  told.stop();
  told = listen({ isApart: true });
  const theirs = told.tracers.getTracer("sentry").startSpan("theirs");
  const handle = startSession({ id: "s-1" });
  context.with(trace.setSpan(context.active(), theirs), () =>
    handle.run(() => {
      expect(trace.getActiveSpan()).toBe(theirs);
      work();
      handle.event("seen");
    }),
  );
  const [inner, root] = told.spans();
  expect(inner?.parentSpanContext?.spanId).toBe(root?.spanContext().spanId);
  expect(root?.parentSpanContext).toBeUndefined();
  expect(root?.links.map((link) => link.context.spanId)).toEqual([theirs.spanContext().spanId]);
  expect(told.records()[1]?.spanContext?.spanId).toBe(root?.spanContext().spanId);
});

test("ids and tags of whatever kind harm nothing", () => {
  const circle: Record<string, unknown> = {};
  circle.self = circle;
  const odd = { id: 7, userId: 8, tags: [1, "a", null], metadata: circle, platform: {} } as never;
  const handle = startSession(odd);
  handle.event(undefined as never, circle);
  handle.message(null as never);
  handle.error(null);
  handle.end(null as never);
  startSession(null as never).end();
  expect(session(null as never, () => 1)).toBe(1);
  expect(handle.id).toBe("7");
  expect(told.logs()[0]?.attributes).toEqual({
    "session.id": "7",
    "user.id": "8",
    "spanwise.platform": "[object Object]",
    "spanwise.tags": ["a"],
    "spanwise.metadata": '{"self":{"self":"[circular]"}}',
  });
});

test("metadata and data carry no secrets, and are told though content is off; what was said is not", () => {
  told.stop();
  told = listen({ content: { isOn: false, textOf: () => undefined } });
  const handle = startSession({ id: "s-1", metadata: { plan: "pro", password: "hunter22" } });
  handle.event("vote", { score: 3 });
  handle.message("hello");
  expect(told.logs().map(({ attributes }) => attributes)).toEqual([
    { "session.id": "s-1", "spanwise.metadata": expect.stringMatching(/^{"plan":"pro","password":"(?!hunter22)/) },
    { "session.id": "s-1", "spanwise.event.name": "vote", "spanwise.event.data": '{"score":3}' },
    { "session.id": "s-1", "spanwise.message.length": 5 },
  ]);
});

test("while the SDK does not run, work runs and nothing else happens", () => {
  setRunning(undefined);
  const handle = startSession({ id: "s-1" });
  expect([handle.id, handle.run(() => 1), session({}, () => 2), session(() => 3)]).toEqual(["s-1", 1, 2, 3]);
  handle.event("x");
  handle.end();
  endSession();
  expect([told.heard(), told.logs()]).toEqual([[], []]);
});
