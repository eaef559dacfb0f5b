import { context } from "../active-context.ts";
import { quietly } from "../quietly.ts";
import type { Message, Part } from "../record/message.ts";
import { type ModelCall, startModelCall } from "../record/model-call.ts";
import { countOf, type Fields, fieldsOf, jsonOf, listOf, Pieces, textOf } from "./answer.ts";
import type { Instrument } from "./instrument.ts";
import { observePromise } from "./observe-promise.ts";
import { replace } from "./replace.ts";
import { type ChunkReader, watchStream } from "./stream.ts";

const operations = {
  chat: "chat",
  generate: "text_completion",
  embed: "embeddings",
  embeddings: "embeddings",
} as const;
type Method = keyof typeof operations;

export const instrument: Instrument = {
  name: "ollama",
  packages: [{ name: "ollama", versions: ">=0.5 <1" }],
  patch({ Ollama }) {
    if (typeof Ollama !== "function") throw new Error("it exports no class Ollama");
    // What a browser has is the class that Node's own is made from.
    patchClient(Object.hasOwn(Ollama.prototype, "chat") ? Ollama.prototype : Object.getPrototypeOf(Ollama.prototype));
  },
  wrap(client) {
    const { chat, processStreamableRequest } = fieldsOf(client);
    if (typeof chat !== "function" || typeof processStreamableRequest !== "function") return false;
    patchClient(client);
    return true;
  },
};

function patchClient(client: unknown): void {
  for (const method of Object.keys(operations) as Method[]) {
    replace(
      client,
      method,
      (original) =>
        function (...values) {
          const run = () => Reflect.apply(original, this, values);
          const ask = fieldsOf(values[0]);
          const call = quietly(() => begin(method, fieldsOf(fieldsOf(this).config), ask));
          return call ? observePromise(call, context.with(call.context, run), (answer) => read(call, answer)) : run();
        },
    );
  }
}

function begin(method: Method, config: Fields, ask: Fields): ModelCall | undefined {
  const options = fieldsOf(ask.options);
  return startModelCall({
    provider: "ollama",
    operation: operations[method],
    model: textOf(ask.model),
    url: textOf(config.host),
    isStream: ask.stream === true ? true : undefined,
    parameters: {
      temperature: options.temperature,
      topP: options.top_p,
      topK: options.top_k,
      maxTokens: options.num_predict,
      frequencyPenalty: options.frequency_penalty,
      presencePenalty: options.presence_penalty,
      stopSequences: options.stop,
      seed: options.seed,
    },
    content: () => ({
      system: typeof ask.system === "string" ? [{ type: "text", content: ask.system }] : undefined,
      input: ask.messages === undefined ? [asked(ask.prompt ?? ask.input)] : listOf(ask.messages).map(messageOf),
      tools: ask.tools,
    }),
  });
}

const asked = (given: unknown): Message => ({
  role: "user",
  parts: [given].flat().flatMap((content) => (typeof content === "string" ? [{ type: "text", content }] : [])),
});

function messageOf(message: Fields): Message {
  const role = textOf(message.role) ?? "user";
  const { content, thinking, tool_name: tool } = message;
  if (role === "tool") {
    return { role, parts: [{ type: "tool_call_response", id: textOf(tool) ?? null, response: jsonOf(content) }] };
  }
  const images = Array.isArray(message.images) ? message.images : [];
  const parts: Part[] = [
    ...(thinking ? [{ type: "reasoning", content: String(thinking) } as const] : []),
    ...(content ? [{ type: "text", content: String(content) } as const] : []),
    ...images.flatMap((data) =>
      typeof data === "string" ? [{ type: "blob", modality: "image", content: data } as const] : [],
    ),
    ...listOf(message.tool_calls).map((call) => {
      const { name, arguments: given } = fieldsOf(call.function);
      return { type: "tool_call", id: null, name: String(name), arguments: given } as const;
    }),
  ];
  return { role, parts };
}

/** True when the answer comes in pieces. */
function read(call: ModelCall, answer: unknown): boolean {
  const chunks = new OllamaChunks(call);
  if (typeof answer !== "object" || answer === null || !(Symbol.asyncIterator in answer)) {
    chunks.read(answer);
    chunks.told();
    return false;
  }
  const { abortController } = answer as { readonly abortController?: AbortController };
  const isAborted = () => abortController?.signal.aborted === true;
  watchStream(answer, Symbol.asyncIterator, { call, reader: chunks, isAborted });
  return true;
}

/** A whole answer is its only chunk. */
class OllamaChunks implements ChunkReader {
  readonly #call: ModelCall;
  readonly #text = new Pieces();
  readonly #thinking = new Pieces();
  readonly #calls: Fields[] = [];
  #last: Fields = {};

  constructor(call: ModelCall) {
    this.#call = call;
  }

  read(value: unknown): boolean {
    const chunk = fieldsOf(value);
    const message = fieldsOf(chunk.message);
    this.#last = chunk;
    this.#text.add(message.content ?? chunk.response);
    this.#thinking.add(message.thinking ?? chunk.thinking);
    this.#calls.push(...listOf(message.tool_calls));
    return false;
  }

  told(): void {
    const { model, done_reason: reason, prompt_eval_count: input, eval_count: output, embeddings } = this.#last;
    const finish = textOf(reason);
    this.#call.tell({
      model: textOf(model),
      finishReasons: finish === undefined ? undefined : [finish],
      usage: { input: countOf(input), output: countOf(output) },
      output: embeddings || this.#last.embedding ? undefined : () => [this.#message(finish)],
    });
  }

  #message(finish: string | undefined): Message {
    const said = { content: this.#text.toString(), thinking: this.#thinking.toString(), tool_calls: this.#calls };
    const message = messageOf({ role: "assistant", ...said });
    return finish === undefined ? message : { ...message, finish_reason: finish };
  }
}
