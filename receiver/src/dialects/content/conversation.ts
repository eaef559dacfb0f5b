import type { Message, Part } from "../../model/message.ts";
import { asText, fromJson } from "./json-text.ts";
import { isMessage, messageOf, roleOf, speakerOf } from "./message.ts";
import { plainText, text } from "./part.ts";
import { isPart, partsOf } from "./parts.ts";
import { cap, isList, isObject, isText } from "./values.ts";
import { unwrap } from "./wrappers.ts";

export interface Conversation {
  /** The texts of system messages and of instructions, which are then not among the messages. */
  readonly system: readonly string[];
  readonly messages: readonly Message[];
}

export const silence: Conversation = { system: [], messages: [] };

const mostMessages = 10_000;
const deepest = 16;

/** What was said, in any shape: a request, an answer, messages, parts, JSON of those, or words. `speaker` says words. */
export function conversationOf(value: unknown, speaker: string): Conversation {
  return apart(read(value, speaker, 0));
}

/** The words of instructions, in any shape. */
export function instructionsOf(value: unknown): readonly string[] {
  const said = plainText(fromJson(value));
  return said === "" ? [] : [said];
}

export function join(...told: readonly Conversation[]): Conversation {
  return { system: told.flatMap(({ system }) => system), messages: told.flatMap(({ messages }) => messages) };
}

const one = (role: string, parts: readonly Part[]): readonly Message[] =>
  parts.length === 0 ? [] : [{ role: speakerOf(role, parts), parts }];

function read(value: unknown, speaker: string, depth: number): readonly Message[] {
  const told = fromJson(value);
  if (told === null || told === undefined) return [];
  if (depth >= deepest) return one(speaker, text(asText(told)));
  if (isList(told)) return readList(told, speaker, depth, value);
  if (!isObject(told)) return one(speaker, text(String(told)));
  if (Object.keys(told).length === 0) return [];
  if (isMessage(told)) return [messageOf(told, speaker)];
  const wrapped = unwrap(told);
  if (wrapped === undefined) return one(speaker, isTypedPart(told) ? partsOf(told) : text(rawOf(value, told)));
  const system = wrapped.system === undefined ? [] : one("system", instructionsOf(wrapped.system).flatMap(text));
  return [...system, ...read(wrapped.inner, speaker, depth + 1)];
}

/** JSON that is nothing known stays as it was written, unless there are bytes in it. */
const rawOf = (value: unknown, told: unknown) =>
  typeof value === "string" && !/^\s*"|;base64,/.test(value) ? value : asText(told);

const isTypedPart = (value: unknown) => isPart(value) && typeof value.type === "string";

function readList(list: readonly unknown[], speaker: string, depth: number, raw: unknown): readonly Message[] {
  if (list.length === 0) return [];
  const { kept, more } = cap(list, mostMessages);
  const items = kept.map(fromJson);
  const messages = items.every(isText) ? readTexts(items, speaker) : readItems(items, speaker, depth);
  const all = messages ?? one(speaker, text(rawOf(raw, list)));
  return more === 0 ? all : [...all, ...one(speaker, text(`… and ${more} more messages`))];
}

/** `["user", "hi"]` is a message of its own; other texts are parts of one. */
function readTexts(items: readonly string[], speaker: string): readonly Message[] {
  const [role = "", words] = items;
  const isPair = items.length === 2 && words !== undefined && pairRoles.has(role);
  return isPair ? one(roleOf(role), text(words)) : one(speaker, items.flatMap(text));
}

const pairRoles: ReadonlySet<string> = new Set(["user", "human", "assistant", "ai", "system"]);

/** Undefined for a list of things that nobody said. */
function readItems(items: readonly unknown[], speaker: string, depth: number): readonly Message[] | undefined {
  const isTold = (item: unknown) => isMessage(item) || isPart(item) || isList(item);
  if (!items.some(isTold) && !items.every((item) => isText(item) || item === null)) return undefined;
  const messages: { role: string; parts: Part[]; open: boolean }[] = [];
  for (const item of items) {
    if (isMessage(item) || isList(item)) {
      for (const { role, parts } of read(item, speaker, depth + 1))
        messages.push({ role, parts: [...parts], open: false });
      continue;
    }
    const parts = partsOf(item);
    const role = itemRole(item, parts, speaker);
    const last = messages.at(-1);
    if (last?.open && last.role === role) last.parts.push(...parts);
    else if (parts.length > 0) messages.push({ role, parts: [...parts], open: true });
  }
  return messages.map(({ role, parts }) => ({ role, parts }));
}

/** Items of OpenAI's responses tell no role: calls and thoughts are the model's, their outputs the tool's. */
function itemRole(item: unknown, parts: readonly Part[], speaker: string): string {
  const type = isObject(item) && isText(item.type) ? item.type : "";
  if (parts.some((part) => part.type === "tool_result")) return "tool";
  return type === "reasoning" || parts.some((part) => part.type === "tool_call") ? "assistant" : speaker;
}

function apart(messages: readonly Message[]): Conversation {
  const system: string[] = [];
  const others: Message[] = [];
  for (const { role, parts } of messages) {
    const isSystem = role === "system";
    const kept = isSystem ? parts.filter((part) => part.type !== "text") : parts;
    if (isSystem) system.push(...parts.flatMap((part) => (part.type === "text" ? [part.text] : [])));
    if (kept.length > 0) others.push({ role, parts: kept });
  }
  return { system, messages: others };
}
