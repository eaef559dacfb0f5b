import { type Api, isJson, listOf } from "./api.ts";
import { messages, text, tool } from "./weather.ts";

/** As Claude on Bedrock counts: what was read from or written to the cache is not among the input. */
const counts = {
  1: { inputTokens: 40, outputTokens: 30, totalTokens: 1270, cacheReadInputTokens: 200, cacheWriteInputTokens: 1000 },
  2: { inputTokens: 25, outputTokens: 21, totalTokens: 1246, cacheReadInputTokens: 1200, cacheWriteInputTokens: 0 },
} as const;

/** POST /model/MODEL/converse; its streams are frames of Amazon's own and not spoken here. */
export const bedrock: Api = {
  name: "bedrock",
  path: /\/model\/([^/]+)\/converse$/,
  contentType: "application/json",
  read: (body, [, model]) => ({
    model: decodeURIComponent(String(model)),
    stream: false,
    call: isJson(body.toolConfig) && !answered(body.messages) ? 1 : 2,
    structured: false,
    tellsUsage: true,
  }),
  usage: ({ call }) => ({
    input: counts[call].inputTokens + counts[call].cacheReadInputTokens + counts[call].cacheWriteInputTokens,
    output: counts[call].outputTokens,
    cached: counts[call].cacheReadInputTokens,
    cacheWrite: counts[call].cacheWriteInputTokens,
    reasoning: 0,
  }),
  whole: ({ call }) => ({
    output: { message: { role: "assistant", content: call === 1 ? [toolUse] : [{ text }] } },
    stopReason: call === 1 ? "tool_use" : "end_turn",
    usage: counts[call],
    metrics: { latencyMs: 12 },
  }),
  pieces: () => [],
  failure: (status) => ({ message: messages[status] }),
};

const toolUse = { toolUse: { toolUseId: "tooluse_fake01", name: tool.name, input: tool.args } };

const answered = (conversation: unknown) =>
  listOf(conversation).some(({ content }) => listOf(content).some((block) => "toolResult" in block));
