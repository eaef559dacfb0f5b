import type { Message } from "./message.ts";

/** What was said, in the words of whoever records it: a text, messages with a role and content, or parts of their own. */
export type Said = string | readonly (string | SaidMessage)[];

export interface SaidMessage {
  readonly role: string;
  readonly content?: unknown;
  readonly parts?: Message["parts"];
}

export function messagesOf(said: unknown, role: "user" | "assistant"): readonly Message[] | undefined {
  if (said === undefined || said === null) return undefined;
  const list = Array.isArray(said) ? said : [said];
  return list.map((one) => messageOf(one, role));
}

function messageOf(said: unknown, role: string): Message {
  if (typeof said !== "object" || said === null) return spoken(role, String(said));
  const { role: speaker = role, content, parts } = said as Partial<SaidMessage>;
  if (Array.isArray(parts)) return { role: String(speaker), parts };
  const text = typeof content === "string" ? content : JSON.stringify(content ?? said);
  return spoken(String(speaker), text);
}

const spoken = (role: string, content: string): Message => ({ role, parts: [{ type: "text", content }] });
