import { text } from "../fake-provider/weather.ts";
import type { Facts } from "./facts.ts";
import { type Proof, prove } from "./harness.ts";
import { answer, question } from "./weather-facts.ts";

const agent = "claude";
const run: Facts = { name: "invoke_agent claude", kind: "agent", status: "ok", agent, input: question };
const weather = { name: "mcp__weather__get_weather", arguments: { city: "Paris" } };

const chat = (model: string, more: Partial<Facts>): Facts => ({
  name: `chat ${model}`,
  kind: "llm",
  status: "ok",
  provider: "anthropic",
  model,
  agent,
  ...more,
});

const answered = (more: Partial<Facts>, model = "claude-sonnet-5-5") =>
  chat(model, { responseModel: model, streaming: true, firstToken: true, ...more });

const sum = { input: 2465, output: 51, cached: 1400, cacheWrite: 1000 };

const withTool: readonly Facts[] = [
  { ...run, tokens: sum, cost: 0.00388, output: answer },
  answered({
    tokens: { input: 1240, output: 30, cached: 200, cacheWrite: 1000 },
    finishReasons: ["tool_use"],
    output: [
      {
        role: "assistant",
        parts: [
          { type: "text", text: "Let me check." },
          { type: "tool_call", id: "toolu_fake01", ...weather },
        ],
      },
    ],
  }),
  {
    name: "execute_tool mcp__weather__get_weather",
    kind: "tool",
    status: "ok",
    agent,
    tool: { ...weather, result: { celsius: 18 } },
  },
  {
    name: "looks out of the window",
    kind: "span",
    status: "ok",
    agent,
    within: "execute_tool mcp__weather__get_weather",
  },
  answered({
    tokens: { input: 1225, output: 21, cached: 1200 },
    finishReasons: ["end_turn"],
    output: [
      {
        role: "assistant",
        parts: [
          { type: "reasoning", text: "Paris is sunny today." },
          { type: "text", text },
        ],
      },
    ],
  }),
];

const facts: Proof["facts"] = {
  "a query with a tool": withTool,
  "a query in pieces": withTool,
  "a query that is refused": [
    { ...run, status: "error", error: "error", tokens: {}, cost: 0 },
    chat("fail-400", { status: "error", error: "unknown" }),
  ],
  "a query that is broken off": [
    { ...run, interrupted: true },
    answered(
      {
        interrupted: true,
        tokens: { input: 1240, output: 1, cached: 200, cacheWrite: 1000 },
        output: [{ role: "assistant", parts: [{ type: "text", text: "Let me check." }] }],
      },
      "slow-claude",
    ),
  ],
};

/**
 * The real Claude Code, a program of its own that comes with the library, asks the fake provider. The library is one ES
 * module of plain functions, which cannot be replaced once it is loaded.
 */
const proof = { peers: ["claude-agent-sdk-0"], scenarios: "claude-agent", facts };

prove({ ...proof, kinds: ["esm"], ways: ["before", "register"] });
prove({ ...proof, kinds: ["cjs"], ways: ["before"] });
