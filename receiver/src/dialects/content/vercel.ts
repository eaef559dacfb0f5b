import { mediaOf } from "./media.ts";
import { call, type PartReader, type PartReaders, result } from "./part.ts";
import { firstOf, isObject, type Json } from "./values.ts";

export const vercelCall: PartReader = (part) =>
  call(part.toolCallId, part.toolName, firstOf(part, ["input", "args", "arguments"]));

const vercelResult: PartReader = (part) => result(part.toolCallId, outputOf(part));

/** Parts of the AI SDK's messages, by their type. */
export const vercelParts: PartReaders = [
  ["tool-call", vercelCall],
  ["tool-result", vercelResult],
  ["tool-error", (part) => result(part.toolCallId, part.error)],
  ["tool-invocation", (part) => invocation(part.toolInvocation)],
  ["media", (part) => [mediaOf(part, "file")]],
  ["image-data", (part) => [mediaOf(part, "image")]],
  ["file-data", (part) => [mediaOf(part, "file")]],
  ["step-start", () => []],
];

/** From version 5 on `{type: "json", value}`, before it the value itself. */
function outputOf(part: Json): unknown {
  const output = firstOf(part, ["output", "result", "content"]);
  const isTyped = isObject(output) && typeof output.type === "string" && "value" in output;
  return isTyped ? output.value : output;
}

function invocation(value: unknown) {
  if (!isObject(value)) return [];
  return value.result === undefined ? vercelCall(value) : [...vercelCall(value), ...vercelResult(value)];
}
