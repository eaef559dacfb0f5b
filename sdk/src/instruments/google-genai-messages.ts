import type { Message, Part } from "../record/message.ts";
import type { ModelAnswer, ModelAsk, ModelCall, Usage } from "../record/model-call.ts";
import { countOf, type Fields, fieldsOf, listOf, textOf } from "./answer.ts";
import { itemsOf, sumOf } from "./narrow.ts";
import type { ChunkReader } from "./stream.ts";

export function parametersOf(config: Fields): NonNullable<ModelAsk["parameters"]> {
  const { temperature, topP, topK, frequencyPenalty, presencePenalty, stopSequences, seed } = config;
  return {
    temperature,
    topP,
    topK,
    maxTokens: config.maxOutputTokens,
    frequencyPenalty,
    presencePenalty,
    stopSequences,
    seed,
    choiceCount: config.candidateCount,
    dimensions: config.outputDimensionality,
  };
}

/** A text, a part, a message, or a list of any of them. */
export function contentsOf(contents: unknown): readonly Message[] {
  const items = Array.isArray(contents) ? itemsOf(contents) : contents === undefined ? [] : [contents];
  return items.map((item) => {
    if (typeof item === "string") return { role: "user", parts: [{ type: "text", content: item }] };
    const { role, parts } = fieldsOf(item);
    const isMessage = Array.isArray(parts);
    return { role: roleOf(role), parts: partsOf(isMessage ? parts : [item]) };
  });
}

const roleOf = (role: unknown): string => (role === "model" ? "assistant" : (textOf(role) ?? "user"));

export function partsOf(parts: unknown): readonly Part[] {
  return itemsOf(parts).flatMap((part) =>
    typeof part === "string" ? [{ type: "text" as const, content: part }] : partOf(fieldsOf(part)),
  );
}

function partOf(part: Fields): readonly Part[] {
  if (typeof part.text === "string") {
    return [{ type: part.thought === true ? "reasoning" : "text", content: part.text }];
  }
  if (part.functionCall) {
    const { id, name, args } = fieldsOf(part.functionCall);
    return [{ type: "tool_call", id: textOf(id) ?? null, name: String(name), arguments: args ?? {} }];
  }
  if (part.functionResponse) {
    const { id, name, response } = fieldsOf(part.functionResponse);
    return [{ type: "tool_call_response", id: textOf(id) ?? textOf(name) ?? null, response }];
  }
  if (part.executableCode) return [{ type: "text", content: textOf(fieldsOf(part.executableCode).code) ?? "" }];
  if (part.codeExecutionResult)
    return [{ type: "text", content: textOf(fieldsOf(part.codeExecutionResult).output) ?? "" }];
  return mediaOf(part);
}

function mediaOf({ inlineData, fileData }: Fields): readonly Part[] {
  const media = fieldsOf(inlineData ?? fileData);
  const mimeType = textOf(media.mimeType) ?? "";
  const [kind] = mimeType.split("/");
  const modality = kind === "image" || kind === "audio" || kind === "video" ? kind : "file";
  const said = { modality, mime_type: mimeType } as const;
  if (typeof media.data === "string") return [{ type: "blob", ...said, content: media.data }];
  if (typeof media.fileUri === "string") return [{ type: "uri", ...said, uri: media.fileUri }];
  return [];
}

/** Thoughts are tokens beside those of the candidates; what tools put in is beside the prompt. */
export function geminiUsage(metadata: unknown): Usage | undefined {
  const told = fieldsOf(metadata);
  if (Object.keys(told).length === 0) return undefined;
  const candidates = countOf(told.candidatesTokenCount) ?? countOf(told.responseTokenCount);
  const thoughts = countOf(told.thoughtsTokenCount);
  return {
    input: sumOf(told.promptTokenCount, told.toolUsePromptTokenCount),
    output: sumOf(candidates, thoughts),
    cacheRead: countOf(told.cachedContentTokenCount),
    reasoning: thoughts,
    audioInput: modalityTokens(told.promptTokensDetails, "AUDIO"),
    imageInput: modalityTokens(told.promptTokensDetails, "IMAGE"),
    audioOutput: modalityTokens(told.candidatesTokensDetails, "AUDIO"),
    imageOutput: modalityTokens(told.candidatesTokensDetails, "IMAGE"),
  };
}

const modalityTokens = (details: unknown, modality: string): number | undefined =>
  countOf(listOf(details).find((one) => one.modality === modality)?.tokenCount);

export function geminiAnswer(answer: Fields): ModelAnswer {
  const candidates = listOf(answer.candidates);
  return {
    id: textOf(answer.responseId),
    model: textOf(answer.modelVersion),
    finishReasons: candidates.flatMap(({ finishReason }) => reasonOf(finishReason) ?? []),
    usage: geminiUsage(answer.usageMetadata),
    output: () => candidates.map((one) => messageOf(partsOf(fieldsOf(one.content).parts), one.finishReason)),
  };
}

const reasonOf = (reason: unknown): string | undefined => textOf(reason)?.toLowerCase();

function messageOf(parts: readonly Part[], finishReason: unknown): Message {
  const reason = reasonOf(finishReason);
  return { role: "assistant", parts, ...(reason !== undefined && { finish_reason: reason }) };
}

/** Of each candidate, what its chunks say one after the other. */
export class GeminiChunks implements ChunkReader {
  readonly #call: ModelCall;
  readonly #read: (parts: unknown) => readonly Part[];
  readonly #candidates: { parts: Part[]; reason: unknown }[] = [];
  #last: Fields = {};

  constructor(call: ModelCall, read: (parts: unknown) => readonly Part[]) {
    this.#call = call;
    this.#read = read;
  }

  read(chunk: unknown): boolean {
    const { responseId, modelVersion, usageMetadata, candidates } = fieldsOf(chunk);
    this.#last = {
      responseId: responseId ?? this.#last.responseId,
      modelVersion: modelVersion ?? this.#last.modelVersion,
      usageMetadata: usageMetadata ?? this.#last.usageMetadata,
    };
    for (const [at, candidate] of listOf(candidates).entries()) {
      const index = countOf(candidate.index) ?? at;
      if (index < 0 || index > 63) continue;
      this.#candidates[index] ??= { parts: [], reason: undefined };
      const open = this.#candidates[index];
      for (const part of this.#read(fieldsOf(candidate.content).parts)) add(open.parts, part);
      open.reason = candidate.finishReason ?? open.reason;
    }
    return false;
  }

  told(): void {
    const candidates = this.#candidates.filter(Boolean);
    this.#call.tell({
      ...geminiAnswer(this.#last),
      finishReasons: candidates.flatMap(({ reason }) => reasonOf(reason) ?? []),
      output: () => candidates.map(({ parts, reason }) => messageOf(parts, reason)),
    });
  }
}

/** Texts of one kind that come one after the other are one. */
function add(parts: Part[], part: Part): void {
  const last = parts.at(-1);
  if ((part.type === "text" || part.type === "reasoning") && last?.type === part.type) {
    parts[parts.length - 1] = { type: part.type, content: last.content + part.content };
  } else {
    parts.push(part);
  }
}
