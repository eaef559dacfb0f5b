import type { Api } from "./api.ts";
import { openaiChat } from "./openai-chat.ts";

const vector = [0.5, 0.25, -0.125];

/** POST /v1/embeddings: nine tokens, whatever is asked. */
export const openaiEmbeddings: Api = {
  name: "openai-embeddings",
  path: /\/embeddings$/,
  contentType: "application/json",
  read: (body) => ({ model: String(body.model), stream: false, call: 2, structured: false, tellsUsage: true }),
  usage: () => ({ input: 9, output: 0, cached: 0, cacheWrite: 0, reasoning: 0 }),
  whole: ({ model, number }, { input, encoding_format }) => ({
    // Only Mistral's have an id.
    id: `embd-fake${number}`,
    object: "list",
    data: (Array.isArray(input) ? input : [input]).map((_, index) => ({
      object: "embedding",
      index,
      embedding:
        encoding_format === "base64" ? Buffer.from(Float32Array.from(vector).buffer).toString("base64") : vector,
    })),
    model,
    usage: { prompt_tokens: 9, total_tokens: 9 },
  }),
  pieces: () => [],
  failure: openaiChat.failure,
};
