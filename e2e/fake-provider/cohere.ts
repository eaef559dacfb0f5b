import { type Api, type Asked, event, hasTools, listOf } from "./api.ts";
import { callId, messages, openaiUsage, text, tool, words } from "./weather.ts";

const usage = ({ call }: Asked) => {
  const { input, output } = openaiUsage[call];
  return {
    billed_units: { input_tokens: input, output_tokens: output },
    tokens: { input_tokens: input + 500, output_tokens: output },
  };
};

const reason = ({ call }: Asked) => (call === 1 ? "TOOL_CALL" : "COMPLETE");
const plan = "I will look it up.";
const called = (json: string) => ({ id: callId, type: "function", function: { name: tool.name, arguments: json } });

/** POST /v2/chat */
export const cohere: Api = {
  name: "cohere",
  path: /\/v2\/chat$/,
  contentType: "text/event-stream",
  read: (body) => ({
    model: String(body.model),
    stream: body.stream === true,
    call: hasTools(body) && !listOf(body.messages).some(({ role }) => role === "tool") ? 1 : 2,
    structured: false,
    tellsUsage: true,
  }),
  usage: ({ call }) => ({ ...openaiUsage[call], cached: 0, reasoning: 0 }),
  whole: (asked) => ({
    id: `cohere-fake${asked.number}`,
    message:
      asked.call === 1
        ? { role: "assistant", tool_plan: plan, tool_calls: [called(JSON.stringify(tool.args))] }
        : { role: "assistant", content: [{ type: "text", text }] },
    finish_reason: reason(asked),
    usage: usage(asked),
  }),
  pieces: (asked) => events(asked).map((data) => event(data, data.type)),
  failure: (status) => ({ message: messages[status] }),
};

function events(asked: Asked): readonly { readonly type: string }[] {
  const said = (type: string, message: object) => ({ type, index: 0, delta: { message } });
  const told =
    asked.call === 1
      ? [
          said("tool-plan-delta", { tool_plan: plan }),
          said("tool-call-start", { tool_calls: called("") }),
          said("tool-call-delta", { tool_calls: { function: { arguments: '{"city":' } } }),
          said("tool-call-delta", { tool_calls: { function: { arguments: '"Paris"}' } } }),
          { type: "tool-call-end", index: 0 },
        ]
      : [
          said("content-start", { content: { type: "text", text: "" } }),
          ...words.map((text) => said("content-delta", { content: { text } })),
          { type: "content-end", index: 0 },
        ];
  return [
    { type: "message-start", id: `cohere-fake${asked.number}`, delta: { message: { role: "assistant" } } },
    ...told,
    { type: "message-end", delta: { finish_reason: reason(asked), usage: usage(asked) } },
  ] as readonly { readonly type: string }[];
}
