import type { Context } from "@opentelemetry/api";
import { context } from "../active-context.ts";
import { type ModelCall, startModelCall } from "../record/model-call.ts";
import { type Fields, fieldsOf, listOf, textOf } from "./answer.ts";
import { messageReading } from "./anthropic-answer.ts";
import type { ChunkReader } from "./stream.ts";

interface Answer {
  readonly id: unknown;
  readonly call: ModelCall | undefined;
  readonly content: unknown[];
  /** Of an answer that is told in pieces: then the pieces say when it ends. */
  readonly pieces: ChunkReader | undefined;
}

/** The calls of the model under way in one query: one of each agent, as agents may work at once. */
export class ClaudeCalls {
  readonly #within: (agent: string) => Context;
  readonly #answers = new Map<string, Answer>();
  /** Since when an agent's next answer is waited for, in epoch milliseconds. */
  readonly #since = new Map<string, number>();
  readonly #began = Date.now();

  constructor(within: (agent: string) => Context) {
    this.#within = within;
  }

  waitsFrom(agent: string): void {
    this.#since.set(agent, Date.now());
  }

  piece(agent: string, event: Fields): void {
    const { type } = event;
    const answer =
      type === "message_start" ? this.#begin(agent, fieldsOf(event.message), true) : this.#answers.get(agent);
    if (type === "content_block_delta") answer?.call?.arrived();
    answer?.pieces?.read(event);
    if (type === "message_stop") this.#end(agent);
  }

  /** Each block of an answer comes as a message of its own, with the answer's id. */
  block(agent: string, message: Fields): void {
    const open = this.#answers.get(agent);
    const isOpen = open !== undefined && open.id === message.id && message.id !== undefined;
    const answer = isOpen ? open : this.#begin(agent, message, false);
    answer.content.push(...listOf(message.content));
    if (answer.call && !answer.pieces) messageReading.whole({ ...message, content: answer.content }, answer.call);
  }

  refused(agent: string, model: string | undefined, error: unknown): void {
    this.#end(agent);
    this.#start(agent, { model })?.fail(error);
    this.waitsFrom(agent);
  }

  /** A tool may return before the answer that called it has ended. */
  returned(agent: string): void {
    if (!this.#answers.get(agent)?.pieces) this.#end(agent);
    this.waitsFrom(agent);
  }

  told(): void {
    for (const [agent, { pieces, call }] of this.#answers) {
      pieces?.told();
      if (pieces) call?.interrupt();
      this.#end(agent);
    }
  }

  #begin(agent: string, message: Fields, isStream: boolean): Answer {
    this.#end(agent);
    const call = this.#start(agent, { model: textOf(message.model), ...(isStream && { isStream }) });
    const pieces = isStream && call ? messageReading.stream(call) : undefined;
    const answer = { id: message.id, call, content: [], pieces };
    this.#answers.set(agent, answer);
    return answer;
  }

  #start(agent: string, known: { readonly model: string | undefined; readonly isStream?: boolean }) {
    const startTime = this.#since.get(agent) ?? this.#began;
    const ask = { provider: "anthropic", operation: "chat", startTime, ...known };
    return context.with(this.#within(agent), () => startModelCall(ask));
  }

  #end(agent: string): void {
    const answer = this.#answers.get(agent);
    if (!answer) return;
    this.#answers.delete(agent);
    this.waitsFrom(agent);
    answer.pieces?.told();
    answer.call?.end();
  }
}
