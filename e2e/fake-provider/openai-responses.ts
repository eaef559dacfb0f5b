import { type Api, type Asked, event, hasTools, isJson, type Json, listOf } from "./api.ts";
import { openaiChat } from "./openai-chat.ts";
import { callId, object, openaiUsage, text, tool, words } from "./weather.ts";

const structured = (body: Json) => isJson(body.text) && isJson(body.text.format) && body.text.format.type !== "text";
const answered = (body: Json) => listOf(body.input).some(({ type }) => type === "function_call_output");

/** POST /v1/responses */
export const openaiResponses: Api = {
  name: "openai-responses",
  path: /\/responses$/,
  contentType: "text/event-stream",
  read: (body) => ({
    model: String(body.model),
    stream: body.stream === true,
    call: hasTools(body) && !answered(body) ? 1 : 2,
    structured: structured(body),
    tellsUsage: true,
  }),
  usage: ({ call }) => openaiUsage[call],
  whole: (asked, body) => ({
    ...response(asked, "completed"),
    instructions: body.instructions ?? null,
    tools: body.tools ?? [],
  }),
  pieces: (asked) => events(asked).map((data, sequence_number) => event({ ...data, sequence_number }, data.type)),
  failure: openaiChat.failure,
};

function response(asked: Asked, status: "in_progress" | "completed") {
  const done = status === "completed";
  return {
    id: `resp_fake${asked.number}`,
    object: "response",
    created_at: 1_795_000_000,
    status,
    error: null,
    incomplete_details: null,
    instructions: null,
    max_output_tokens: null,
    model: asked.model === "gpt-4o-mini" ? "gpt-4o-mini-2024-07-18" : asked.model,
    output: done ? [item(asked, "completed")] : [],
    parallel_tool_calls: true,
    previous_response_id: null,
    reasoning: { effort: null, summary: null },
    service_tier: "default",
    store: false,
    temperature: 1,
    text: { format: { type: "text" } },
    tool_choice: "auto",
    tools: [],
    top_p: 1,
    truncation: "disabled",
    usage: done ? usage(asked) : null,
    metadata: {},
  };
}

function item({ call, structured }: Asked, status: "in_progress" | "completed") {
  const done = status === "completed";
  if (call === 1) {
    return {
      type: "function_call",
      id: "fc_fake0001",
      call_id: callId,
      name: tool.name,
      arguments: done ? JSON.stringify(tool.args) : "",
      status,
    };
  }
  const content = [{ type: "output_text", text: structured ? object : text, annotations: [], logprobs: [] }];
  return { type: "message", id: "msg_fake0002", role: "assistant", status, content: done ? content : [] };
}

function events(asked: Asked): readonly { readonly type: string }[] {
  const at = { output_index: 0, item_id: asked.call === 1 ? "fc_fake0001" : "msg_fake0002" };
  return [
    { type: "response.created", response: response(asked, "in_progress") },
    { type: "response.in_progress", response: response(asked, "in_progress") },
    { type: "response.output_item.added", output_index: 0, item: item(asked, "in_progress") },
    ...(asked.call === 1 ? argumentEvents(at) : textEvents(asked, { ...at, content_index: 0 })),
    { type: "response.output_item.done", output_index: 0, item: item(asked, "completed") },
    { type: "response.completed", response: response(asked, "completed") },
  ] as readonly { readonly type: string }[];
}

const argumentEvents = (at: object) => [
  { type: "response.function_call_arguments.delta", ...at, delta: '{"city":' },
  { type: "response.function_call_arguments.delta", ...at, delta: '"Paris"}' },
  { type: "response.function_call_arguments.done", ...at, name: tool.name, arguments: JSON.stringify(tool.args) },
];

function textEvents({ structured }: Asked, at: object) {
  const part = (text: string) => ({ type: "output_text", text, annotations: [], logprobs: [] });
  const all = structured ? object : text;
  return [
    { type: "response.content_part.added", ...at, part: part("") },
    ...(structured ? [object] : words).map((delta) => ({
      type: "response.output_text.delta",
      ...at,
      delta,
      logprobs: [],
    })),
    { type: "response.output_text.done", ...at, text: all, logprobs: [] },
    { type: "response.content_part.done", ...at, part: part(all) },
  ];
}

function usage({ call }: Asked) {
  const { input, output, cached, reasoning } = openaiUsage[call];
  return {
    input_tokens: input,
    input_tokens_details: { cached_tokens: cached },
    output_tokens: output,
    output_tokens_details: { reasoning_tokens: reasoning },
    total_tokens: input + output,
  };
}
