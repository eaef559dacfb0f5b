import { type Api, type Asked, event, hasTools, isJson, type Json, listOf } from "./api.ts";
import { callId, messages, object, openaiUsage, text, tool, words } from "./weather.ts";

const structured = ({ response_format }: Json) => isJson(response_format) && response_format.type !== "text";
const answered = (body: Json) => listOf(body.messages).some(({ role }) => role === "tool");

/** POST /v1/chat/completions, as OpenAI and Mistral have it. */
export const openaiChat: Api = {
  name: "openai-chat",
  path: /\/chat\/completions$/,
  contentType: "text/event-stream",
  read: (body) => ({
    model: String(body.model),
    stream: body.stream === true,
    call: hasTools(body) && !answered(body) ? 1 : 2,
    structured: structured(body),
    // Mistral's, Groq's and Together's streams always tell; OpenAI's when asked to.
    tellsUsage:
      /^(mistral|llama)/.test(String(body.model)) ||
      (isJson(body.stream_options) && body.stream_options.include_usage === true),
  }),
  usage: ({ call }) => openaiUsage[call],
  whole: (asked) => ({
    ...head(asked, "chat.completion"),
    choices: [{ index: 0, message: message(asked), logprobs: null, finish_reason: reason(asked) }],
    usage: usage(asked),
  }),
  pieces: (asked) => {
    const chunk = (delta: object, finish_reason: string | null = null) => ({
      ...head(asked, "chat.completion.chunk"),
      choices: [{ index: 0, delta, finish_reason }],
      // Who asks for the usage finds it empty until the end.
      ...(asked.tellsUsage && !asked.model.startsWith("mistral") && { usage: null }),
    });
    const told = { ...head(asked, "chat.completion.chunk"), choices: [], usage: usage(asked) };
    const chunks = [
      ...deltas(asked).map((delta) => chunk(delta)),
      chunk({}, reason(asked)),
      ...(asked.tellsUsage ? [told] : []),
    ];
    return [...chunks.map((piece) => event(piece)), event("[DONE]")];
  },
  failure: (status) => ({
    error: {
      message: messages[status],
      type: types[status] ?? "server_error",
      param: null,
      code: status === 429 ? "rate_limit_exceeded" : null,
    },
  }),
};

const types: Readonly<Record<number, string>> = { 400: "invalid_request_error", 429: "requests" };

const head = ({ model, number }: Asked, object: string) => ({
  id: `chatcmpl-fake${number}`,
  object,
  created: 1_795_000_000,
  model: model === "gpt-4o-mini" ? "gpt-4o-mini-2024-07-18" : model,
  service_tier: "default",
  system_fingerprint: "fp_fake",
});

const reason = ({ call }: Asked) => (call === 1 ? "tool_calls" : "stop");

const toolCall = { id: callId, type: "function", function: { name: tool.name, arguments: JSON.stringify(tool.args) } };

function message({ call, structured }: Asked) {
  if (call === 1) return { role: "assistant", content: null, refusal: null, tool_calls: [toolCall] };
  return { role: "assistant", content: structured ? object : text, refusal: null };
}

function deltas({ model, call, structured }: Asked): readonly object[] {
  const first = { role: "assistant", content: call === 1 ? null : "" };
  if (call === 2) return [first, ...(structured ? [object] : words).map((content) => ({ content }))];
  // Mistral's come in one piece.
  if (model.startsWith("mistral")) return [first, { tool_calls: [{ index: 0, ...toolCall }] }];
  const { name } = toolCall.function;
  return [
    first,
    { tool_calls: [{ index: 0, id: callId, type: "function", function: { name, arguments: "" } }] },
    { tool_calls: [{ index: 0, function: { arguments: '{"city":' } }] },
    { tool_calls: [{ index: 0, function: { arguments: '"Paris"}' } }] },
  ];
}

function usage({ call }: Asked) {
  const { input, output, cached, reasoning } = openaiUsage[call];
  return {
    prompt_tokens: input,
    completion_tokens: output,
    total_tokens: input + output,
    prompt_tokens_details: { cached_tokens: cached, audio_tokens: 0 },
    completion_tokens_details: {
      reasoning_tokens: reasoning,
      audio_tokens: 0,
      accepted_prediction_tokens: 0,
      rejected_prediction_tokens: 0,
    },
  };
}
