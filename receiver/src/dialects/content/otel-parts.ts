import { mediaOf } from "./media.ts";
import { call, type PartReaders, reasoning, result, text } from "./part.ts";
import { firstOf, isObject, isText, type Json } from "./values.ts";

/** https://github.com/open-telemetry/semantic-conventions-genai, the parts of a message, by their type. */
export const otelParts: PartReaders = [
  ["tool_call", (part) => (isObject(part.function) ? functionCall(part, part.function) : toolCall(part))],
  ["tool_call_response", (part) => result(idOf(part), firstOf(part, ["response", "result", "content"]))],
  ["server_tool_call", (part) => serverCall(part, part.server_tool_call)],
  [
    "server_tool_call_response",
    (part) => result(idOf(part), firstOf(part, ["server_tool_call_response", "response", "result"])),
  ],
  ["blob", (part) => [mediaOf(part, "file"), ...text(part.transcript)]],
  ["uri", (part) => [mediaOf(part, "file")]],
  ["file", (part) => [mediaOf(part, "file")]],
  ["compaction", (part) => text(part.content)],
  ["reasoning", (part) => reasoning(firstOf(part, ["content", "text", "summary", "reasoning"]))],
];

const idOf = (part: Json) => firstOf(part, ["id", "tool_call_id", "call_id"]);
const toolCall = (part: Json) => call(idOf(part), part.name, firstOf(part, ["arguments", "args", "input"]));
const functionCall = (part: Json, { name, arguments: given }: Json) => call(idOf(part), name, given);

function serverCall(part: Json, body: unknown) {
  const inner = isObject(body) ? body : {};
  const name = firstOf(part, ["name"]) ?? (isText(inner.type) ? inner.type : "");
  return call(idOf(part), name, inner.arguments ?? body ?? part.arguments);
}
