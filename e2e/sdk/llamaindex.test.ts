import { callId } from "../fake-provider/weather.ts";
import type { Facts } from "./facts.ts";
import { prove } from "./harness.ts";
import { answer, asksForTool, hi, question, says, system, toolResult } from "./weather-facts.ts";

const mini = {
  ...{ name: "chat gpt-4o-mini", kind: "llm", status: "ok", provider: "openai" },
  ...{ model: "gpt-4o-mini", responseModel: "gpt-4o-mini-2024-07-18" },
} as const;
const first: Facts = {
  ...mini,
  tokens: { input: 120, output: 18, cached: 64 },
  finishReasons: ["tool_calls"],
  input: question,
  output: [asksForTool(callId)],
};
const last: Facts = {
  ...mini,
  tokens: { input: 158, output: 42, cached: 128, reasoning: 16 },
  finishReasons: ["stop"],
  input: hi,
  output: answer,
};
const streamed = { streaming: true, firstToken: true } as const;
const tool: Facts = {
  ...{ name: "execute_tool get_weather", kind: "tool", status: "ok" },
  tool: { name: "get_weather", arguments: { city: "Paris" }, result: { celsius: 18 } },
};

const agent = "weather agent";
const within = { ...streamed, agent, system };
/** LlamaIndex writes a result as code. */
const run = (called: Facts, result: string): readonly Facts[] => [
  { name: "invoke_agent weather agent", kind: "agent", status: "ok", agent, input: question, output: answer },
  { ...first, ...within },
  { ...called, agent },
  { ...last, ...within, input: [...question, asksForTool(callId), toolResult(callId, result)] },
];

// A run whose model is refused is not played: LlamaIndex ends the process by it, with the SDK and without.
prove({
  peers: ["llamaindex-0"],
  scenarios: "llamaindex",
  // A stream is asked for its usage, which LlamaIndex does not do; it sees no more of it than it would.
  asUsual: (request) => request.replace(',"stream_options":{"include_usage":true}', ""),
  facts: {
    "an agent with tools": run(tool, "{\n  celsius: 18\n}"),
    "a tool that fails": run(
      {
        ...{ ...tool, status: "error", error: "Error" },
        tool: { name: "get_weather", arguments: { city: "Paris" }, result: null },
      },
      "Error: Error: Error(RangeError): no such city",
    ),
    "a streamed run": run(tool, "{\n  celsius: 18\n}"),
    "a call": [last],
    "a stream": [{ ...last, ...streamed }],
    "a model with a tool": [first, tool],
    "a call that is refused": [
      {
        ...{ name: "chat fail-400", kind: "llm", status: "error", provider: "openai" },
        ...{ model: "fail-400", error: "BadRequestError", input: hi },
      },
    ],
    "a model of the host's own": [
      {
        ...{ name: "chat", kind: "llm", status: "ok", responseModel: "own-model" },
        tokens: { input: 3, output: 2 },
        input: hi,
        output: [says("assistant", "hello")],
      },
    ],
  },
});
