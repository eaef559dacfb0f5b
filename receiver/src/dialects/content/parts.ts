import type { Part } from "../../model/message.ts";
import { anthropicParts } from "./anthropic.ts";
import { bedrockParts, strandsParts } from "./bedrock.ts";
import { geminiParts } from "./gemini.ts";
import { genkitParts } from "./genkit.ts";
import { asText, fromJson } from "./json-text.ts";
import { openaiCall, openaiParts } from "./openai.ts";
import { otelParts } from "./otel-parts.ts";
import { type PartReader, type PartReaders, text } from "./part.ts";
import { pydanticParts } from "./pydantic.ts";
import { cap, isList, isObject, isText, type Json } from "./values.ts";
import { vercelCall, vercelParts } from "./vercel.ts";

const mostParts = 10_000;
const deepest = 8;

/** The first of equal types holds. */
const byType: ReadonlyMap<string, PartReader> = new Map(
  [...otelParts, ...openaiParts, ...anthropicParts, ...vercelParts, ...strandsParts].reverse(),
);
const byKind: ReadonlyMap<string, PartReader> = new Map(pydanticParts);

/** Where no type is told, a key tells it; the first that is there. */
const byKey: PartReaders = [
  ...geminiParts,
  ...bedrockParts,
  ...genkitParts,
  ["toolCallId", vercelCall],
  ["function", openaiCall],
  ["image_url", (part) => byType.get("image_url")?.(part) ?? []],
  ["text", (part) => text(part.text)],
  ["json", (part) => text(part.json)],
];

/** Reads the object as a part; undefined when nothing tells what it is. */
function readerOf(value: Json): PartReader | undefined {
  const { type, part_kind: kind } = value;
  const typed = isText(kind) ? byKind.get(kind) : isText(type) ? byType.get(type) : undefined;
  return typed ?? byKey.find(([key]) => value[key] !== undefined && value[key] !== null)?.[1];
}

/** Whether its type, or what little else it says, tells that this is a part of a message. */
export function isPart(value: unknown): value is Json {
  if (!isObject(value)) return false;
  const { type, part_kind: kind } = value;
  if ((isText(kind) && byKind.has(kind)) || (isText(type) && byType.has(type))) return true;
  return Object.keys(value).length <= 2 && readerOf(value) !== undefined;
}

/** The parts of what a message holds, in any shape. What is in no known one is told as text. */
export function partsOf(content: unknown, depth = 0): readonly Part[] {
  if (content === null || content === undefined) return [];
  if (typeof content === "string") return partsOfText(content);
  if (isList(content) && depth < deepest) {
    const { kept, more } = cap(content, mostParts);
    const parts = kept.flatMap((part) => partsOf(part, depth + 1));
    return more === 0 ? parts : [...parts, ...text(`… and ${more} more parts`)];
  }
  return isObject(content) ? partsOfObject(content, depth) : text(asText(content));
}

function partsOfObject(content: Json, depth: number): readonly Part[] {
  const reader = readerOf(content);
  if (reader !== undefined) return reader(content);
  const isNested = isList(content.parts) && depth < deepest;
  return isNested ? partsOf(content.parts, depth + 1) : text(asText(content));
}

/** Some write the parts of a message down as JSON. Other JSON is what somebody said. */
function partsOfText(content: string): readonly Part[] {
  if (!/^\s*\[/.test(content)) return text(content);
  const read = fromJson(content);
  return isList(read) && read.length > 0 && read.every(isPart) ? partsOf(read, 1) : text(content);
}
