import { readContent } from "../dialects/content/read-content.ts";
import type { Message } from "../model/message.ts";
import type { Span } from "../model/span.ts";

/** What a user asked last, as the outermost span tells it, else the first call; null where neither does. */
export function questionOf(told: readonly (Span | undefined)[]): string | null {
  for (const span of told) {
    const question = span && lastOfUser(readContent(span, []).input);
    if (question) return question;
  }
  return null;
}

function lastOfUser(messages: readonly Message[]): string {
  const message = messages.findLast(({ role }) => role === "user");
  const texts = message?.parts.flatMap((part) => (part.type === "text" ? [part.text] : [])) ?? [];
  return texts.join(" ").trim();
}
