import { type Api, type Asked, event, hasTools, type Json, listOf } from "./api.ts";
import { messages, text, tool, words } from "./weather.ts";

const answered = (body: Json) =>
  listOf(body.contents).some(({ parts }) => listOf(parts).some((part) => "functionResponse" in part));

/** As Gemini counts: thoughts are not among the candidates' tokens. */
const counts = {
  1: {
    promptTokenCount: 120,
    cachedContentTokenCount: 64,
    candidatesTokenCount: 18,
    thoughtsTokenCount: 10,
    totalTokenCount: 148,
  },
  2: {
    promptTokenCount: 158,
    cachedContentTokenCount: 128,
    candidatesTokenCount: 26,
    thoughtsTokenCount: 16,
    totalTokenCount: 200,
  },
} as const;

/** POST /v1beta/models/MODEL:generateContent, and :streamGenerateContent?alt=sse */
export const gemini: Api = {
  name: "gemini",
  path: /\/models\/([^/:]+):(generateContent|streamGenerateContent)$/,
  contentType: "text/event-stream",
  read: (body, [, model, method]) => ({
    model: String(model),
    stream: method === "streamGenerateContent",
    call: hasTools(body) && !answered(body) ? 1 : 2,
    structured: false,
    tellsUsage: true,
  }),
  usage: ({ call }) => {
    const { promptTokenCount, cachedContentTokenCount, candidatesTokenCount, thoughtsTokenCount } = counts[call];
    return {
      input: promptTokenCount,
      output: candidatesTokenCount + thoughtsTokenCount,
      cached: cachedContentTokenCount,
      cacheWrite: 0,
      reasoning: thoughtsTokenCount,
    };
  },
  whole: (asked) => answer(asked, [asked.call === 1 ? call : { text }], true),
  pieces: (asked) => {
    if (asked.call === 1) return [event(answer(asked, [call], true))];
    return words.map((text, index) => event(answer(asked, [{ text }], index === words.length - 1)));
  },
  failure: (status) => ({
    error: { code: status, message: messages[status], status: status === 429 ? "RESOURCE_EXHAUSTED" : "INTERNAL" },
  }),
};

const call = { functionCall: { name: tool.name, args: tool.args } };

function answer(asked: Asked, parts: readonly object[], last: boolean) {
  return {
    candidates: [{ content: { role: "model", parts }, index: 0, ...(last && { finishReason: "STOP" }) }],
    ...(last && { usageMetadata: counts[asked.call] }),
    modelVersion: asked.model,
    responseId: `gemini-fake${asked.number}`,
  };
}
