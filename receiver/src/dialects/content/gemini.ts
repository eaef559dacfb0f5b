import { mediaOf } from "./media.ts";
import { call, type PartReader, type PartReaders, reasoning, result, text } from "./part.ts";
import { isObject, type Json } from "./values.ts";

const asked: PartReader = (part) => {
  const { id, name, args } = inner(part, "functionCall", "function_call");
  return call(id, name, args);
};

const answered: PartReader = (part) => {
  const { id, response } = inner(part, "functionResponse", "function_response");
  return result(id, response);
};

const media: PartReader = (part) => [mediaOf(part, "file")];

/** Parts of Gemini's contents, by the key that each has. */
export const geminiParts: PartReaders = [
  ["functionCall", asked],
  ["function_call", asked],
  ["functionResponse", answered],
  ["function_response", answered],
  ["inlineData", media],
  ["inline_data", media],
  ["fileData", media],
  ["file_data", media],
  ["executableCode", (part) => call(null, "executable_code", part.executableCode)],
  ["codeExecutionResult", (part) => result(null, part.codeExecutionResult)],
  ["thought", (part) => (part.thought === false ? text(part.text) : reasoning(part.text ?? part.thought))],
];

function inner(part: Json, ...keys: readonly string[]): Json {
  return keys.map((key) => part[key]).find(isObject) ?? {};
}
