import { readContent } from "../src/dialects/content/read-content.ts";
import type { Message, Part } from "../src/model/message.ts";
import { contentSpan } from "./content-span.ts";

export const read = (attributes: Record<string, unknown>, kind: "llm" | "tool" | "agent" = "llm") =>
  readContent(contentSpan({ attributes, kind }), []);
export const say = (role: string, ...parts: readonly Part[]): Message => ({ role, parts });
export const words = (text: string): Part => ({ type: "text", text });
export const thought = (text: string): Part => ({ type: "reasoning", text });
export const call = (id: string | null, given: unknown = { city: "Paris" }): Part => ({
  type: "tool_call",
  id,
  name: "get_weather",
  arguments: given,
});
export const result = (id: string | null, value: unknown = { degrees: 18 }): Part => ({
  type: "tool_result",
  id,
  result: value,
});
export const picture = (uri: string | null = null, mimeType: string | null = "image/png"): Part => ({
  type: "media",
  modality: "image",
  mimeType,
  uri,
});
export const args = '{"city":"Paris"}';
export const data = "data:image/png;base64,iVBORw0KGgo=";
