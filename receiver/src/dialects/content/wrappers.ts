import { unwrapCall } from "./json-text.ts";
import { isPart } from "./parts.ts";
import { firstOf, isList, isObject, isText, type Json } from "./values.ts";

/** What a request or an answer wraps: the messages in whatever shape, and the instructions beside them. */
export interface Wrapped {
  readonly system?: unknown;
  readonly inner: unknown;
}

type Unwrap = (value: Json) => Wrapped | undefined;

const instructionKeys = [
  "system",
  "system_prompt",
  "systemPrompt",
  "instructions",
  "systemInstruction",
  "system_instruction",
];

const instructions = (value: Json): unknown => {
  const config = isObject(value.config) ? value.config : {};
  return firstOf(value, instructionKeys) ?? firstOf(config, instructionKeys);
};

const calledWith: Unwrap = (value) => {
  const inner = unwrapCall(value);
  if (inner === value) return undefined;
  if (!isObject(inner)) return { inner };
  const names = Object.keys(inner);
  return names.length === 1 && isObject(value.kwargs) ? { inner: inner[names[0] ?? ""] } : { inner };
};

const requestOf: Unwrap = (value) => {
  const messages = ["messages", "contents", "chat_history"].map((key) => value[key]).find(isList);
  if (messages !== undefined) return { system: instructions(value), inner: messages };
  if (isList(value.items) && Object.keys(value).length === 1) return { inner: value.items };
  const asked = firstOf(value, ["input", "prompt"]);
  const isRequest = asked !== undefined && (instructions(value) !== undefined || isText(value.model));
  return isRequest ? { system: instructions(value), inner: asked } : undefined;
};

/** An answer that only tells what it cost. */
const usageKeys = ["usageMetadata", "usage_metadata"];

const choice = (given: unknown): unknown =>
  isObject(given) ? firstOf(given, ["message", "delta", "content", "text"]) : given;

const answerOf: Unwrap = (value) => {
  const choices = ["choices", "candidates", "generations"].map((key) => value[key]).find(isList);
  if (choices !== undefined) return { inner: choices.flat().map(choice) };
  const { output, message, content } = value;
  if (isList(output) && (value.object === "response" || output.some(isPart))) return { inner: output };
  if (isObject(output) && isObject(output.message)) return { inner: output.message };
  if (isObject(message)) return { inner: message };
  if (isObject(content) || (isList(content) && content.every(isPart))) return { inner: content };
  if (content === undefined && usageKeys.some((key) => key in value)) return { inner: null };
  return isText(value.combined_chunk_content) ? { inner: value.combined_chunk_content } : undefined;
};

/** LangChain's callbacks, as OpenLLMetry writes them down. */
const chainOf: Unwrap = (value) => {
  const inner = firstOf(value, ["inputs", "outputs"]);
  return (isObject(inner) || isList(inner)) && ("kwargs" in value || "tags" in value) ? { inner } : undefined;
};

const plainNames = ["input", "output", "prompt", "text", "content", "response", "result", "inputs", "outputs"];

const onlyOne: Unwrap = (value) => {
  const [name = "", ...others] = Object.keys(value);
  return others.length === 0 && plainNames.includes(name) ? { inner: value[name] } : undefined;
};

const wrappers: readonly Unwrap[] = [calledWith, requestOf, answerOf, chainOf, onlyOne];

export function unwrap(value: Json): Wrapped | undefined {
  for (const wrapper of wrappers) {
    const wrapped = wrapper(value);
    if (wrapped !== undefined) return wrapped;
  }
  return undefined;
}
