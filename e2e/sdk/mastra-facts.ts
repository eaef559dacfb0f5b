import { callId } from "../fake-provider/weather.ts";
import type { Facts } from "./facts.ts";
import { answer, asksForTool, hi, question, says, system, toolResult } from "./weather-facts.ts";

const agent = { name: "invoke_agent weather agent", kind: "agent", agent: "weather agent" } as const;
const chat = { kind: "llm", provider: "openai", agent: "weather agent", system } as const;
const mini = { name: "chat gpt-4o-mini", model: "gpt-4o-mini", responseModel: "gpt-4o-mini-2024-07-18" } as const;
const slow = { name: "chat slow-gpt", model: "slow-gpt", responseModel: "slow-gpt" } as const;
const streamed = { streaming: true, firstToken: true } as const;
const tool: Facts = {
  ...{ name: "execute_tool get_weather", kind: "tool", status: "ok", agent: "weather agent" },
  tool: { name: "get_weather", arguments: { city: "Paris" }, result: { celsius: 18 } },
};

const asking: Omit<Facts, "name"> = {
  ...{ ...chat, status: "ok" },
  tokens: { input: 120, output: 18, cached: 64 },
  finishReasons: ["tool_calls"],
  output: [asksForTool(callId)],
};
const first: Facts = { ...asking, ...mini, input: question };
const second: Facts = {
  ...{ ...chat, ...mini, status: "ok" },
  tokens: { input: 158, output: 42, cached: 128, reasoning: 16 },
  finishReasons: ["stop"],
  input: [...question, asksForTool(callId), toolResult(callId)],
  output: answer,
};
const refused: Facts = {
  ...{ ...chat, name: "chat fail-400", model: "fail-400", status: "error" },
  error: "AI_APICallError",
  input: hi,
};
const refusedAgent: Facts = { ...agent, status: "error", error: "AI_APICallError", input: hi };

/** Of each scenario of `scenarios/mastra.ts`. */
export const facts: Readonly<Record<string, readonly Facts[]>> = {
  "an agent with tools": [{ ...agent, status: "ok", input: question, output: answer }, first, tool, second],
  "a stream": [
    { ...agent, status: "ok", input: question, output: answer },
    { ...first, ...streamed },
    tool,
    { ...second, ...streamed },
  ],
  "an agent that is refused": [refusedAgent, refused],
  "a stream that is refused": [refusedAgent, { ...refused, streaming: true }],
  "a stream that is aborted": [
    { ...agent, status: "ok", interrupted: true, input: hi },
    { ...asking, ...slow, ...streamed, input: hi },
    tool,
    {
      ...{ ...chat, ...slow, ...streamed, status: "ok" },
      interrupted: true,
      input: [...hi, asksForTool(callId), toolResult(callId)],
      output: [says("assistant", "It is 18 degrees")],
    },
  ],
};
