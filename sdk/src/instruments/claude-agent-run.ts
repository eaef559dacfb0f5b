import { type Context, context } from "@opentelemetry/api";
import { names } from "../attributes.ts";
import { type ModelCall, startModelCall } from "../record/model-call.ts";
import type { Work } from "../spans/work.ts";
import { type Fields, fieldsOf, listOf, textOf } from "./answer.ts";
import { messageReading } from "./anthropic-answer.ts";
import { beginWork } from "./begin-work.ts";
import type { ChunkReader } from "./stream.ts";

interface Current {
  readonly id: unknown;
  readonly call: ModelCall | undefined;
  readonly content: unknown[];
}

/** One query: a message of the model's is a call of it, the tools it asks for run until their results come. */
export class ClaudeRun implements ChunkReader, ModelCall {
  readonly context: Context;
  readonly #work: Work;
  readonly #tools = new Map<string, Work>();
  #call: Current | undefined;
  #since = Date.now();

  constructor(work: Work) {
    this.#work = work;
    this.context = work.context;
  }

  read(value: unknown): boolean {
    const told = fieldsOf(value);
    if (told.type === "assistant") this.#answered(told);
    else if (told.type === "user") this.#returned(told);
    else if (told.type === "result") this.#ended(told);
    else if (told.type === "system" && typeof told.session_id === "string") {
      this.#work.setAttribute(names.conversationId, told.session_id);
    }
    return false;
  }

  /** What a tool of another agent does, its own tool has begun. */
  #within(told: Fields): Context {
    return this.#tools.get(String(told.parent_tool_use_id))?.context ?? this.context;
  }

  /** Each block of an answer comes as a message of its own, with the answer's id. */
  #answered(told: Fields): void {
    const message = fieldsOf(told.message);
    const current = this.#callOf(message, told);
    current.content.push(...listOf(message.content));
    if (current.call) messageReading.whole({ ...message, content: current.content }, current.call);
    for (const block of listOf(message.content)) if (block.type === "tool_use") this.#called(block, told);
  }

  #callOf(message: Fields, told: Fields): Current {
    if (this.#call && this.#call.id === message.id && message.id !== undefined) return this.#call;
    this.#closeCall();
    const ask = {
      provider: "anthropic",
      operation: "chat",
      model: textOf(message.model),
      startTime: this.#since,
    };
    const call = context.with(this.#within(told), () => startModelCall(ask));
    this.#call = { id: message.id, call, content: [] };
    return this.#call;
  }

  #called({ id, name, input }: Fields, told: Fields): void {
    const attributes = { [names.toolCallId]: String(id) };
    const work = beginWork({ kind: "tool", name: String(name), input, attributes, within: this.#within(told) });
    if (work) this.#tools.set(String(id), work);
  }

  #returned({ message }: Fields): void {
    this.#closeCall();
    for (const block of listOf(fieldsOf(message).content)) {
      const work = this.#tools.get(String(block.tool_use_id));
      if (block.is_error === true) work?.fail({ name: "tool_error", message: textOf(block.content) ?? "" });
      else work?.succeed(block.content);
      this.#tools.delete(String(block.tool_use_id));
    }
    this.#since = Date.now();
  }

  #ended(told: Fields): void {
    this.#closeCall();
    if (told.is_error === true) this.#work.fail({ name: textOf(told.subtype), message: textOf(told.result) ?? "" });
    else this.#work.setOutput(told.result);
  }

  #closeCall(): void {
    this.#call?.call?.end();
    if (this.#call) this.#since = Date.now();
    this.#call = undefined;
  }

  told(): void {
    this.#closeCall();
    for (const work of this.#tools.values()) work.interrupt();
    this.#tools.clear();
  }

  arrived(): void {}
  tell(): void {}
  retried(): void {}

  end(): void {
    this.#work.end();
  }

  fail(error: unknown): void {
    this.#work.fail(error);
  }

  interrupt(): void {
    this.#work.interrupt();
  }
}
