import { isList, isObject, isText, type Json } from "./values.ts";

const roles: ReadonlyMap<string, string> = new Map([
  ["human", "user"],
  ["ai", "assistant"],
  ["AIMessageChunk", "assistant"],
  ["HumanMessageChunk", "user"],
  ["system", "system"],
  ["tool", "tool"],
  ["function", "tool"],
  ["HumanMessage", "user"],
  ["AIMessage", "assistant"],
  ["SystemMessage", "system"],
  ["SystemMessageChunk", "system"],
  ["ToolMessage", "tool"],
  ["ToolMessageChunk", "tool"],
  ["FunctionMessage", "tool"],
]);

/** A serialised message of LangChain in the plain form: `{lc, id, kwargs}`, `{type, data}` or `{type, content}`. */
export function langchainMessage(value: Json): Json | undefined {
  if (isList(value.id) && isObject(value.kwargs)) return withRole(value.id.at(-1), value.kwargs);
  if (!isText(value.type) || isText(value.role)) return undefined;
  if (isObject(value.data) && "content" in value.data) return withRole(value.type, value.data);
  return "content" in value ? withRole(value.type, value) : undefined;
}

function withRole(name: unknown, said: Json): Json | undefined {
  const role = isText(name) ? (roles.get(name) ?? chatRole(name, said)) : undefined;
  if (role === undefined) return undefined;
  const extra = isObject(said.additional_kwargs) ? said.additional_kwargs : {};
  const calls = [said.tool_calls, extra.tool_calls].find((list) => isList(list) && list.length > 0);
  return {
    role,
    content: said.content,
    tool_calls: calls,
    function_call: extra.function_call,
    reasoning_content: extra.reasoning_content,
    tool_call_id: said.tool_call_id,
  };
}

const chatRole = (name: string, said: Json) =>
  name.startsWith("ChatMessage") && isText(said.role) ? said.role : undefined;
