import { call, type PartReaders, reasoning, result, text } from "./part.ts";
import { isObject, type Json } from "./values.ts";

/** Parts of Pydantic AI's own messages, by their `part_kind`. */
export const pydanticParts: PartReaders = [
  ["thinking", (part) => reasoning(part.content)],
  ["tool-call", (part) => call(part.tool_call_id, part.tool_name, part.args)],
  ["builtin-tool-call", (part) => call(part.tool_call_id, part.tool_name, part.args)],
  ["tool-return", (part) => result(part.tool_call_id, part.content)],
  ["builtin-tool-return", (part) => result(part.tool_call_id, part.content)],
  ["retry-prompt", (part) => result(part.tool_call_id, part.content)],
  ["text", (part) => text(part.content)],
  ["user-prompt", (part) => text(part.content)],
  ["system-prompt", (part) => text(part.content)],
];

/** `{kind: "request" | "response", parts}`: who speaks is told by the parts. */
export function pydanticMessage(value: Json): Json | undefined {
  const { kind, parts } = value;
  if ((kind !== "request" && kind !== "response") || !Array.isArray(parts)) return undefined;
  const isSystem = parts.length > 0 && parts.every((part) => isObject(part) && part.part_kind === "system-prompt");
  return { role: kind === "response" ? "assistant" : isSystem ? "system" : "user", parts };
}
