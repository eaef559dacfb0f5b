import type { Message, Part } from "../record/message.ts";
import type { Asked, ModelAnswer, ModelCall, Parameters, Usage } from "../record/model-call.ts";
import { countOf, type Fields, fieldsOf, jsonOf, listOf, Pieces, textOf } from "./answer.ts";
import { sumOf } from "./narrow.ts";
import type { ChunkReader } from "./stream.ts";

export function converseParameters({ inferenceConfig }: Fields): Parameters {
  const { temperature, topP, maxTokens, stopSequences } = fieldsOf(inferenceConfig);
  return { temperature, topP, maxTokens, stopSequences };
}

export const converseAsked =
  (input: Fields): (() => Asked) =>
  () => ({
    system: partsOf(input.system),
    input: listOf(input.messages).map(messageOf),
    tools: fieldsOf(input.toolConfig).tools,
  });

const messageOf = ({ role, content }: Fields): Message => {
  const parts = partsOf(content);
  const isResult = parts.length > 0 && parts.every(({ type }) => type === "tool_call_response");
  return { role: isResult ? "tool" : (textOf(role) ?? "user"), parts };
};

function partsOf(content: unknown): readonly Part[] {
  return listOf(content).flatMap((block) => partOf(block));
}

function partOf(block: Fields): readonly Part[] {
  if (typeof block.text === "string") return [{ type: "text", content: block.text }];
  if (block.toolUse) {
    const { toolUseId: id, name, input } = fieldsOf(block.toolUse);
    return [{ type: "tool_call", id: textOf(id) ?? null, name: String(name), arguments: input }];
  }
  if (block.toolResult) {
    const { toolUseId: id, content } = fieldsOf(block.toolResult);
    const results = listOf(content).map(({ json, text }) => json ?? text);
    return [
      { type: "tool_call_response", id: textOf(id) ?? null, response: results.length > 1 ? results : results[0] },
    ];
  }
  if (block.reasoningContent) {
    const { reasoningText } = fieldsOf(block.reasoningContent);
    return [{ type: "reasoning", content: textOf(fieldsOf(reasoningText).text) ?? "" }];
  }
  return (["image", "video", "document"] as const).flatMap((kind) => mediaOf(kind, fieldsOf(block[kind])));
}

function mediaOf(kind: "image" | "video" | "document", { format, source }: Fields): readonly Part[] {
  const { bytes, s3Location } = fieldsOf(source);
  const modality = kind === "document" ? "file" : kind;
  const mime =
    typeof format === "string" ? { mime_type: `${kind === "document" ? "application" : kind}/${format}` } : {};
  if (bytes instanceof Uint8Array) {
    return [{ type: "blob", modality, ...mime, content: Buffer.from(bytes).toString("base64") }];
  }
  const uri = textOf(fieldsOf(s3Location).uri);
  return uri === undefined ? [] : [{ type: "uri", modality, ...mime, uri }];
}

/** Most models tell what came from a cache, or went into one, beside the input: the total says whether. */
function usageOf(value: unknown): Usage | undefined {
  const told = fieldsOf(value);
  const [input, output, total] = [countOf(told.inputTokens), countOf(told.outputTokens), countOf(told.totalTokens)];
  if (input === undefined && output === undefined) return undefined;
  const read = countOf(told.cacheReadInputTokens);
  const write = countOf(told.cacheWriteInputTokens);
  const all = sumOf(input, read, write) ?? 0;
  const isBeside = total === undefined || total >= all + (output ?? 0);
  return { input: isBeside ? all : input, output, cacheRead: read, cacheWrite: write };
}

export function converseAnswer({ output, stopReason, usage }: Fields): ModelAnswer {
  const { content } = fieldsOf(fieldsOf(output).message);
  return answered(() => partsOf(content), textOf(stopReason), usage);
}

function answered(parts: () => readonly Part[], reason: string | undefined, usage: unknown): ModelAnswer {
  return {
    finishReasons: reason === undefined ? undefined : [reason],
    usage: usageOf(usage),
    output: () => [{ role: "assistant", parts: parts(), ...(reason !== undefined && { finish_reason: reason }) }],
  };
}

interface Block {
  readonly tool: Fields | undefined;
  readonly text: Pieces;
  readonly json: Pieces;
  readonly reasoning: Pieces;
}

export class ConverseEvents implements ChunkReader {
  readonly #call: ModelCall;
  readonly #blocks = new Map<unknown, Block>();
  #reason: string | undefined;
  #usage: unknown;

  constructor(call: ModelCall) {
    this.#call = call;
  }

  read(value: unknown): boolean {
    const event = fieldsOf(value);
    const start = fieldsOf(event.contentBlockStart);
    if (event.contentBlockStart) this.#block(start.contentBlockIndex, fieldsOf(start.start).toolUse);
    const { contentBlockIndex: index, delta: told } = fieldsOf(event.contentBlockDelta);
    if (event.contentBlockDelta) {
      const delta = fieldsOf(told);
      const block = this.#block(index, undefined);
      block.text.add(delta.text);
      block.json.add(fieldsOf(delta.toolUse).input);
      block.reasoning.add(fieldsOf(delta.reasoningContent).text);
    }
    this.#reason = textOf(fieldsOf(event.messageStop).stopReason) ?? this.#reason;
    this.#usage = fieldsOf(event.metadata).usage ?? this.#usage;
    return false;
  }

  #block(index: unknown, tool: unknown): Block {
    const known = this.#blocks.get(index);
    if (known) return known;
    const block = {
      tool: tool ? fieldsOf(tool) : undefined,
      text: new Pieces(),
      json: new Pieces(),
      reasoning: new Pieces(),
    };
    this.#blocks.set(index, block);
    return block;
  }

  told(): void {
    this.#call.tell(answered(() => [...this.#blocks.values()].flatMap(partsOfBlock), this.#reason, this.#usage));
  }
}

function partsOfBlock({ tool, text, json, reasoning }: Block): readonly Part[] {
  if (tool) {
    const { toolUseId: id, name } = tool;
    return [{ type: "tool_call", id: textOf(id) ?? null, name: String(name), arguments: jsonOf(`${json}`) }];
  }
  return [
    ...(reasoning.isEmpty ? [] : [{ type: "reasoning", content: `${reasoning}` } as const]),
    ...(text.isEmpty ? [] : [{ type: "text", content: `${text}` } as const]),
  ];
}
