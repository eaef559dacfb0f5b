import type { Message, Part } from "../record/message.ts";
import type { ModelAnswer } from "../record/model-call.ts";
import { countOf, type Fields, fieldsOf, jsonOf, listOf, textOf } from "./answer.ts";
import { contentOf } from "./openai-messages.ts";

/** LlamaIndex's messages: tools and their results are among a message's options. */
export const messagesOf = (messages: unknown): readonly Message[] => listOf(messages).map(messageOf);

function messageOf(message: Fields): Message {
  const { toolCall, toolResult } = fieldsOf(message.options);
  const role = textOf(message.role) ?? "assistant";
  if (toolResult === undefined)
    return { role, parts: [...contentOf(message.content), ...listOf(toolCall).map(calledOf)] };
  const { id, result } = fieldsOf(toolResult);
  const response = jsonOf(result) ?? message.content;
  return { role: "tool", parts: [{ type: "tool_call_response", id: textOf(id) ?? null, response }] };
}

const calledOf = ({ id, name, input }: Fields): Part => ({
  type: "tool_call",
  id: textOf(id) ?? null,
  name: textOf(name) ?? "",
  arguments: jsonOf(input),
});

/** What is known of an answer without knowing whose it is. Of a streamed one, all that came is in `raw`. */
export function answerOf({ message, raw }: Fields): ModelAnswer {
  const heads = Array.isArray(raw) ? listOf(raw).map((chunk) => fieldsOf(chunk.raw)) : [fieldsOf(raw)];
  const usage = fieldsOf(heads.findLast((head) => typeof head.usage === "object" && head.usage !== null)?.usage);
  const first = (name: string) => heads.map((head) => textOf(head[name])).find((text) => text !== undefined);
  return {
    id: first("id"),
    model: first("model"),
    usage: {
      input: countOf(usage.prompt_tokens) ?? countOf(usage.input_tokens),
      output: countOf(usage.completion_tokens) ?? countOf(usage.output_tokens),
    },
    output: () => [messageOf(fieldsOf(message))],
  };
}
