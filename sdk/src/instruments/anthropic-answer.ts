import type { ModelCall, Usage } from "../record/model-call.ts";
import { countOf, type Fields, fieldsOf, jsonOf, Pieces, said, textOf } from "./answer.ts";
import { partsOf } from "./anthropic-messages.ts";
import type { Reading } from "./api-promise.ts";
import type { ChunkReader } from "./stream.ts";

/** Anthropic tells what came from a cache, or went into one, beside the input; we tell it within. */
export function usageOf(value: unknown): Usage | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const usage = fieldsOf(value);
  const [read, write] = [countOf(usage.cache_read_input_tokens), countOf(usage.cache_creation_input_tokens)];
  const input = countOf(usage.input_tokens);
  const written = fieldsOf(usage.cache_creation);
  return {
    input: input === undefined ? undefined : input + (read ?? 0) + (write ?? 0),
    output: countOf(usage.output_tokens),
    cacheRead: read,
    cacheWrite: write,
    cacheWrite5m: countOf(written.ephemeral_5m_input_tokens),
    cacheWrite1h: countOf(written.ephemeral_1h_input_tokens),
    reasoning: countOf(fieldsOf(usage.output_tokens_details).thinking_tokens),
  };
}

function tellMessage(message: Fields, call: ModelCall): void {
  const stop = textOf(message.stop_reason);
  const usage = fieldsOf(message.usage);
  call.tell({
    id: textOf(message.id),
    model: textOf(message.model),
    finishReasons: stop === undefined ? [] : [stop],
    usage: usageOf(message.usage),
    output: () => {
      const parts = partsOf(message.content);
      if (parts.length === 0) return [];
      return [{ role: "assistant", parts, ...(stop !== undefined && { finish_reason: stop }) }];
    },
    attributes: said({
      "anthropic.request.id": textOf(message._request_id),
      "anthropic.response.service_tier": textOf(usage.service_tier),
      "anthropic.message.stop_sequence": textOf(message.stop_sequence),
    }),
  });
}

export const messageReading: Reading = {
  whole: (answer, call) => tellMessage(fieldsOf(answer), call),
  stream: (call) => new MessageEvents(call),
};

interface Block {
  readonly start: Fields;
  readonly text: Pieces;
  readonly json: Pieces;
}

class MessageEvents implements ChunkReader {
  readonly #call: ModelCall;
  readonly #blocks = new Map<number, Block>();
  #message: Fields = {};
  #usage: Fields = {};

  constructor(call: ModelCall) {
    this.#call = call;
  }

  read(chunk: unknown): boolean {
    const event = fieldsOf(chunk);
    if (event.type === "message_start") this.#message = fieldsOf(event.message);
    if (event.type === "message_start") this.#addUsage(fieldsOf(this.#message.usage));
    if (event.type === "message_delta") {
      this.#message = { ...this.#message, ...fieldsOf(event.delta) };
      this.#addUsage(fieldsOf(event.usage));
    }
    if (event.type === "content_block_start") this.#start(event);
    if (event.type === "content_block_delta") this.#add(event);
    return false;
  }

  /** Each count is told again with all that came before it; what an event leaves out stays. */
  #addUsage(usage: Fields): void {
    const told = Object.entries(usage).filter(([, value]) => value !== null && value !== undefined);
    this.#usage = { ...this.#usage, ...Object.fromEntries(told) };
  }

  #start({ index, content_block }: Fields): void {
    const start = fieldsOf(content_block);
    const block = { start, text: new Pieces(), json: new Pieces() };
    block.text.add(start.type === "thinking" ? start.thinking : start.text);
    this.#blocks.set(countOf(index) ?? this.#blocks.size, block);
  }

  #add({ index, delta }: Fields): void {
    const block = this.#blocks.get(countOf(index) ?? -1);
    const { text, thinking, partial_json } = fieldsOf(delta);
    block?.text.add(text ?? thinking);
    block?.json.add(partial_json);
  }

  told(): void {
    const content = [...this.#blocks.values()].map(blockOf);
    tellMessage({ ...this.#message, usage: this.#usage, content }, this.#call);
  }
}

function blockOf({ start, text, json }: Block): Fields {
  if (start.type === "text") return { ...start, text: String(text) };
  if (start.type === "thinking") return { ...start, thinking: String(text) };
  return json.isEmpty ? start : { ...start, input: jsonOf(String(json)) };
}
