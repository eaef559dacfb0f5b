import { context } from "../active-context.ts";
import { quietly } from "../quietly.ts";
import { type ModelCall, type Parameters, startModelCall } from "../record/model-call.ts";
import { running } from "../running.ts";
import { type Fields, fieldsOf, textOf } from "./answer.ts";
import type { Instrument } from "./instrument.ts";
import { answerOf, askedOf, chunkOf, usageOf } from "./mistral-messages.ts";
import { observePromise } from "./observe-promise.ts";
import { chatReading } from "./openai-chat.ts";
import { type Method, replace } from "./replace.ts";
import { watchStream } from "./stream.ts";

export const instrument: Instrument = {
  name: "mistral",
  packages: [{ name: "@mistralai/mistralai", versions: ">=2 <3" }],
  patch(module) {
    const found = [module.Chat, module.Embeddings, module.Fim, module.Agents].find((one) => typeof one === "function");
    if (typeof found !== "function") throw new Error("its version is not known");
    patchMethods(found.prototype);
  },
  wrap(client) {
    // Others' clients are not looked into: some say something when they are.
    if (client.constructor.name !== "Mistral") return false;
    const { chat, embeddings, fim, agents } = fieldsOf(client);
    for (const one of [chat, embeddings, fim, agents]) patchMethods(one);
    return true;
  },
};

function patchMethods(resource: unknown): void {
  const { create, complete, parse, stream, parseStream } = fieldsOf(resource);
  if (typeof create === "function" && typeof complete !== "function") {
    return replace(resource, "create", (original) => asking("embeddings", original, false));
  }
  replace(resource, "complete", (original) => asking("chat", original, false));
  replace(resource, "stream", (original) => asking("chat", original, true));
  if (typeof parse === "function") replace(resource, "parse", (original) => asking("chat", original, false));
  if (typeof stream === "function" && typeof parseStream === "function") {
    replace(resource, "parseStream", (original) => asking("chat", original, true));
  }
}

/** The library tells the process's own tracer of its calls when it is asked to; then it is not told twice. */
const tellsItself = () => process.env.MISTRAL_SDK_TELEMETRY === "global" && running()?.isApart === false;

function asking(operation: string, original: Method, isStream: boolean): Method {
  return function (...values) {
    const run = () => Reflect.apply(original, this, values);
    const ask = fieldsOf(values[0]);
    const call = tellsItself() ? undefined : quietly(() => begin(operation, fieldsOf(this), ask, isStream));
    if (!call) return run();
    const { signal } = fieldsOf(fieldsOf(values[1]).fetchOptions) as { readonly signal?: AbortSignal };
    return observePromise(call, context.with(call.context, run), (answer) => read(call, answer, signal));
  };
}

function begin(operation: string, resource: Fields, ask: Fields, isStream: boolean): ModelCall | undefined {
  const url = resource._baseURL;
  const parameters: Parameters = {
    temperature: ask.temperature,
    topP: ask.topP,
    maxTokens: ask.maxTokens,
    stopSequences: ask.stop,
    seed: ask.randomSeed,
    frequencyPenalty: ask.frequencyPenalty,
    presencePenalty: ask.presencePenalty,
    choiceCount: ask.n,
    dimensions: ask.outputDimension,
  };
  return startModelCall({
    provider: "mistral_ai",
    operation,
    model: textOf(ask.model) ?? textOf(ask.agentId),
    url: url instanceof URL ? url.href : undefined,
    isStream: isStream || undefined,
    parameters,
    content: askedOf(ask),
  });
}

/** True when the answer comes in pieces. */
function read(call: ModelCall, answer: unknown, signal: AbortSignal | undefined): boolean {
  if (answer instanceof ReadableStream) {
    const chunks = chatReading(false).stream(call);
    const reader = { read: (event: unknown) => chunks.read(chunkOf(event)), told: () => chunks.told() };
    watchStream(answer, Symbol.asyncIterator, { call, reader, isAborted: () => signal?.aborted === true });
    return true;
  }
  const body = fieldsOf(answer);
  if (body.choices) chatReading(false).whole(answerOf(body), call);
  else call.tell({ id: textOf(body.id), model: textOf(body.model), usage: usageOf(body.usage) });
  return false;
}
