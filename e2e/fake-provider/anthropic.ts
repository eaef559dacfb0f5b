import { type Api, type Asked, event, hasTools, isJson, type Json, listOf } from "./api.ts";
import { messages, text, tool, words } from "./weather.ts";

const answered = (body: Json) =>
  listOf(body.messages).some(({ content }) => listOf(content).some(({ type }) => type === "tool_result"));

/** A tool of an MCP server comes with its server's name before its own. */
const toolNameIn = (body: Json) =>
  listOf(body.tools)
    .map(({ name }) => String(name))
    .find((name) => name.endsWith(`__${tool.name}`));

/** As Anthropic counts: what was read from or written to the cache is not among the input. */
const counts = {
  1: { input_tokens: 40, cache_read_input_tokens: 200, cache_creation_input_tokens: 1000, output_tokens: 30 },
  2: { input_tokens: 25, cache_read_input_tokens: 1200, cache_creation_input_tokens: 0, output_tokens: 21 },
} as const;

/** POST /v1/messages */
export const anthropic: Api = {
  name: "anthropic",
  path: /\/messages$/,
  contentType: "text/event-stream",
  read: (body) => ({
    model: String(body.model),
    stream: body.stream === true,
    call: hasTools(body) && !answered(body) ? 1 : 2,
    // An answer of two parts: what it thought, and what it says.
    structured: isJson(body.thinking) && body.thinking.type !== "disabled",
    tellsUsage: true,
    toolName: toolNameIn(body),
  }),
  usage: ({ call }) => {
    const { input_tokens, cache_read_input_tokens, cache_creation_input_tokens, output_tokens } = counts[call];
    return {
      input: input_tokens + cache_read_input_tokens + cache_creation_input_tokens,
      output: output_tokens,
      cached: cache_read_input_tokens,
      cacheWrite: cache_creation_input_tokens,
      reasoning: 0,
    };
  },
  whole: (asked) => ({ ...message(asked), content: content(asked), stop_reason: reason(asked), usage: usage(asked) }),
  pieces: (asked) => events(asked).map((data) => event(data, data.type)),
  failure: (status) => ({
    type: "error",
    error: { type: types[status] ?? "api_error", message: messages[status] },
    request_id: "req_fake0001",
  }),
};

const types: Readonly<Record<number, string>> = { 400: "invalid_request_error", 429: "rate_limit_error" };

const message = ({ model, number }: Asked) => ({
  id: `msg_fake${number}`,
  type: "message",
  role: "assistant",
  model,
  content: [] as readonly object[],
  stop_reason: null as string | null,
  stop_sequence: null,
});

const reason = ({ call }: Asked) => (call === 1 ? "tool_use" : "end_turn");

const thought = { type: "thinking", thinking: "Paris is sunny today.", signature: "c2lnbmVk" } as const;

function content({ call, structured, toolName = tool.name }: Asked): readonly object[] {
  if (call === 2) return [...(structured ? [thought] : []), { type: "text", text }];
  return [
    { type: "text", text: "Let me check." },
    { type: "tool_use", id: "toolu_fake01", name: toolName, input: tool.args },
  ];
}

function usage({ call }: Asked) {
  return {
    ...counts[call],
    cache_creation:
      call === 1
        ? { ephemeral_5m_input_tokens: 600, ephemeral_1h_input_tokens: 400 }
        : { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 0 },
    service_tier: "standard",
  };
}

function events(asked: Asked): readonly { readonly type: string }[] {
  return [
    { type: "message_start", message: { ...message(asked), usage: { ...usage(asked), output_tokens: 1 } } },
    ...(asked.call === 1 ? [...textBlock(["Let me", " check."]), ...toolBlock(asked)] : spokenBlocks(asked)),
    {
      type: "message_delta",
      delta: { stop_reason: reason(asked), stop_sequence: null },
      usage: { ...counts[asked.call] },
    },
    { type: "message_stop" },
  ] as readonly { readonly type: string }[];
}

const spokenBlocks = ({ structured }: Asked) =>
  structured ? [...thinkingBlock, ...textBlock(words, 1)] : textBlock(words);

const textBlock = (pieces: readonly string[], index = 0) => [
  { type: "content_block_start", index, content_block: { type: "text", text: "" } },
  ...pieces.map((piece) => ({ type: "content_block_delta", index, delta: { type: "text_delta", text: piece } })),
  { type: "content_block_stop", index },
];

const thinkingBlock = [
  { type: "content_block_start", index: 0, content_block: { type: "thinking", thinking: "", signature: "" } },
  { type: "content_block_delta", index: 0, delta: { type: "thinking_delta", thinking: thought.thinking } },
  { type: "content_block_delta", index: 0, delta: { type: "signature_delta", signature: thought.signature } },
  { type: "content_block_stop", index: 0 },
];

const toolBlock = ({ toolName = tool.name }: Asked) => [
  {
    type: "content_block_start",
    index: 1,
    content_block: { type: "tool_use", id: "toolu_fake01", name: toolName, input: {} },
  },
  ...['{"city":', '"Paris"}'].map((partial_json) => ({
    type: "content_block_delta",
    index: 1,
    delta: { type: "input_json_delta", partial_json },
  })),
  { type: "content_block_stop", index: 1 },
];
