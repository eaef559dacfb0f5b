import { text } from "../fake-provider/weather.ts";
import type { Facts } from "./facts.ts";
import { prove } from "./harness.ts";
import { answer, asksForTool, hi, question, says, system, toolResult } from "./weather-facts.ts";

const chat = (model: string, more: Partial<Facts> = {}): Facts => ({
  name: `chat ${model}`,
  kind: "llm",
  status: "ok",
  provider: "anthropic",
  model,
  responseModel: model,
  input: hi,
  ...more,
});

const model = "claude-sonnet-5-5";
const stream = { streaming: true, firstToken: true } as const;
const ended = { finishReasons: ["end_turn"], output: answer, tokens: { input: 1225, output: 21, cached: 1200 } };
const answered = (more: Partial<Facts> = {}) => chat(model, { ...ended, ...more });
const toolId = "toolu_fake01";
const asked = asksForTool(toolId, { type: "text", text: "Let me check." });
const asks = (more: Partial<Facts> = {}) =>
  chat(model, {
    tokens: { input: 1240, output: 30, cached: 200, cacheWrite: 1000 },
    finishReasons: ["tool_use"],
    input: question,
    output: [asked],
    ...more,
  });
const soFar = { tokens: { input: 1225, output: 1, cached: 1200 } };
const broken = (more: Partial<Facts> = {}) => chat("slow-claude", { ...stream, ...soFar, interrupted: true, ...more });
const thought = [
  {
    role: "assistant",
    parts: [
      { type: "reasoning", text: "Paris is sunny today." },
      { type: "text", text },
    ],
  },
] as const;

function refused(model: string, error: string, more: Partial<Facts> = {}): Facts {
  const { responseModel: _, ...facts } = chat(model, { status: "error", error, ...more });
  return facts;
}

prove({
  // The older makes no spans of its own yet.
  peers: ["anthropic-1", "anthropic-0"],
  scenarios: "anthropic",
  ways: ["before", "after", "register", "client"],
  facts: {
    "a message": [answered({ system })],
    "with its response": [answered()],
    "a response alone": [chat(model, { responseModel: undefined })],
    "a streamed message": [answered(stream)],
    "a stream split in two": [answered(stream)],
    "tools and a cache": [
      asks({ system }),
      answered({ ...stream, system, input: [...question, asked, toolResult(toolId)] }),
    ],
    "tools of a stream": [asks(stream)],
    "what it thinks": [answered({ output: thought }), answered({ ...stream, output: thought })],
    "a helper's stream": [answered(stream)],
    "of the beta": [answered(), answered(stream)],
    "calls at once": ["a", "b", "c"].map((word) => answered({ input: [says("user", word)] })),
    "calls that are refused": [
      refused("fail-400", "BadRequestError"),
      refused("fail-429", "RateLimitError"),
      refused("fail-500", "InternalServerError"),
    ],
    "a helper that is refused": [refused("fail-400", "BadRequestError", { streaming: true })],
    "calls that are tried again": [
      chat("retry-429-claude", { ...ended, retries: 1, waited: true }),
      chat("retry-500-claude", { ...ended, retries: 1 }),
    ],
    "a stream that is broken off": [broken({ output: [says("assistant", "It is 18 degrees")] })],
    "a stream that is aborted": [broken()],
    "a stream that is cut off": [
      chat("cut-claude", {
        ...stream,
        ...soFar,
        status: "error",
        error: "TypeError",
        output: [says("assistant", "It is 18 degrees and sunny")],
      }),
    ],
    "a message that is aborted": [refused("slow-claude", "APIUserAbortError")],
  },
});
