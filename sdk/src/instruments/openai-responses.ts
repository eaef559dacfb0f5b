import type { Attributes } from "@opentelemetry/api";
import type { Message, Part } from "../record/message.ts";
import type { Asked, ModelCall, Parameters, Usage } from "../record/model-call.ts";
import { countOf, type Fields, fieldsOf, jsonOf, listOf, said, textOf } from "./answer.ts";
import type { Reading } from "./api-promise.ts";
import { blobOf, contentOf } from "./openai-messages.ts";
import type { ChunkReader } from "./stream.ts";

export const responsesParameters = (body: Fields): Parameters => ({
  temperature: body.temperature,
  topP: body.top_p,
  maxTokens: body.max_output_tokens,
});

export function responsesAttributes(body: Fields): Attributes {
  const conversation = textOf(body.conversation) ?? textOf(fieldsOf(body.conversation).id);
  return said({
    "openai.request.service_tier": textOf(body.service_tier),
    "gen_ai.conversation.id": conversation,
    "gen_ai.request.previous_response.id": textOf(body.previous_response_id),
    "gen_ai.request.reasoning.level": textOf(fieldsOf(body.reasoning).effort),
    "openai.request.background": body.background === true ? true : undefined,
  });
}

export const responsesAsked =
  (body: Fields): (() => Asked) =>
  () => ({
    system: contentOf(body.instructions),
    input: typeof body.input === "string" ? [user(body.input)] : listOf(body.input).flatMap(itemOf),
    tools: body.tools,
  });

const user = (content: string): Message => ({ role: "user", parts: [{ type: "text", content }] });

/** One item of a response's input or output as a message. */
function itemOf(item: Fields): readonly Message[] {
  switch (item.type ?? "message") {
    case "message":
      return [{ role: textOf(item.role) ?? "assistant", parts: contentOf(item.content) }];
    case "function_call":
    case "custom_tool_call":
      return [assistant(calledOf(item))];
    case "function_call_output":
    case "custom_tool_call_output":
      return [{ role: "tool", parts: [{ type: "tool_call_response", id: idOf(item), response: item.output }] }];
    case "reasoning":
      return reasoningOf(item);
    case "image_generation_call":
      return typeof item.result === "string" ? [assistant(blobOf("image", item.result))] : [];
    default:
      return item.type === "item_reference" ? [] : [assistant(hostedOf(item))];
  }
}

const assistant = (part: Part): Message => ({ role: "assistant", parts: [part] });
const idOf = (item: Fields) => textOf(item.call_id) ?? textOf(item.id) ?? null;

const calledOf = (item: Fields): Part => ({
  type: "tool_call",
  id: idOf(item),
  name: textOf(item.name) ?? "",
  arguments: jsonOf(item.arguments ?? item.input),
});

/** A tool that the provider itself runs: `web_search_call`, `mcp_call`… */
function hostedOf({ type, id, name, status, ...rest }: Fields): Part {
  const tool = textOf(name) ?? (textOf(type) ?? "").replace(/_call$/, "");
  return { type: "tool_call", id: textOf(id) ?? null, name: tool, arguments: jsonOf(rest.arguments ?? rest) };
}

function reasoningOf(item: Fields): readonly Message[] {
  const texts = [...listOf(item.summary), ...listOf(item.content)].flatMap(({ text }) => textOf(text) ?? []);
  return texts.length === 0 ? [] : [assistant({ type: "reasoning", content: texts.join("\n") })];
}

/** What it said in turns, as one message. */
function outputOf(response: Fields): readonly Message[] {
  const messages = listOf(response.output).flatMap(itemOf);
  const finish = finishOf(response);
  if (messages.length === 0) return [];
  const parts = messages.flatMap(({ parts }) => parts);
  return [{ role: "assistant", parts, ...(finish !== undefined && { finish_reason: finish }) }];
}

function finishOf(response: Fields): string | undefined {
  const reason = textOf(fieldsOf(response.incomplete_details).reason);
  if (reason !== undefined) return reason === "max_output_tokens" ? "length" : reason;
  if (response.status === "in_progress" || response.status === "queued") return undefined;
  if (response.status !== "completed") return textOf(response.status);
  const isCalling = listOf(response.output).some(({ type }) => type === "function_call" || type === "custom_tool_call");
  return isCalling ? "tool_calls" : "stop";
}

export function responsesUsage(value: unknown): Usage | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const usage = fieldsOf(value);
  const input = fieldsOf(usage.input_tokens_details);
  const output = fieldsOf(usage.output_tokens_details);
  return {
    input: countOf(usage.input_tokens),
    output: countOf(usage.output_tokens),
    cacheRead: countOf(input.cached_tokens),
    cacheWrite: countOf(input.cache_write_tokens),
    reasoning: countOf(output.reasoning_tokens),
    imageInput: countOf(input.image_tokens) || undefined,
    imageOutput: countOf(output.image_tokens) || undefined,
  };
}

function tellResponse(value: unknown, call: ModelCall): void {
  const response = fieldsOf(value);
  const finish = finishOf(response);
  const conversation = textOf(fieldsOf(response.conversation).id);
  call.tell({
    id: textOf(response.id),
    model: textOf(response.model),
    usage: responsesUsage(response.usage),
    finishReasons: finish === undefined ? [] : [finish],
    output: () => outputOf(response),
    attributes: said({
      "openai.response.service_tier": textOf(response.service_tier),
      "gen_ai.conversation.id": conversation,
    }),
  });
  if (response.status === "failed") call.fail(failureOf(response));
}

function failureOf(response: Fields): Error {
  const { code, message } = fieldsOf(response.error);
  const error = new Error(textOf(message) ?? "the response failed");
  error.name = textOf(code) ?? "response_failed";
  return error;
}

export const responsesReading: Reading = {
  whole: tellResponse,
  stream: (call) => new ResponseEvents(call),
};

/** Each item as it is done; the last event brings the whole response. */
class ResponseEvents implements ChunkReader {
  readonly #call: ModelCall;
  readonly #items: unknown[] = [];
  #response: Fields = {};
  #text = "";

  constructor(call: ModelCall) {
    this.#call = call;
  }

  read(chunk: unknown): boolean {
    const event = fieldsOf(chunk);
    if (event.response !== undefined) this.#response = fieldsOf(event.response);
    if (event.type === "response.output_text.delta") this.#text += textOf(event.delta) ?? "";
    if (event.type === "response.output_item.done") {
      this.#items.push(event.item);
      this.#text = "";
    }
    return false;
  }

  told(): void {
    const isWhole = listOf(this.#response.output).length > 0;
    const unfinished = this.#text === "" ? [] : [{ type: "message", content: this.#text }];
    const output = isWhole ? this.#response.output : [...this.#items, ...unfinished];
    tellResponse({ ...this.#response, output }, this.#call);
  }
}
