import { type Api, type Asked, event, isJson } from "./api.ts";
import { openaiChat } from "./openai-chat.ts";
import { text, words } from "./weather.ts";

const usage = { prompt_tokens: 5, completion_tokens: 7, total_tokens: 12 };

const completion = ({ model, number }: Asked, words: string, finish_reason: string | null) => ({
  id: `cmpl-fake${number}`,
  object: "text_completion",
  created: 1_795_000_000,
  model,
  choices: [{ text: words, index: 0, logprobs: null, finish_reason }],
});

/** POST /v1/completions, the API before chat. */
export const openaiCompletions: Api = {
  name: "openai-completions",
  path: /(?<!\/chat)\/completions$/,
  contentType: "text/event-stream",
  read: (body) => ({
    model: String(body.model),
    stream: body.stream === true,
    call: 2,
    structured: false,
    tellsUsage: isJson(body.stream_options) && body.stream_options.include_usage === true,
  }),
  usage: () => ({ input: 5, output: 7, cached: 0, cacheWrite: 0, reasoning: 0 }),
  whole: (asked) => ({ ...completion(asked, text, "stop"), usage }),
  pieces: (asked) => {
    const empty = asked.tellsUsage ? { usage: null } : {};
    const pieces = words.map((word) => ({ ...completion(asked, word, null), ...empty }));
    const last = { ...completion(asked, "", "stop"), ...empty };
    const told = { ...completion(asked, "", null), choices: [], usage };
    return [...[...pieces, last, ...(asked.tellsUsage ? [told] : [])].map((piece) => event(piece)), event("[DONE]")];
  },
  failure: openaiChat.failure,
};
