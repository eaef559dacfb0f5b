import { callId, object } from "../fake-provider/weather.ts";
import type { Facts } from "./facts.ts";
import { prove } from "./harness.ts";
import { answer, asksForTool, hi, question, says, system, toolResult } from "./weather-facts.ts";

const chat = (model: string, more: Partial<Facts> = {}): Facts => ({
  name: `chat ${model}`,
  kind: "llm",
  status: "ok",
  provider: "openai",
  model,
  responseModel: model === "gpt-4o-mini" ? "gpt-4o-mini-2024-07-18" : model,
  input: hi,
  ...more,
});

const usage = { tokens: { input: 158, output: 42, cached: 128, reasoning: 16 } };
const stream = { streaming: true, firstToken: true } as const;
const stopped = { finishReasons: ["stop"], output: answer };
const answered = (more: Partial<Facts> = {}) => chat("gpt-4o-mini", { ...stopped, ...usage, ...more });
const asks = (more: Partial<Facts> = {}) =>
  answered({
    tokens: { input: 120, output: 18, cached: 64 },
    finishReasons: ["tool_calls"],
    input: question,
    output: [asksForTool(callId)],
    ...more,
  });
const told = [...question, asksForTool(callId), toolResult(callId)];
const broken = (more: Partial<Facts> = {}) => chat("slow-gpt", { ...stream, interrupted: true, ...more });

function refused(model: string, error: string, more: Partial<Facts> = {}): Facts {
  const { responseModel: _, ...facts } = chat(model, { status: "error", error, ...more });
  return facts;
}

function other(operation: string, model: string, more: Partial<Facts>): Facts {
  return { name: `${operation} ${model}`, kind: "llm", status: "ok", provider: "openai", model, ...more };
}

const completed = other("text_completion", "gpt-3.5-turbo-instruct", {
  responseModel: "gpt-3.5-turbo-instruct",
  tokens: { input: 5, output: 7 },
  input: [says("user", "The weather in Paris")],
  ...stopped,
});

/** What a stream is asked for, at the end of its body. The one host that asks for it itself does so as well. */
const extra = ',"stream_options":{"include_usage":true}';
const isTheHosts = (request: string) => request.includes("asked by the host");

prove({
  peers: ["openai-7", "openai-6"],
  scenarios: "openai",
  ways: ["before", "after", "register", "client"],
  asUsual: (request) => (isTheHosts(request) ? request : request.replace(extra, "")),
  facts: {
    "a chat": [answered({ system, input: question })],
    "with its response": [answered()],
    "a response alone": [chat("gpt-4o-mini", { responseModel: undefined })],
    "a streamed chat": [answered({ ...stream, input: question })],
    "a streamed chat whose host asks for the usage": [
      answered({ ...stream, input: [says("user", "asked by the host")] }),
    ],
    "a streamed chat whose host wants no usage": [chat("gpt-4o-mini", { ...stopped, ...stream })],
    "a stream split in two": [answered(stream)],
    "a stream as bytes": [answered(stream)],
    "a stream that is broken off": [broken({ output: [says("assistant", "It is 18 degrees")] })],
    "a stream that is aborted": [broken()],
    "a stream whose reader throws": [broken()],
    "a stream that is cut off": [chat("cut-gpt", { ...stream, status: "error", error: "TypeError", output: answer })],
    "a stream that nobody reads": [
      chat("gpt-4o-mini", { responseModel: undefined, streaming: true, interrupted: true }),
    ],
    "a chat that is aborted": [refused("slow-gpt", "APIUserAbortError")],
    "tools, asked for and answered": [asks({ system }), answered({ ...stream, system, input: told })],
    "tools of a stream": [asks(stream)],
    "tools that it runs itself": [asks(), answered({ input: told })],
    "a helper's stream": [answered({ ...stream, input: question })],
    "an object, parsed": [answered({ input: question, output: [says("assistant", object)] })],
    "calls at once": ["a", "b", "c"].map((word) => answered({ input: [says("user", word)] })),
    "calls that are refused": [
      refused("fail-400", "BadRequestError"),
      refused("fail-429", "RateLimitError"),
      refused("fail-500", "InternalServerError"),
    ],
    "a call that is refused and that nobody waits for": [refused("fail-400", "BadRequestError")],
    "a stream that is refused": [refused("fail-400", "BadRequestError", { streaming: true })],
    "a helper that is refused": [
      refused("fail-400", "BadRequestError"),
      refused("fail-400", "BadRequestError", { streaming: true }),
    ],
    "calls that are tried again": [
      chat("retry-429-gpt", { ...usage, ...stopped, retries: 1, waited: true }),
      chat("retry-500-gpt", { ...usage, ...stopped, retries: 1 }),
    ],
    "a server that is away": [refused("gpt-4o-mini", "APIConnectionError")],
    "a response": [answered({ system, input: [says("user", "How is it in Paris?")] })],
    "a streamed response": [answered(stream)],
    "a response with tools": [asks(), answered({ ...stream, input: told })],
    "a response that is parsed, and one that is a helper's": [
      answered({ output: [says("assistant", object)] }),
      answered(stream),
    ],
    "a response that is broken off": [broken({ output: [says("assistant", "It is 18 degrees")] })],
    embeddings: [
      {
        ...other("embeddings", "text-embedding-3-small", { tokens: { input: 9 } }),
        kind: "embedding",
        responseModel: "text-embedding-3-small",
        input: [says("user", "hello"), says("user", "world")],
      },
    ],
    images: [
      other("generate_content", "gpt-image-1", {
        tokens: { input: 13, output: 272 },
        input: [says("user", "Paris in the sun")],
        output: [
          {
            role: "assistant",
            parts: [{ type: "media", modality: "image", mimeType: null, uri: "https://images.test/paris.png" }],
          },
        ],
      }),
    ],
    speech: [other("generate_content", "tts-1", { input: [says("user", "It is sunny.")] })],
    transcription: [
      other("generate_content", "gpt-4o-transcribe", { tokens: { input: 14, output: 45 }, output: answer }),
    ],
    "a text, completed": [completed, { ...completed, ...stream }],
    azure: [answered({ ...stream, provider: "azure.ai.openai" })],
    "a client with other options": [answered()],
    "an answer that is waited for late": [answered()],
  },
});
