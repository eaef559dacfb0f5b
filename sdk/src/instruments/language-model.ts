import { context } from "../active-context.ts";
import { quietly } from "../quietly.ts";
import { type ModelAnswer, type ModelCall, startModelCall, type Usage } from "../record/model-call.ts";
import { countOf, type Fields, fieldsOf, Pieces, textOf } from "./answer.ts";
import { itemsOf } from "./narrow.ts";
import { observePromise } from "./observe-promise.ts";
import { providerOf } from "./provider-names.ts";
import { type Method, ownerOf, replace } from "./replace.ts";
import { answeredWith, parametersOf, partsOf, toMessages, usageOf } from "./vercel-ai-messages.ts";
import { watchReadable } from "./watch-readable.ts";

/** From now on each call of a model of the AI SDK's, and of its class, is told: for frameworks that ask it by themselves. */
export function tellsCalls(model: unknown): void {
  for (const name of ["doGenerate", "doStream"]) {
    const owner = ownerOf(model, name);
    if (owner) replace(owner, name, name === "doStream" ? streaming : generating);
  }
}

function generating(original: Method): Method {
  return function (options: unknown, ...rest) {
    const call = quietly(() => begin(fieldsOf(this), fieldsOf(options), undefined));
    const run = () => Reflect.apply(original, this, [options, ...rest]) as unknown;
    if (!call) return run();
    return observePromise(call, context.with(call.context, run), (answer) => {
      // Some frameworks make a stream of it, and hide the rest: no piece of it comes before another.
      if (fieldsOf(answer).content === undefined) return watchParts(answer, call, true);
      call.tell(answerOf(fieldsOf(answer)));
      return false;
    });
  };
}

function streaming(original: Method): Method {
  return function (options: unknown, ...rest) {
    const call = quietly(() => begin(fieldsOf(this), fieldsOf(options), true));
    const run = () => Reflect.apply(original, this, [options, ...rest]) as unknown;
    if (!call) return run();
    return observePromise(call, context.with(call.context, run), (answer) => watchParts(answer, call));
  };
}

function watchParts(answer: unknown, call: ModelCall, isWhole = false): boolean {
  const { stream } = fieldsOf(answer);
  if (!(stream instanceof ReadableStream)) return false;
  return Reflect.set(answer as object, "stream", watchReadable(stream, { call, reader: new Parts(call), isWhole }));
}

function begin(model: Fields, options: Fields, isStream: true | undefined): ModelCall | undefined {
  return startModelCall({
    provider: providerOf(String(model.provider)),
    operation: "chat",
    model: textOf(model.modelId),
    isStream,
    parameters: parametersOf(options),
    content() {
      const messages = toMessages(options.prompt);
      const tools = itemsOf(options.tools);
      return {
        system: messages.filter(({ role }) => role === "system").flatMap(({ parts }) => parts),
        input: messages.filter(({ role }) => role !== "system"),
        tools: tools.length > 0 ? tools : undefined,
      };
    },
  });
}

function answerOf(answer: Fields): ModelAnswer {
  const { id, modelId } = fieldsOf(answer.response);
  return {
    ...answeredWith(answer, partsOf(answer.content)),
    id: textOf(id),
    model: textOf(modelId),
    usage: countsOf(answer.usage),
  };
}

/** As models tell it to the AI SDK from 6 on; else as before. */
function countsOf(usage: unknown): Usage {
  const { inputTokens, outputTokens } = fieldsOf(usage);
  const input = fieldsOf(inputTokens);
  const output = fieldsOf(outputTokens);
  if (input.total === undefined && output.total === undefined) return usageOf(usage);
  return {
    input: countOf(input.total),
    output: countOf(output.total),
    cacheRead: countOf(input.cacheRead),
    cacheWrite: countOf(input.cacheWrite),
    reasoning: countOf(output.reasoning),
  };
}

/** What a model streams to the AI SDK. */
class Parts {
  readonly #call: ModelCall;
  readonly #text = new Pieces();
  readonly #reasoning = new Pieces();
  readonly #others: unknown[] = [];
  #response: Fields = {};
  #finish: Fields = {};

  constructor(call: ModelCall) {
    this.#call = call;
  }

  read(chunk: unknown): boolean {
    const part = fieldsOf(chunk);
    if (part.type === "response-metadata") this.#response = part;
    if (part.type === "finish") this.#finish = part;
    if (part.type === "text-delta") this.#text.add(part.delta);
    if (part.type === "reasoning-delta") this.#reasoning.add(part.delta);
    if (part.type === "tool-call" || part.type === "file") this.#others.push(part);
    if (part.type === "error") {
      this.told();
      this.#call.fail(part.error);
    }
    return false;
  }

  told(): void {
    const text = (type: string, pieces: Pieces) => (pieces.isEmpty ? [] : [{ type, text: String(pieces) }]);
    const content = [...text("reasoning", this.#reasoning), ...text("text", this.#text), ...this.#others];
    this.#call.tell(answerOf({ ...this.#finish, content, response: this.#response }));
  }
}
