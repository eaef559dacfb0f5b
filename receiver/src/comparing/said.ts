import type { Message, Part } from "../model/message.ts";

/** Something that was said, once however often: what is the same is the same object. */
export interface Said {
  /** Its JSON. */
  readonly json: string;
  /** Of a message. */
  readonly role: string | null;
}

/** Keeps each thing that was said once, on both sides of a comparison: agents resend their history with each turn. */
export class SaidPool {
  private readonly known = new Map<string, Said>();
  /** How much was put in, in characters. */
  characters = 0;

  value(value: unknown): Said | null {
    return value === null || value === undefined ? null : this.keep(jsonOf(value), null);
  }

  message({ role, parts }: Message): Said {
    return this.keep(jsonOf(parts), role);
  }

  private keep(json: string, role: string | null): Said {
    this.characters += json.length;
    const key = `${role ?? ""}\n${json}`;
    const known = this.known.get(key) ?? { json, role };
    this.known.set(key, known);
    return known;
  }
}

function jsonOf(value: unknown): string {
  try {
    return JSON.stringify(value) ?? "null";
  } catch {
    return '"?"';
  }
}

export function toldValue({ json }: Said): unknown {
  return JSON.parse(json);
}

/** A message as one text: its texts as they are, calls and their results as JSON. */
export function messageText(said: Said): string {
  const parts = toldValue(said);
  return Array.isArray(parts) ? parts.map((part) => partText(part as Part)).join("\n") : said.json;
}

function partText(part: Part): string {
  if (part.type === "text" || part.type === "reasoning") return part.text;
  if (part.type === "tool_call") return `${part.name}(${plainText(part.arguments)})`;
  if (part.type === "tool_result") return plainText(part.result);
  return `[${part.modality} ${part.uri ?? part.mimeType ?? ""}]`;
}

export const plainText = (value: unknown): string => (typeof value === "string" ? value : jsonOf(value));
