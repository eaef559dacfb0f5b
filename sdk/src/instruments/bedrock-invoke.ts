import type { Message, Part } from "../record/message.ts";
import type { Asked, ModelCall, Parameters, Usage } from "../record/model-call.ts";
import { countOf, type Fields, fieldsOf, jsonOf, listOf, Pieces, textOf } from "./answer.ts";
import { messageReading } from "./anthropic-answer.ts";
import { messagesOf as anthropicMessagesOf, partsOf as anthropicPartsOf } from "./anthropic-messages.ts";
import { ConverseEvents, converseAnswer, converseAsked, converseParameters } from "./bedrock-converse.ts";
import { sumOf } from "./narrow.ts";
import { chatAsked, chatParameters, chatReading } from "./openai-chat.ts";
import type { ChunkReader } from "./stream.ts";

/** Each model's maker has a body of its own: Anthropic's, Amazon's, OpenAI's, Meta's… */
function bodyOf(body: unknown): Fields {
  if (body instanceof ArrayBuffer) return fieldsOf(jsonOf(Buffer.from(body).toString()));
  return fieldsOf(jsonOf(body instanceof Uint8Array ? Buffer.from(body).toString() : body));
}

export function invokeParameters({ body }: Fields): Parameters {
  const said = bodyOf(body);
  const { inferenceConfig, textGenerationConfig: titan } = said;
  if (inferenceConfig) return converseParameters(said);
  const { temperature, topP, maxTokenCount, stopSequences } = fieldsOf(titan);
  if (titan) return { temperature, topP, maxTokens: maxTokenCount, stopSequences };
  return {
    ...chatParameters(said),
    topK: said.top_k,
    maxTokens: said.max_tokens ?? said.max_gen_len ?? said.max_completion_tokens,
    stopSequences: said.stop_sequences ?? said.stop,
  };
}

export const invokeAsked =
  (input: Fields): (() => Asked) =>
  () => {
    const body = bodyOf(input.body);
    if (isAnthropic(body)) {
      return { system: anthropicPartsOf(body.system), input: anthropicMessagesOf(body.messages), tools: body.tools };
    }
    if (body.inferenceConfig || body.schemaVersion) return converseAsked(body)();
    if (body.messages) return chatAsked(body)();
    return { input: promptsOf(body.prompt ?? body.inputText ?? body.message ?? body.texts) };
  };

const isAnthropic = (body: Fields) => typeof body.anthropic_version === "string";

const promptsOf = (given: unknown): readonly Message[] =>
  [given]
    .flat()
    .flatMap((content) => (typeof content === "string" ? [{ role: "user", parts: [{ type: "text", content }] }] : []));

export function invokeAnswer(call: ModelCall, answer: unknown): void {
  const body = bodyOf(answer);
  if (body.type === "message") return messageReading.whole(body, call);
  if (body.output && body.stopReason) return call.tell(converseAnswer(body));
  if (body.choices) return chatReading(false).whole(body, call);
  const text = textPieceOf(body);
  const reason = textOf(body.stop_reason) ?? textOf(fieldsOf(listOf(body.results)[0]).completionReason);
  const parts: readonly Part[] = text === undefined ? [] : [{ type: "text", content: text }];
  call.tell({
    finishReasons: reason === undefined ? undefined : [reason.toLowerCase()],
    usage: plainUsage(body),
    output: parts.length === 0 ? undefined : () => [{ role: "assistant", parts }],
  });
}

const textPieceOf = (body: Fields): string | undefined =>
  textOf(body.generation) ??
  textOf(body.outputText) ??
  textOf(body.completion) ??
  textOf(fieldsOf(listOf(body.results)[0]).outputText) ??
  textOf(fieldsOf(listOf(body.outputs)[0]).text) ??
  textOf(fieldsOf(listOf(body.generations)[0]).text);

const plainUsage = (body: Fields): Usage => ({
  input: countOf(body.prompt_token_count) ?? countOf(body.inputTextTokenCount),
  output:
    countOf(body.generation_token_count) ??
    countOf(body.totalOutputTextTokenCount) ??
    countOf(fieldsOf(listOf(body.results)[0]).tokenCount),
});

/** At its end Amazon says what the call used, whoever made the model. */
export class InvokeEvents implements ChunkReader {
  readonly #call: ModelCall;
  readonly #text = new Pieces();
  #reader: ChunkReader | undefined;
  #metrics: Fields = {};
  #reason: string | undefined;

  constructor(call: ModelCall) {
    this.#call = call;
  }

  read(value: unknown): boolean {
    const event = bodyOf(fieldsOf(fieldsOf(value).chunk).bytes);
    const metrics = event["amazon-bedrock-invocationMetrics"];
    if (metrics) this.#metrics = fieldsOf(metrics);
    this.#reader ??= this.#readerOf(event);
    this.#reader?.read(event);
    if (!this.#reader) this.#text.add(textPieceOf(event));
    this.#reason = textOf(event.stop_reason) ?? textOf(event.completionReason) ?? this.#reason;
    return false;
  }

  #readerOf(event: Fields): ChunkReader | undefined {
    if (event.type === "message_start") return messageReading.stream(this.#call);
    if (event.messageStart || event.contentBlockDelta) return new ConverseEvents(this.#call);
    return event.choices ? chatReading(false).stream(this.#call) : undefined;
  }

  told(): void {
    const parts: readonly Part[] = this.#text.isEmpty ? [] : [{ type: "text", content: `${this.#text}` }];
    this.#reader?.told();
    const { inputTokenCount, outputTokenCount, cacheReadInputTokenCount, cacheWriteInputTokenCount } = this.#metrics;
    this.#call.tell({
      finishReasons: this.#reader || this.#reason === undefined ? undefined : [this.#reason.toLowerCase()],
      output: this.#reader || parts.length === 0 ? undefined : () => [{ role: "assistant", parts }],
      usage: {
        input: sumOf(inputTokenCount, cacheReadInputTokenCount, cacheWriteInputTokenCount),
        output: countOf(outputTokenCount),
        cacheRead: countOf(cacheReadInputTokenCount),
        cacheWrite: countOf(cacheWriteInputTokenCount),
      },
    });
  }
}
