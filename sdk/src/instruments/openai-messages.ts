import type { Message, Part } from "../record/message.ts";
import { type Fields, fieldsOf, jsonOf, listOf, textOf } from "./answer.ts";

/** Messages of chat completions, as OpenAI has them and all who took its API over. */
export function messagesOf(messages: unknown): readonly Message[] {
  return listOf(messages).map(messageOf);
}

export function messageOf(message: Fields): Message {
  const role = textOf(message.role) ?? "assistant";
  const name = textOf(message.name);
  return { role, parts: partsOf(message, role), ...(name !== undefined && { name }) };
}

function partsOf(message: Fields, role: string): readonly Part[] {
  if (role === "tool" || role === "function") {
    return [{ type: "tool_call_response", id: textOf(message.tool_call_id) ?? null, response: plain(message.content) }];
  }
  const reasoning = textOf(message.reasoning_content) ?? textOf(message.reasoning);
  const refusal = textOf(message.refusal);
  return [
    ...(reasoning ? [{ type: "reasoning", content: reasoning } as const] : []),
    ...contentOf(message.content),
    ...(refusal ? [{ type: "text", content: refusal } as const] : []),
    ...audioOf(fieldsOf(message.audio)),
    ...listOf(message.tool_calls).map(toolCallOf),
    ...(message.function_call ? [calledOf(fieldsOf(message.function_call), null)] : []),
  ];
}

/** A tool's answer is most often one text. */
function plain(content: unknown): unknown {
  const parts = contentOf(content);
  return parts.length > 0 && parts.every((part) => part.type === "text")
    ? parts.map((part) => (part.type === "text" ? part.content : "")).join("")
    : content;
}

function toolCallOf(call: Fields): Part {
  const custom = fieldsOf(call.custom);
  if (call.type === "custom") return calledOf({ name: custom.name, arguments: custom.input }, call.id);
  return calledOf(fieldsOf(call.function), call.id);
}

const calledOf = (called: Fields, id: unknown): Part => ({
  type: "tool_call",
  id: textOf(id) ?? null,
  name: textOf(called.name) ?? "",
  arguments: jsonOf(called.arguments),
});

function audioOf({ transcript }: Fields): readonly Part[] {
  return typeof transcript === "string" ? [{ type: "text", content: transcript }] : [];
}

export function contentOf(content: unknown): readonly Part[] {
  if (typeof content === "string") return content === "" ? [] : [{ type: "text", content }];
  return listOf(content).flatMap(contentPartOf);
}

function contentPartOf(part: Fields): readonly Part[] {
  switch (part.type) {
    case "text":
    case "input_text":
    case "output_text":
      return [{ type: "text", content: textOf(part.text) ?? "" }];
    case "refusal":
      return [{ type: "text", content: textOf(part.refusal) ?? "" }];
    case "image_url":
    case "input_image":
      return imageOf(part);
    case "input_audio": {
      const { data, format } = fieldsOf(part.input_audio);
      return [blobOf("audio", textOf(data) ?? "", typeof format === "string" ? `audio/${format}` : undefined)];
    }
    case "file":
    case "input_file":
      return fileOf(part.type === "file" ? fieldsOf(part.file) : part);
    default:
      return [];
  }
}

function imageOf(part: Fields): readonly Part[] {
  const id = textOf(part.file_id);
  if (id !== undefined) return [{ type: "file", modality: "image", file_id: id }];
  const url = textOf(part.image_url) ?? textOf(fieldsOf(part.image_url).url);
  return url === undefined ? [] : [mediaOf("image", url)];
}

function fileOf(file: Fields): readonly Part[] {
  const id = textOf(file.file_id);
  if (id !== undefined) return [{ type: "file", modality: "file", file_id: id }];
  const data = textOf(file.file_data) ?? textOf(file.file_url);
  return data === undefined ? [] : [mediaOf("file", data)];
}

type Modality = "image" | "audio" | "file";

/** A `data:` address holds what it stands for. */
export function mediaOf(modality: Modality, url: string): Part {
  const comma = url.indexOf(",");
  if (!url.startsWith("data:") || comma < 0) return { type: "uri", modality, uri: url };
  const mimeType = url.slice("data:".length, comma).split(";", 1)[0];
  return blobOf(modality, url.slice(comma + 1), mimeType || undefined);
}

export const blobOf = (modality: Modality, content: string, mimeType?: string): Part => ({
  type: "blob",
  modality,
  ...(mimeType !== undefined && { mime_type: mimeType }),
  content,
});
