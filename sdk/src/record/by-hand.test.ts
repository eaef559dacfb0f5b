import { afterEach, beforeEach, expect, test } from "vitest";
import { listen, millisOf } from "../../test/listen.ts";
import { setRunning } from "../running.ts";
import { session } from "../sessions/session-teller.ts";
import { startSession } from "../sessions/start-session.ts";
import { operation } from "../spans/tellers.ts";
import { recordLlm, recordTool } from "./by-hand.ts";
import { recordError, recordEvent, score } from "./happenings.ts";
import { startToolCall } from "./tool-call.ts";

let told: ReturnType<typeof listen>;
beforeEach(() => {
  told = listen();
});
afterEach(() => told.stop());

test("a call of a model is told as its caller knows it, cost and times included", () => {
  recordLlm({
    provider: "anthropic",
    model: "claude-sonnet-4-20250514",
    responseId: "msg_1",
    finishReasons: ["end_turn"],
    usage: { input: 100, output: 20, cacheRead: 40 },
    cost: 0.0123,
    system: "be brief",
    input: [{ role: "user", content: "hello" }],
    output: "hi",
    startTime: 1_790_000_000_000,
    duration: 250,
    attributes: { "app.x": 1 },
  });
  expect(told.heard()).toEqual([
    {
      name: "chat claude-sonnet-4-20250514",
      attributes: {
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": "anthropic",
        "gen_ai.request.model": "claude-sonnet-4-20250514",
        "gen_ai.response.id": "msg_1",
        "gen_ai.response.finish_reasons": ["end_turn"],
        "gen_ai.usage.input_tokens": 100,
        "gen_ai.usage.output_tokens": 20,
        "gen_ai.usage.cache_read.input_tokens": 40,
        "gen_ai.usage.cost": 0.0123,
        "gen_ai.system_instructions": '[{"type":"text","content":"be brief"}]',
        "gen_ai.input.messages": '[{"role":"user","parts":[{"type":"text","content":"hello"}]}]',
        "gen_ai.output.messages": '[{"role":"assistant","parts":[{"type":"text","content":"hi"}]}]',
        "app.x": 1,
      },
    },
  ]);
  expect(told.spans().map(({ startTime, endTime }) => [millisOf(startTime), millisOf(endTime)])).toEqual([
    [1_790_000_000_000, 1_790_000_000_250],
  ]);
});

test("a tool's run has the times, the arguments and the failure that it was given", () => {
  const endTime = new Date(1_790_000_000_500);
  recordTool({ name: "search", callId: "c1", arguments: { q: "x" }, result: "found", endTime, duration: 100 });
  recordTool({ name: "search", error: "no network" });
  const tool = {
    "spanwise.kind": "tool",
    "gen_ai.operation.name": "execute_tool",
    "gen_ai.tool.name": "search",
    "gen_ai.tool.type": "function",
  };
  expect(told.heard()).toEqual([
    {
      name: "execute_tool search",
      attributes: {
        ...tool,
        "gen_ai.tool.call.id": "c1",
        "gen_ai.tool.call.arguments": '{"q":"x"}',
        "gen_ai.tool.call.result": "found",
      },
    },
    {
      name: "execute_tool search",
      attributes: { ...tool, "error.type": "string" },
      error: "no network",
      exceptions: 1,
    },
  ]);
  expect(millisOf(told.spans()[0]?.startTime ?? 0)).toBe(1_790_000_000_400);
  expect(told.tools).toEqual([
    { "gen_ai.tool.name": "search" },
    { "gen_ai.tool.name": "search", "error.type": "string" },
  ]);
});

test("what is recorded belongs where it happens, or to the session that is named", () => {
  const handle = startSession({ id: "named" });
  session({ id: "around" }, () => {
    operation("work", () => recordTool({ name: "here" }))();
    recordTool({ name: "there", sessionId: "named" });
    recordEvent("elsewhere", undefined, { sessionId: "unknown", timestamp: 1_790_000_000_000 });
  });
  handle.end();
  const seen = told.heard().map(({ name, parent, attributes }) => [name, parent, attributes["session.id"]]);
  expect(seen).toEqual([
    ["execute_tool here", "work", "around"],
    ["work", "session", "around"],
    ["execute_tool there", undefined, "named"],
    ["session", undefined, "around"],
  ]);
  const event = told.records().find(({ eventName }) => eventName === "spanwise.event");
  expect(event?.attributes).toEqual({ "session.id": "unknown", "spanwise.event.name": "elsewhere" });
  expect([event?.spanContext, event?.hrTime]).toEqual([undefined, [1_790_000_000, 0]]);
});

test("a score says what it judges: the span that is open, or the one it names", () => {
  operation("work", () => score("helpful", 0.8, { explanation: "to the point" }))();
  const of = { traceId: "1".repeat(32), spanId: "2".repeat(16) };
  score("tone", "friendly", { of, responseId: "r1" });
  score("grounded", true, { of });
  const records = told.records();
  expect(records.map(({ eventName, attributes }) => [eventName, attributes])).toEqual([
    [
      "gen_ai.evaluation.result",
      {
        "gen_ai.evaluation.name": "helpful",
        "gen_ai.evaluation.score.value": 0.8,
        "gen_ai.evaluation.explanation": "to the point",
      },
    ],
    [
      "gen_ai.evaluation.result",
      {
        "gen_ai.evaluation.name": "tone",
        "gen_ai.evaluation.score.label": "friendly",
        "gen_ai.response.id": "r1",
      },
    ],
    ["gen_ai.evaluation.result", { "gen_ai.evaluation.name": "grounded", "gen_ai.evaluation.score.value": 1 }],
  ]);
  expect(records.map(({ spanContext }) => spanContext?.spanId)).toEqual([
    told.spans()[0]?.spanContext().spanId,
    of.spanId,
    of.spanId,
  ]);
});

test("an error that the host dealt with is told with what helps to understand it", () => {
  recordError("odd", { botId: "b-1" });
  expect(told.logs()).toEqual([
    {
      eventName: "exception",
      attributes: {
        "exception.type": "string",
        "exception.message": "odd",
        "spanwise.error.context": '{"botId":"b-1"}',
      },
    },
  ]);
  expect(told.records()[0]?.body).toBe("odd");
});

test("a tool's run that is watched holds what happens in it", () => {
  const call = startToolCall({ name: "search", callId: "c1", arguments: { q: "x" } });
  call?.end(["found"]);
  call?.fail(new Error("late"));
  startToolCall({ name: "search" })?.fail(new Error("no"));
  expect(told.heard().map(({ attributes, error }) => [attributes["gen_ai.tool.call.result"], error])).toEqual([
    ['["found"]', undefined],
    [undefined, "no"],
  ]);
});

test("whatever is given, nothing throws; while the SDK does not run, nothing happens", () => {
  recordLlm(null as never);
  recordLlm({ model: 1, usage: "x", cost: "y", startTime: Number.NaN, duration: -1, input: 3n } as never);
  recordTool({} as never);
  score(undefined as never, {} as never, null as never);
  setRunning(undefined);
  recordLlm({ model: "m" });
  recordTool({ name: "t" });
  recordEvent("e");
  recordError(1);
  score("s", 1);
  expect(startToolCall({ name: "t" })).toBeUndefined();
  expect(told.heard().length).toBeLessThan(3);
});
