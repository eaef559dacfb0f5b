import type { Message, Part } from "../../model/message.ts";
import { fromJson } from "./json-text.ts";
import { langchainMessage } from "./langchain.ts";
import { mediaOf } from "./media.ts";
import { openaiCall } from "./openai.ts";
import { reasoning, result, text } from "./part.ts";
import { isPart, partsOf } from "./parts.ts";
import { pydanticMessage } from "./pydantic.ts";
import { firstOf, firstText, isList, isObject, isText, type Json } from "./values.ts";

const roles: ReadonlyMap<string, string> = new Map([
  ["human", "user"],
  ["user", "user"],
  ["ai", "assistant"],
  ["assistant", "assistant"],
  ["model", "assistant"],
  ["function", "tool"],
  ["tool", "tool"],
  ["developer", "system"],
  ["system", "system"],
]);

export const roleOf = (said: string): string => roles.get(said.toLowerCase()) ?? said;

const bodies = ["content", "parts", "contents", "tool_calls", "function_call", "toolCalls", "reasoning_content"];

/** The message in the plain form `{role, content | parts | …}`; undefined for what is none. */
function plain(value: Json): Json | undefined {
  const serialised = langchainMessage(value) ?? pydanticMessage(value);
  if (serialised !== undefined) return serialised;
  if (!isText(value.role)) return undefined;
  const isKnown = roles.has(value.role.toLowerCase()) || Object.keys(value).length === 1;
  return isKnown || bodies.some((key) => value[key] !== undefined) ? value : undefined;
}

export const isMessage = (value: unknown): value is Json => isObject(value) && plain(value) !== undefined;

/** One message of any library. `fallback` speaks where no role is told. */
export function messageOf(value: Json, fallback: string): Message {
  const said = plain(value) ?? value;
  const role = isText(said.role) ? roleOf(said.role) : fallback;
  const parts = onlyOnce([
    ...reasoning(firstOf(said, ["reasoning_content", "reasoning", "thinking"])),
    ...bodyOf(said, role),
    ...(isText(said.refusal) ? text(said.refusal) : []),
    ...(isObject(said.audio) ? [mediaOf(said.audio, "audio"), ...text(said.audio.transcript)] : []),
    ...callsOf(said),
  ]);
  return { role: speakerOf(role, parts), parts };
}

/** What tools gave back is told by the tool, though some send it on as if the user said it. */
export function speakerOf(role: string, parts: readonly Part[]): string {
  return role === "user" && parts.length > 0 && parts.every(({ type }) => type === "tool_result") ? "tool" : role;
}

function bodyOf(said: Json, role: string): readonly Part[] {
  const body = firstOf(said, ["parts", "content", "contents", "text"]);
  if (body === "null" && callsOf(said).length > 0) return [];
  const id = firstOf(said, ["tool_call_id", "toolCallId", "tool_use_id", "id"]);
  const answers = role === "tool" || firstText(said, ["tool_call_id", "toolCallId", "tool_use_id"]) !== null;
  return answers && body !== undefined && !tellsResults(body) ? result(id, body) : partsOf(body);
}

/** Whether the results stand in parts of their own. */
function tellsResults(body: unknown): boolean {
  const read = fromJson(body);
  return isList(read) && read.some((part) => isPart(part) && partsOf(part).some(({ type }) => type === "tool_result"));
}

function callsOf(said: Json): readonly Part[] {
  const lists = [said.tool_calls, said.toolCalls].map(fromJson).filter(isList).flat();
  const single = fromJson(said.function_call);
  return [...lists, single].filter(isObject).flatMap((call) => (isPart(call) ? partsOf(call) : openaiCall(call)));
}

/** Some tell a call among the contents and once more among the calls. */
function onlyOnce(parts: readonly Part[]): readonly Part[] {
  const ids = new Set<string>();
  return parts.filter((part) => {
    if (part.type !== "tool_call" || part.id === null) return true;
    const isNew = !ids.has(part.id);
    ids.add(part.id);
    return isNew;
  });
}
