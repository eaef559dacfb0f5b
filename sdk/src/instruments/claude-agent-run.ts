import type { Context } from "@opentelemetry/api";
import { names } from "../attributes.ts";
import { type ModelCall, usageAttributes } from "../record/model-call.ts";
import type { Work } from "../spans/work.ts";
import { countOf, type Fields, fieldsOf, listOf, textOf } from "./answer.ts";
import { usageOf } from "./anthropic-answer.ts";
import { beginWork } from "./begin-work.ts";
import { ClaudeCalls } from "./claude-agent-calls.ts";
import type { ChunkReader } from "./stream.ts";

/** One query: an answer of the model's is a call of it, the tools it asks for run until their results come. */
export class ClaudeRun implements ChunkReader, ModelCall {
  readonly context: Context;
  readonly #work: Work;
  readonly #hidesPieces: boolean;
  readonly #tools = new Map<string, Work>();
  readonly #calls = new ClaudeCalls((agent) => this.within(agent));
  #model: string | undefined;

  /** `hidesPieces` when the host did not ask for the pieces of answers. */
  constructor(work: Work, hidesPieces: boolean) {
    this.#work = work;
    this.#hidesPieces = hidesPieces;
    this.context = work.context;
  }

  read(value: unknown): boolean {
    const told = fieldsOf(value);
    if (told.type === "stream_event") this.#calls.piece(agentOf(told), fieldsOf(told.event));
    else if (told.type === "assistant") this.#answered(told);
    else if (told.type === "user") this.#returned(told);
    else if (told.type === "result") this.#ended(told);
    else if (told.type === "system") this.#goesOn(told);
    return this.#hidesPieces && isOfPieces(told);
  }

  /** What a tool does, or an agent that it began; else the run itself. */
  within(tool: string): Context {
    return this.#tools.get(tool)?.context ?? this.context;
  }

  #goesOn(told: Fields): void {
    if (typeof told.session_id === "string") this.#work.setAttribute(names.conversationId, told.session_id);
    if (told.subtype === "init") this.#model = textOf(told.model);
    if (told.subtype === "init" || isRequesting(told)) this.#calls.waitsFrom(agentOf(told));
  }

  #answered(told: Fields): void {
    const [agent, message] = [agentOf(told), fieldsOf(told.message)];
    const blocks = listOf(message.content);
    if (message.model === "<synthetic>") {
      const error = { name: textOf(told.error), message: textOf(blocks[0]?.text) ?? "" };
      if (error.name !== undefined) this.#calls.refused(agent, this.#model, error);
      return;
    }
    this.#calls.block(agent, message);
    for (const block of blocks) if (block.type === "tool_use") this.#called(block, agent);
  }

  #called({ id, name, input }: Fields, agent: string): void {
    const attributes = { [names.toolCallId]: String(id) };
    const work = beginWork({ kind: "tool", name: String(name), input, attributes, within: this.within(agent) });
    if (work) this.#tools.set(String(id), work);
  }

  #returned(told: Fields): void {
    this.#calls.returned(agentOf(told));
    for (const block of listOf(fieldsOf(told.message).content)) {
      const work = this.#tools.get(String(block.tool_use_id));
      if (block.is_error === true) work?.fail({ name: "tool_error", message: textOf(block.content) ?? "" });
      else work?.succeed(block.content);
      this.#tools.delete(String(block.tool_use_id));
    }
  }

  /** What it tells of tokens and cost is of all calls, also of those that no message told of. */
  #ended(told: Fields): void {
    if (this.#hidesPieces) Reflect.deleteProperty(told, "begun_message_ids");
    const cost = countOf(told.total_cost_usd);
    if (cost !== undefined) this.#work.setAttribute(names.cost, cost);
    for (const [name, count] of Object.entries(usageAttributes(usageOf(told.usage) ?? {}))) {
      if (count !== undefined) this.#work.setAttribute(name, count);
    }
    const name = told.subtype === "success" ? "error" : textOf(told.subtype);
    if (told.is_error === true) this.#work.fail({ name, message: textOf(told.result) ?? "" });
    else this.#work.setOutput(told.result);
  }

  told(): void {
    this.#calls.told();
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

/** The tool that its agent works for; the query's own agent works for none. */
const agentOf = ({ parent_tool_use_id: id }: Fields): string => textOf(id) ?? "";

const isRequesting = ({ subtype, status }: Fields): boolean => subtype === "status" && status === "requesting";

/** Told to those alone who ask for the pieces of answers. */
const isOfPieces = (told: Fields): boolean =>
  told.type === "stream_event" || (told.type === "system" && isRequesting(told));
