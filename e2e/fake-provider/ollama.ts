import { type Api, type Asked, hasTools, listOf } from "./api.ts";
import { messages, openaiUsage, text, tool, words } from "./weather.ts";

/** POST /api/chat: lines of JSON; it tells nothing of caches and reasoning. */
export const ollama: Api = {
  name: "ollama",
  path: /\/api\/chat$/,
  contentType: "application/x-ndjson",
  read: (body) => ({
    model: String(body.model),
    stream: body.stream !== false,
    call: hasTools(body) && !listOf(body.messages).some(({ role }) => role === "tool") ? 1 : 2,
    structured: false,
    tellsUsage: true,
  }),
  usage: ({ call }) => ({ ...openaiUsage[call], cached: 0, reasoning: 0 }),
  whole: (asked) => ({ ...part(asked, asked.call === 1 ? "" : text), ...end(asked) }),
  pieces: (asked) => {
    const parts = (asked.call === 1 ? [""] : words).map((piece) => part(asked, piece));
    return [...parts, { ...part(asked, ""), ...end(asked) }].map((piece) => `${JSON.stringify(piece)}\n`);
  },
  failure: (status) => ({ error: messages[status] }),
};

const part = ({ model, call }: Asked, content: string) => ({
  model,
  created_at: "2026-11-21T12:00:00.000000Z",
  message: {
    role: "assistant",
    content,
    ...(call === 1 && { tool_calls: [{ function: { name: tool.name, arguments: tool.args } }] }),
  },
  done: false,
});

const end = ({ call }: Asked) => ({
  done: true,
  done_reason: "stop",
  total_duration: 9_000_000,
  load_duration: 1_000_000,
  prompt_eval_count: openaiUsage[call].input,
  prompt_eval_duration: 3_000_000,
  eval_count: openaiUsage[call].output,
  eval_duration: 5_000_000,
});
