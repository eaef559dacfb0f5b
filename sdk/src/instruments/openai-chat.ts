import type { Message } from "../record/message.ts";
import type { Asked, ModelAnswer, ModelCall, Parameters, Usage } from "../record/model-call.ts";
import { countOf, type Fields, fieldsOf, listOf, Pieces, said, textOf } from "./answer.ts";
import type { Reading } from "./api-promise.ts";
import { messageOf, messagesOf } from "./openai-messages.ts";
import type { ChunkReader } from "./stream.ts";

/** Chat completions, as OpenAI has them and all who took its API over. */
export const chatParameters = (body: Fields): Parameters => ({
  temperature: body.temperature,
  topP: body.top_p,
  topK: body.top_k,
  maxTokens: body.max_completion_tokens ?? body.max_tokens,
  frequencyPenalty: body.frequency_penalty,
  presencePenalty: body.presence_penalty,
  stopSequences: body.stop,
  seed: body.seed,
  choiceCount: body.n === 1 ? undefined : body.n,
});

export const chatAsked =
  (body: Fields): (() => Asked) =>
  () => ({ input: messagesOf(body.messages), tools: body.tools });

export function chatUsage(value: unknown): Usage | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const usage = fieldsOf(value);
  const input = fieldsOf(usage.prompt_tokens_details);
  const output = fieldsOf(usage.completion_tokens_details);
  return {
    input: countOf(usage.prompt_tokens),
    output: countOf(usage.completion_tokens),
    // DeepSeek and Moonshot have names of their own.
    cacheRead: countOf(input.cached_tokens) ?? countOf(usage.prompt_cache_hit_tokens) ?? countOf(usage.cached_tokens),
    cacheWrite: countOf(input.cache_write_tokens),
    reasoning: countOf(output.reasoning_tokens),
    audioInput: countOf(input.audio_tokens) || undefined,
    audioOutput: countOf(output.audio_tokens) || undefined,
    imageInput: countOf(input.image_tokens) || undefined,
  };
}

/** What a whole answer and each chunk of a streamed one have in common. */
function headOf(body: Fields): ModelAnswer {
  return {
    id: textOf(body.id),
    model: textOf(body.model),
    usage: chatUsage(body.usage) ?? chatUsage(fieldsOf(body.x_groq).usage),
    attributes: said({
      "openai.response.service_tier": textOf(body.service_tier),
      "openai.response.system_fingerprint": textOf(body.system_fingerprint),
      // OpenRouter says what it took.
      "gen_ai.usage.cost": countOf(fieldsOf(body.usage).cost),
    }),
  };
}

function chosen(choice: Fields): Message {
  const finish = textOf(choice.finish_reason);
  const message = messageOf(fieldsOf(choice.message));
  return { ...message, ...(finish !== undefined && { finish_reason: finish }) };
}

export const chatReading = (isExtraAsked: boolean): Reading => ({
  whole(answer, call) {
    const body = fieldsOf(answer);
    const choices = listOf(body.choices);
    call.tell({
      ...headOf(body),
      finishReasons: choices.flatMap(({ finish_reason: reason }) => textOf(reason) ?? []),
      output: () => choices.map(chosen),
    });
  },
  stream: (call) => new ChatChunks(call, isExtraAsked),
});

interface Choice {
  readonly content: Pieces;
  readonly refusal: Pieces;
  readonly reasoning: Pieces;
  readonly calls: Map<number, { id: unknown; name: Pieces; text: Pieces }>;
  role: string | undefined;
  finish: string | undefined;
}

class ChatChunks implements ChunkReader {
  readonly #call: ModelCall;
  readonly #isExtraAsked: boolean;
  readonly #choices = new Map<number, Choice>();
  #head: Fields = {};
  #usage: unknown;

  constructor(call: ModelCall, isExtraAsked: boolean) {
    this.#call = call;
    this.#isExtraAsked = isExtraAsked;
  }

  read(value: unknown): boolean {
    const chunk = fieldsOf(value);
    const choices = listOf(chunk.choices);
    if (!this.#head.id || chunk.service_tier) this.#head = { ...this.#head, ...headFields(chunk) };
    const usage = chunk.usage ?? fieldsOf(chunk.x_groq).usage;
    if (usage) this.#usage = usage;
    for (const choice of choices) this.#add(choice);
    if (!this.#isExtraAsked) return false;
    // Who asks for the usage finds it empty in all the other chunks.
    if (chunk.usage === null) delete (chunk as { usage?: unknown }).usage;
    return choices.length === 0 && Boolean(chunk.usage);
  }

  #add(choice: Fields): void {
    const index = countOf(choice.index) ?? 0;
    let open = this.#choices.get(index);
    if (!open) {
      open = {
        content: new Pieces(),
        refusal: new Pieces(),
        reasoning: new Pieces(),
        calls: new Map(),
        role: undefined,
        finish: undefined,
      };
      this.#choices.set(index, open);
    }
    const delta = fieldsOf(choice.delta);
    open.role ??= textOf(delta.role);
    open.finish = textOf(choice.finish_reason) ?? open.finish;
    open.content.add(delta.content);
    open.refusal.add(delta.refusal);
    open.reasoning.add(delta.reasoning_content ?? delta.reasoning);
    for (const [at, call] of listOf(delta.tool_calls).entries()) addCall(open, countOf(call.index) ?? at, call);
  }

  told(): void {
    const choices = [...this.#choices].sort(([a], [b]) => a - b).map(([, choice]) => choice);
    this.#call.tell({
      ...headOf({ ...this.#head, usage: this.#usage }),
      finishReasons: choices.flatMap(({ finish }) => finish ?? []),
      output: () => choices.map(messageOfChoice),
    });
  }
}

const headFields = ({ id, model, service_tier, system_fingerprint }: Fields): Fields =>
  said({ id, model, service_tier: service_tier ?? undefined, system_fingerprint: system_fingerprint ?? undefined });

function addCall({ calls }: Choice, index: number, call: Fields): void {
  const open = calls.get(index) ?? { id: call.id, name: new Pieces(), text: new Pieces() };
  calls.set(index, open);
  open.id ??= call.id;
  const called = call.function ? fieldsOf(call.function) : fieldsOf(call.custom);
  open.name.add(called.name);
  open.text.add(called.arguments ?? called.input);
}

function messageOfChoice({ role, content, refusal, reasoning, calls, finish }: Choice): Message {
  const ordered = [...calls].sort(([a], [b]) => a - b).map(([, call]) => call);
  const tool_calls = ordered.map(({ id, name, text }) => ({
    id,
    function: { name: String(name), arguments: String(text) },
  }));
  return chosen({
    finish_reason: finish,
    message: { role, content: String(content), refusal: String(refusal), reasoning: String(reasoning), tool_calls },
  });
}
