import type { Message, Part } from "../record/message.ts";
import type { ModelAnswer, Usage } from "../record/model-call.ts";
import { countOf, type Fields, fieldsOf, listOf, textOf } from "./answer.ts";
import { isFields } from "./narrow.ts";
import { contentOf } from "./openai-messages.ts";

const roles: Readonly<Record<string, string>> = { human: "user", ai: "assistant", system: "system", tool: "tool" };

export function messagesOf(messages: unknown): readonly Message[] {
  return listOf(messages).map(messageOf);
}

function typeOf(message: Fields): string {
  const { _getType: ask } = message as { readonly _getType?: () => unknown };
  const type = typeof ask === "function" ? ask.call(message) : message.type;
  return typeof type === "string" ? type : "human";
}

function messageOf(message: Fields): Message {
  const type = typeOf(message);
  const role = roles[type] ?? textOf(message.role) ?? type;
  if (type === "tool") {
    return {
      role,
      parts: [
        { type: "tool_call_response", id: textOf(message.tool_call_id) ?? null, response: toolResultOf(message) },
      ],
    };
  }
  const calls = listOf(message.tool_calls).map(
    ({ id, name, args }): Part => ({ type: "tool_call", id: textOf(id) ?? null, name: String(name), arguments: args }),
  );
  return { role, parts: [...partsOf(message.content), ...calls] };
}

function partsOf(content: unknown): readonly Part[] {
  if (!Array.isArray(content)) return contentOf(content);
  return content.flatMap((block): readonly Part[] => {
    const { type, thinking, reasoning } = fieldsOf(block);
    if (type === "tool_use" || type === "tool_call" || type === "input_json_delta") return [];
    const thought = textOf(thinking) ?? textOf(reasoning);
    return thought === undefined ? contentOf([block]) : [{ type: "reasoning", content: thought }];
  });
}

/** A tool gives back any value, or a message that holds it. */
export function toolResultOf(output: unknown): unknown {
  return isFields(output) && "tool_call_id" in output && "content" in output ? output.content : plainOf(output);
}

export function answerOf({ generations, llmOutput }: Fields): ModelAnswer {
  const first = listOf(Array.isArray(generations) ? generations[0] : undefined)[0] ?? {};
  const message = fieldsOf(first.message);
  const said = { ...fieldsOf(llmOutput), ...fieldsOf(first.generationInfo), ...fieldsOf(message.response_metadata) };
  const reason =
    textOf(said.finish_reason) ?? textOf(said.stop_reason) ?? textOf(said.finishReason) ?? textOf(said.stopReason);
  const finish = reason?.toLowerCase();
  const output = first.message ? messageOf(message) : textMessage(first.text);
  return {
    id: textOf(said.id) ?? idOf(message.id),
    model: textOf(said.model_name) ?? textOf(said.model) ?? textOf(said.modelId),
    finishReasons: finish === undefined ? undefined : [finish],
    usage: usageOf(message.usage_metadata, fieldsOf(fieldsOf(llmOutput).tokenUsage)),
    output: () => [{ ...output, role: "assistant", ...(finish !== undefined && { finish_reason: finish }) }],
  };
}

const textMessage = (text: unknown): Message => ({ role: "assistant", parts: contentOf(text) });

/** LangChain makes up an id where the provider gave none. */
const idOf = (id: unknown): string | undefined => {
  const text = textOf(id);
  return text?.startsWith("run-") ? undefined : text;
};

function usageOf(metadata: unknown, counted: Fields): Usage {
  const told = fieldsOf(metadata);
  const input = fieldsOf(told.input_token_details);
  const output = fieldsOf(told.output_token_details);
  return {
    input: countOf(told.input_tokens) ?? countOf(counted.promptTokens),
    output: countOf(told.output_tokens) ?? countOf(counted.completionTokens),
    cacheRead: countOf(input.cache_read),
    cacheWrite: countOf(input.cache_creation),
    reasoning: countOf(output.reasoning),
    audioInput: countOf(input.audio) || undefined,
    audioOutput: countOf(output.audio) || undefined,
  };
}

/** State as it is read, with messages instead of the objects that are made of them. */
export function plainOf(value: unknown, depth = 0): unknown {
  if (!isFields(value) || depth > 8) return value;
  if (Array.isArray(value)) return value.map((item) => plainOf(item, depth + 1));
  if (typeof value._getType === "function") return messageOf(value);
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, plainOf(member, depth + 1)]));
}
