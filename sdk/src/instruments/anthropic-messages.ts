import type { Message, Part } from "../record/message.ts";
import { type Fields, fieldsOf, listOf, textOf } from "./answer.ts";

/** A message of Anthropic's, with the results of tools as messages of their own. */
export function messagesOf(messages: unknown): readonly Message[] {
  return listOf(messages).flatMap(({ role, content }) => {
    const said = textOf(role) ?? "user";
    const parts = partsOf(content);
    const results = parts.filter(({ type }) => type === "tool_call_response");
    if (results.length === 0) return [{ role: said, parts }];
    const others = parts.filter(({ type }) => type !== "tool_call_response");
    return [{ role: "tool", parts: results }, ...(others.length > 0 ? [{ role: said, parts: others }] : [])];
  });
}

export function partsOf(content: unknown): readonly Part[] {
  if (typeof content === "string") return content === "" ? [] : [{ type: "text", content }];
  return listOf(content).flatMap(partOf);
}

function partOf(block: Fields): readonly Part[] {
  switch (block.type) {
    case "text":
      return [{ type: "text", content: textOf(block.text) ?? "" }];
    case "thinking":
      return block.thinking ? [{ type: "reasoning", content: textOf(block.thinking) ?? "" }] : [];
    case "tool_use":
    case "server_tool_use":
    case "mcp_tool_use":
      return [
        { type: "tool_call", id: textOf(block.id) ?? null, name: textOf(block.name) ?? "", arguments: block.input },
      ];
    case "image":
      return mediaOf("image", fieldsOf(block.source));
    case "document":
      return mediaOf("file", fieldsOf(block.source));
    default:
      return textOf(block.type)?.endsWith("tool_result") ? [resultOf(block)] : [];
  }
}

/** Of one text alone, that text. */
function resultOf({ tool_use_id: id, content }: Fields): Part {
  const [only, ...others] = listOf(content);
  const response = only?.type === "text" && others.length === 0 ? only.text : content;
  return { type: "tool_call_response", id: textOf(id) ?? null, response };
}

function mediaOf(modality: "image" | "file", source: Fields): readonly Part[] {
  const mimeType = textOf(source.media_type);
  const mime = mimeType === undefined ? {} : { mime_type: mimeType };
  if (typeof source.data === "string") {
    if (source.type === "text") return [{ type: "text", content: source.data }];
    return [{ type: "blob", modality, ...mime, content: source.data }];
  }
  if (typeof source.url === "string") return [{ type: "uri", modality, ...mime, uri: source.url }];
  if (typeof source.file_id === "string") return [{ type: "file", modality, ...mime, file_id: source.file_id }];
  return partsOf(source.content);
}
