import { mediaOf } from "./media.ts";
import { call, type PartReaders, result, text } from "./part.ts";
import { firstOf, isObject, isText, type Json } from "./values.ts";

/** Parts of OpenAI's chat messages and items of its responses, by their type. */
export const openaiParts: PartReaders = [
  ["text", (part) => text(firstOf(part, ["text", "content"]))],
  ["input_text", (part) => text(part.text)],
  ["output_text", (part) => text(part.text)],
  ["summary_text", (part) => text(part.text)],
  ["refusal", (part) => text(part.refusal)],
  ["function", (part) => openaiCall(part)],
  ["custom", (part) => (isObject(part.custom) || isText(part.name) ? openaiCall(part) : text(remainder(part)))],
  ["function_call", (part) => openaiCall(part)],
  ["custom_tool_call", (part) => openaiCall(part)],
  ["mcp_call", (part) => openaiCall(part)],
  ["function_call_output", (part) => result(part.call_id, part.output)],
  ["custom_tool_call_output", (part) => result(part.call_id, part.output)],
  ["web_search_call", (part) => call(part.id, part.type, part.action)],
  ["file_search_call", (part) => call(part.id, part.type, part.queries)],
  ["code_interpreter_call", (part) => call(part.id, part.type, part.code)],
  ["computer_call", (part) => call(part.call_id, part.type, part.action)],
  ["computer_call_output", (part) => result(part.call_id, part.output)],
  ["image_generation_call", (part) => call(part.id, part.type, part.prompt)],
  ["image_url", (part) => [mediaOf(part, "image")]],
  ["input_image", (part) => [mediaOf(part, "image")]],
  ["input_audio", (part) => [mediaOf(part, "audio")]],
  ["input_file", (part) => [mediaOf(part, "file")]],
];

/** A part of a provider's own, of which its type says nothing. */
function remainder({ type: _type, ...others }: Json): unknown {
  return Object.keys(others).length === 0 ? "" : others;
}

/** `{id, function: {name, arguments}}`, and the flat form of the responses. */
export function openaiCall(value: Json) {
  const body = [value.function, value.custom].find(isObject) ?? value;
  const given = firstOf(body, ["arguments", "args", "input", "parameters"]);
  return call(firstOf(value, ["call_id", "id", "tool_call_id"]), body.name, given);
}
