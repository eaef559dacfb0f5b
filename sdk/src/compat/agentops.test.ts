import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { listen, millisOf } from "../../test/listen.ts";
import { setRunning } from "../running.ts";
import { endSessions } from "../sessions/sessions.ts";
import { tool } from "../spans/tellers.ts";
import { getAgentOps } from "./agentops.ts";
import { BotRuntime } from "./bot-runtime.ts";
import { estimateCost, prices } from "./price-table.ts";

const noon = 1_790_000_000_000;
let told: ReturnType<typeof listen>;
let lines: string[];
beforeEach(() => {
  lines = [];
  vi.spyOn(console, "warn").mockImplementation((line) => void lines.push(String(line)));
  told = listen();
});
afterEach(() => {
  told.stop();
  vi.restoreAllMocks();
});

const bot = { botName: "support", botType: "agent", userId: "u-1", platform: "discord", tags: ["production"] };
const known = {
  "user.id": "u-1",
  "spanwise.platform": "discord",
  "spanwise.bot.name": "support",
  "spanwise.bot.type": "agent",
  "spanwise.tags": ["production"],
};
const onTop = { "user.id": "u-1", "spanwise.platform": "discord", "spanwise.tags": ["production"] };

test("a session of a bot is told as its author calls it", async () => {
  const agentOps = getAgentOps();
  expect([agentOps.isEnabled(), getAgentOps() === agentOps]).toEqual([true, true]);
  const id = await agentOps.startSession(bot);
  const [args, result] = [{ query: "otel" }, ["found"]];
  await agentOps.trackToolExecution(id, { tool: "web_search", args, result, duration: 120, timestamp: noon });
  await agentOps.trackCost(id, {
    provider: "anthropic",
    model: "claude-opus-4-20250514",
    inputTokens: 1000,
    outputTokens: 200,
    cost: 0.5,
    timestamp: noon,
  });
  await agentOps.trackError(id, { error: "timed out", stack: "at x", context: { botId: "b" }, timestamp: noon });
  await agentOps.trackEvent(id, "roundtable_vote", { agent: "a", score: 3 });
  await agentOps.endSession(id, { success: false, metadata: { rating: 1 } });

  const session = { "session.id": id };
  expect(told.heard()).toEqual([
    {
      name: "execute_tool web_search",
      attributes: {
        ...session,
        ...onTop,
        "spanwise.kind": "tool",
        "gen_ai.operation.name": "execute_tool",
        "gen_ai.agent.name": "support",
        "gen_ai.tool.name": "web_search",
        "gen_ai.tool.type": "function",
        "gen_ai.tool.call.arguments": '{"query":"otel"}',
        "gen_ai.tool.call.result": '["found"]',
      },
    },
    {
      name: "chat claude-opus-4-20250514",
      attributes: {
        ...session,
        ...onTop,
        "gen_ai.operation.name": "chat",
        "gen_ai.agent.name": "support",
        "gen_ai.provider.name": "anthropic",
        "gen_ai.request.model": "claude-opus-4-20250514",
        "gen_ai.usage.input_tokens": 1000,
        "gen_ai.usage.output_tokens": 200,
        "gen_ai.usage.cost": 0.5,
      },
    },
  ]);
  expect(told.spans().map(({ startTime, endTime }) => [millisOf(startTime), millisOf(endTime)])).toEqual([
    [noon - 120, noon],
    [noon, noon],
  ]);
  expect(told.logs()).toEqual([
    { eventName: "spanwise.session.start", attributes: { ...session, ...known } },
    {
      eventName: "exception",
      attributes: {
        ...session,
        "exception.type": "Error",
        "exception.message": "timed out",
        "exception.stacktrace": "at x",
        "spanwise.error.context": '{"botId":"b"}',
      },
    },
    {
      eventName: "spanwise.event",
      attributes: {
        ...session,
        "spanwise.event.name": "roundtable_vote",
        "spanwise.event.data": '{"agent":"a","score":3}',
      },
    },
    {
      eventName: "spanwise.session.end",
      attributes: {
        ...session,
        ...known,
        "spanwise.metadata": '{"rating":1}',
        "spanwise.session.end_reason": "explicit",
        "spanwise.session.success": false,
      },
    },
  ]);
  expect(lines).toEqual([]);
});

test("sessions that are unknown or have ended are said in one line each, and what is tracked is kept", async () => {
  const agentOps = getAgentOps();
  const id = await agentOps.startSession();
  await agentOps.endSession(id);
  await agentOps.endSession(id, { success: true });
  await agentOps.endSession(id, { success: true });
  await agentOps.trackCost(id, { model: "claude-sonnet-4-20250514", inputTokens: 1_000_000, outputTokens: 0 });
  await agentOps.trackEvent(undefined as never, "odd");
  await agentOps.trackError("none", null as never);
  expect(lines).toEqual([
    `[AgentOps] endSession: no session "${id}" is open`,
    `[AgentOps] trackCost: no session "${id}" is open`,
    '[AgentOps] trackEvent: no session "undefined" is open',
    '[AgentOps] trackError: no session "none" is open',
  ]);
  expect(told.heard().map(({ attributes }) => [attributes["session.id"], attributes["gen_ai.usage.cost"]])).toEqual([
    [id, 3],
  ]);
});

test("the table of prices has two rows, and takes more", () => {
  expect(estimateCost("claude-opus-4-20250514", 1_000_000, 1_000_000)).toBe(90);
  expect(estimateCost("mine", 1, 1)).toBeUndefined();
  prices.set("mine", { input: 2, output: 4 });
  expect(getAgentOps().estimateCost("mine", 500_000, 250_000)).toBe(2);
  prices.delete("mine");
});

test("a bot's messages are told: how long they and their answers are, what happened, and how it went", async () => {
  const wrong = new Error("no");
  const runtime = new BotRuntime({
    name: "support",
    type: "conversational",
    handler: async (text: string) => {
      if (text === "bad") throw wrong;
      return tool("look", (word: string) => `${word}!`)(text);
    },
  });
  const id = await runtime.startSession("u-1", "slack");
  expect(await runtime.processMessage("hello")).toBe("hello!");
  await expect(runtime.processMessage("bad")).rejects.toBe(wrong);
  await runtime.endSession(true);
  await runtime.endSession(true);

  const top = { "session.id": id, "user.id": "u-1", "spanwise.platform": "slack" };
  const agent = {
    "spanwise.kind": "agent",
    "gen_ai.operation.name": "invoke_agent",
    "gen_ai.agent.name": "support",
  };
  expect(told.heard().slice(1)).toEqual([
    {
      name: "invoke_agent support",
      attributes: {
        ...top,
        ...agent,
        "spanwise.message.input_length": 5,
        "spanwise.message.output_length": 6,
        "spanwise.input": "hello",
        "spanwise.output": "hello!",
      },
    },
    {
      name: "invoke_agent support",
      attributes: {
        ...top,
        ...agent,
        "spanwise.message.input_length": 3,
        "spanwise.input": "bad",
        "error.type": "Error",
      },
      error: "no",
      exceptions: 1,
    },
  ]);
  expect(told.heard()[0]).toMatchObject({ name: "execute_tool look", parent: "invoke_agent support" });
  expect(told.logs().map(({ eventName, attributes }) => [eventName, attributes["spanwise.error.context"]])).toEqual([
    ["spanwise.session.start", undefined],
    ["spanwise.message.received", undefined],
    ["spanwise.message.received", undefined],
    ["exception", '{"botName":"support","botType":"conversational"}'],
    ["spanwise.session.end", undefined],
  ]);
});

test("while nothing runs, bots work and nothing is told", async () => {
  endSessions("exit");
  setRunning(undefined);
  const agentOps = getAgentOps();
  const id = await agentOps.startSession(bot);
  await agentOps.trackEvent(id, "x");
  await agentOps.endSession(id, { success: true });
  const runtime = new BotRuntime({ name: "b", handler: (text: string) => text.length });
  expect([agentOps.isEnabled(), typeof id, await runtime.processMessage("abc")]).toEqual([false, "string", 3]);
  expect([told.heard(), told.logs(), lines]).toEqual([[], [], []]);
});
