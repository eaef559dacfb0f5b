import type { Message, Part } from "../record/message.ts";
import type { ModelAnswer, ModelCall, Usage } from "../record/model-call.ts";
import { countOf, type Fields, fieldsOf, jsonOf, listOf, Pieces, textOf } from "./answer.ts";
import type { ChunkReader } from "./stream.ts";

/** Of the second version `messages`; of the first `message` after a `chatHistory`. */
export function messagesOf(ask: Fields): readonly Message[] {
  if (Array.isArray(ask.messages)) return listOf(ask.messages).map(messageOf);
  const before = listOf(ask.chatHistory).map(({ role, message }) => text(roleOf(role), message));
  const given = ask.message ?? ask.query ?? ask.texts;
  return [...before, ...[given].flat().flatMap((one) => (typeof one === "string" ? [text("user", one)] : []))];
}

const text = (role: string, content: unknown): Message => ({
  role,
  parts: typeof content === "string" ? [{ type: "text", content }] : [],
});

const roleOf = (role: unknown): string => {
  const name = textOf(role)?.toLowerCase() ?? "user";
  return name === "chatbot" ? "assistant" : name;
};

function messageOf(message: Fields): Message {
  const role = roleOf(message.role);
  if (role === "tool") {
    const response = typeof message.content === "string" ? jsonOf(message.content) : message.content;
    return { role, parts: [{ type: "tool_call_response", id: textOf(message.toolCallId) ?? null, response }] };
  }
  return {
    role,
    parts: [...reasoningOf(message.toolPlan), ...contentOf(message.content), ...callsOf(message.toolCalls)],
  };
}

const reasoningOf = (plan: unknown): readonly Part[] =>
  typeof plan === "string" && plan !== "" ? [{ type: "reasoning", content: plan }] : [];

function contentOf(content: unknown): readonly Part[] {
  if (typeof content === "string") return content === "" ? [] : [{ type: "text", content }];
  return listOf(content).flatMap(({ type, text, thinking, imageUrl }): readonly Part[] => {
    if (type === "text") return [{ type: "text", content: String(text ?? "") }];
    if (type === "thinking") return [{ type: "reasoning", content: String(thinking ?? "") }];
    const uri = textOf(fieldsOf(imageUrl).url);
    return uri === undefined ? [] : [{ type: "uri", modality: "image", uri }];
  });
}

const callsOf = (calls: unknown): readonly Part[] =>
  listOf(calls).map(({ id, function: called, name, parameters }) => {
    const of = fieldsOf(called);
    const given = parameters ?? jsonOf(of.arguments);
    return { type: "tool_call", id: textOf(id) ?? null, name: String(of.name ?? name), arguments: given };
  });

/** Billed are fewer tokens than Cohere's own templates make of them. */
export function usageOf(meta: unknown): Usage | undefined {
  const { billedUnits, tokens, cachedTokens } = fieldsOf(meta);
  const billed = fieldsOf(billedUnits);
  const counted = fieldsOf(tokens);
  return {
    input: countOf(billed.inputTokens) ?? countOf(counted.inputTokens),
    output: countOf(billed.outputTokens) ?? countOf(counted.outputTokens),
    cacheRead: countOf(cachedTokens),
  };
}

export function answerOf(body: Fields): ModelAnswer {
  const message = body.message
    ? messageOf({ role: "assistant", ...fieldsOf(body.message) })
    : { role: "assistant", parts: [...contentOf(body.text), ...callsOf(body.toolCalls)] };
  return answered(message, textOf(body.id) ?? textOf(body.generationId), body.finishReason, body.usage ?? body.meta);
}

function answered(message: Message, id: string | undefined, finish: unknown, usage: unknown): ModelAnswer {
  const reason = textOf(finish)?.toLowerCase();
  return {
    id,
    finishReasons: reason === undefined ? undefined : [reason],
    usage: usageOf(usage),
    output: () => [{ ...message, ...(reason !== undefined && { finish_reason: reason }) }],
  };
}

export class CohereEvents implements ChunkReader {
  readonly #call: ModelCall;
  readonly #text = new Pieces();
  readonly #thinking = new Pieces();
  readonly #plan = new Pieces();
  readonly #calls = new Map<unknown, { readonly call: Fields; readonly json: Pieces }>();
  #end: Fields = {};
  #id: string | undefined;

  constructor(call: ModelCall) {
    this.#call = call;
  }

  read(value: unknown): boolean {
    const event = fieldsOf(value);
    const delta = fieldsOf(event.delta);
    const message = fieldsOf(delta.message);
    const content = fieldsOf(message.content);
    this.#id ??= textOf(event.id) ?? textOf(event.generationId);
    this.#text.add(content.text ?? (event.eventType === "text-generation" ? event.text : undefined));
    this.#thinking.add(content.thinking);
    this.#plan.add(message.toolPlan);
    if (message.toolCalls) this.#add(event.index, fieldsOf(message.toolCalls));
    if (event.type === "message-end") this.#end = delta;
    if (event.eventType === "stream-end") this.#end = fieldsOf(event.response);
    return false;
  }

  #add(index: unknown, call: Fields): void {
    const open = this.#calls.get(index) ?? { call, json: new Pieces() };
    this.#calls.set(index, open);
    open.json.add(fieldsOf(call.function).arguments);
  }

  told(): void {
    const calls = [...this.#calls.values()].map(({ call, json }) => ({
      id: call.id,
      function: { name: fieldsOf(call.function).name, arguments: `${json}` },
    }));
    const parts = [
      ...reasoningOf(`${this.#plan}`),
      ...reasoningOf(`${this.#thinking}`),
      ...contentOf(`${this.#text}`),
      ...callsOf(calls.length > 0 ? calls : this.#end.toolCalls),
    ];
    const { finishReason, usage, meta } = this.#end;
    this.#call.tell(answered({ role: "assistant", parts }, this.#id, finishReason, usage ?? meta));
  }
}
