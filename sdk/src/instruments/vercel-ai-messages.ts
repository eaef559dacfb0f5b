import type { Message, Part } from "../record/message.ts";
import type { ModelAnswer, ModelAsk, Usage } from "../record/model-call.ts";
import { countOf, type Fields, fieldsOf, jsonOf, textOf } from "./answer.ts";
import { isFields, itemsOf } from "./narrow.ts";

/** The AI SDK's messages, of any of its versions, as OpenTelemetry writes them. */
export function toMessages(messages: unknown): readonly Message[] {
  if (typeof messages === "string") return [{ role: "user", parts: [{ type: "text", content: messages }] }];
  return itemsOf(messages).map((message) => {
    if (typeof message === "string") return { role: "user", parts: [{ type: "text", content: message }] };
    const { role, content } = fieldsOf(message);
    return { role: textOf(role) ?? "user", parts: partsOf(content) };
  });
}

/** Instructions: a text, a system message, or some. */
export function toSystem(instructions: unknown): readonly Part[] {
  return (Array.isArray(instructions) ? instructions : [instructions]).flatMap((one) =>
    partsOf(isFields(one) ? one.content : one),
  );
}

export function partsOf(content: unknown): readonly Part[] {
  if (typeof content === "string") return content === "" ? [] : [{ type: "text", content }];
  return itemsOf(content).flatMap((part) => partOf(fieldsOf(part)));
}

function partOf(part: Fields): readonly Part[] {
  switch (part.type) {
    case "text":
    case "reasoning":
      return [{ type: part.type, content: textOf(part.text) ?? "" }];
    case "tool-call":
      return [
        {
          type: "tool_call",
          id: textOf(part.toolCallId) ?? null,
          name: String(part.toolName),
          arguments: jsonOf(part.input ?? part.args),
        },
      ];
    case "tool-result":
    case "tool-error":
      return [{ type: "tool_call_response", id: textOf(part.toolCallId) ?? null, response: resultOf(part) }];
    case "image":
    case "file":
      return [fileOf(part)];
    default:
      return [];
  }
}

function resultOf({ output, result, error }: Fields): unknown {
  const told = output ?? result ?? error;
  return isFields(told) && "value" in told ? told.value : told;
}

function fileOf(part: Fields): Part {
  const { base64, mediaType: ownType } = fieldsOf(part.file);
  const given = base64 ?? part.data ?? part.image;
  const data = isFields(given) && "type" in given ? (given.data ?? given.url) : given;
  const mimeType = textOf(ownType) ?? textOf(part.mediaType) ?? textOf(part.mimeType);
  const modality = modalityOf(mimeType ?? (part.type === "image" ? "image/" : ""));
  const kind = { modality, ...(mimeType !== undefined && { mime_type: mimeType }) };
  const address = data instanceof URL ? data.href : textOf(data);
  if (address !== undefined && /^https?:/.test(address)) return { type: "uri", ...kind, uri: address };
  if (data instanceof Uint8Array) return { type: "blob", ...kind, content: Buffer.from(data).toString("base64") };
  return { type: "blob", ...kind, content: address ?? "" };
}

function modalityOf(mimeType: string): "image" | "audio" | "video" | "file" {
  const [kind] = mimeType.split("/");
  return kind === "image" || kind === "audio" || kind === "video" ? kind : "file";
}

export function parametersOf(settings: Fields): NonNullable<ModelAsk["parameters"]> {
  const { temperature, topP, topK, frequencyPenalty, presencePenalty, stopSequences, seed } = settings;
  return {
    temperature,
    topP,
    topK,
    maxTokens: settings.maxOutputTokens,
    frequencyPenalty,
    presencePenalty,
    stopSequences,
    seed,
  };
}

/** What an answer says at its end. */
export function answeredWith({ finishReason }: Fields, parts: readonly Part[]): ModelAnswer {
  const reason = textOf(finishReason) ?? textOf(fieldsOf(finishReason).unified);
  return {
    finishReasons: reason === undefined ? undefined : [reason.replaceAll("-", "_")],
    output:
      parts.length === 0
        ? undefined
        : () => [{ role: "assistant", parts, ...(reason !== undefined && { finish_reason: reason }) }],
  };
}

/** Of 7, which tells the parts of input and output; of 5 and 6; of 4. */
export function usageOf(usage: unknown): Usage {
  const told = fieldsOf(usage);
  const input = fieldsOf(told.inputTokenDetails);
  const output = fieldsOf(told.outputTokenDetails);
  return {
    input: countOf(told.inputTokens) ?? countOf(told.promptTokens) ?? countOf(told.tokens),
    output: countOf(told.outputTokens) ?? countOf(told.completionTokens),
    cacheRead: countOf(input.cacheReadTokens) ?? countOf(told.cachedInputTokens),
    cacheWrite: countOf(input.cacheWriteTokens),
    reasoning: countOf(output.reasoningTokens) ?? countOf(told.reasoningTokens),
  };
}
