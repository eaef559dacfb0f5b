import type { Part } from "../../model/message.ts";
import { asText, fromJson, lean } from "./json-text.ts";
import { isList, isObject, isText, type Json, textOrNull } from "./values.ts";

/** Makes parts of an object whose `type`, or one of whose keys, says what it is. */
export type PartReader = (value: Json) => readonly Part[];
export type PartReaders = readonly (readonly [mark: string, reader: PartReader])[];

export const text = (value: unknown): readonly Part[] => {
  const said = plainText(value);
  return said === "" ? [] : [{ type: "text", text: said }];
};

export const reasoning = (value: unknown): readonly Part[] => {
  const said = plainText(value);
  return said === "" ? [] : [{ type: "reasoning", text: said }];
};

export function call(id: unknown, name: unknown, given: unknown): readonly Part[] {
  return [{ type: "tool_call", id: textOrNull(id), name: textOrNull(name) ?? "", arguments: told(given) }];
}

export function result(id: unknown, value: unknown): readonly Part[] {
  return [{ type: "tool_result", id: textOrNull(id), result: told(withoutBlocks(value)) }];
}

/** A value that is shown as it is: parsed where it is JSON. */
export const told = (value: unknown): unknown => lean(fromJson(value) ?? null);

/** The words of a text however it is wrapped: `{text}`, `{content}`, a list of those. */
export function plainText(value: unknown, depth = 0): string {
  if (value === undefined || value === null) return "";
  if (typeof value === "string") return value;
  if (depth > 8) return asText(value);
  if (isList(value))
    return value
      .map((item) => plainText(item, depth + 1))
      .filter(isText)
      .join("\n");
  if (!isObject(value)) return String(value);
  const inner = value.text ?? value.content ?? value.parts ?? value.value;
  return inner === undefined ? asText(value) : plainText(inner, depth + 1);
}

/** The result itself, out of the blocks that providers put around it. */
function withoutBlocks(value: unknown): unknown {
  const read = fromJson(value);
  if (!isList(read) || read.length === 0) return read;
  const inner = read.map(blockOf);
  if (inner.includes(undefined)) return read;
  if (inner.length === 1) return inner[0];
  return inner.every((item) => typeof item === "string") ? inner.join("\n") : inner;
}

function blockOf(block: unknown): unknown {
  if (!isObject(block)) return undefined;
  const { type, text: words, content, json } = block;
  if (json !== undefined && type === undefined) return json;
  if (type === undefined && Object.keys(block).length > 1) return undefined;
  if (type !== undefined && type !== "text" && type !== "output_text") return undefined;
  return typeof words === "string" ? words : typeof content === "string" ? content : undefined;
}
