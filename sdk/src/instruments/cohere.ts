import { context } from "../active-context.ts";
import { quietly } from "../quietly.ts";
import { type ModelCall, startModelCall } from "../record/model-call.ts";
import { type Fields, fieldsOf, textOf } from "./answer.ts";
import { answerOf, CohereEvents, messagesOf, usageOf } from "./cohere-messages.ts";
import type { Instrument } from "./instrument.ts";
import { observePromise } from "./observe-promise.ts";
import { type Method, replace } from "./replace.ts";
import { watchStream } from "./stream.ts";

const operations = { chat: "chat", chatStream: "chat", embed: "embeddings", rerank: "rerank" } as const;
type Name = keyof typeof operations;

/** Clients bind these methods when they are made, so those that they call themselves are replaced. */
export const instrument: Instrument = {
  name: "cohere",
  packages: [{ name: "cohere-ai", versions: ">=7.21 <9" }],
  patch({ V2Client, CohereClient }) {
    const found = [V2Client, CohereClient].filter((one) => typeof one === "function");
    if (found.length === 0) throw new Error("its version is not known");
    for (const client of found) patchClient(client.prototype);
  },
  wrap(client) {
    if (!/Cohere|^(V2|Custom|Aws|Bedrock|Sagemaker)Client(V2)?$/.test(client.constructor.name)) return false;
    const { clientV2, client: first, v2 } = fieldsOf(client);
    const clients = [client, clientV2, first, v2].filter((one) => typeof fieldsOf(one).__chat === "function");
    for (const one of clients) patchClient(one);
    return clients.length > 0;
  },
};

function patchClient(client: unknown): void {
  for (const name of Object.keys(operations) as Name[]) {
    if (typeof fieldsOf(client)[`__${name}`] === "function") {
      replace(client, `__${name}`, (original) => asking(name, original));
    }
  }
}

function asking(name: Name, original: Method): Method {
  return function (...values) {
    const run = () => Reflect.apply(original, this, values);
    const call = quietly(() => begin(name, fieldsOf(values[0])));
    if (!call) return run();
    const { abortSignal } = fieldsOf(values[1]) as { readonly abortSignal?: AbortSignal };
    return observePromise(call, context.with(call.context, run), (answer) => read(name, call, answer, abortSignal));
  };
}

function begin(name: Name, ask: Fields): ModelCall | undefined {
  return startModelCall({
    provider: "cohere",
    operation: operations[name],
    model: textOf(ask.model),
    isStream: name === "chatStream" || undefined,
    parameters: {
      temperature: ask.temperature,
      topP: ask.p,
      topK: ask.k,
      maxTokens: ask.maxTokens,
      stopSequences: ask.stopSequences,
      seed: ask.seed,
      frequencyPenalty: ask.frequencyPenalty,
      presencePenalty: ask.presencePenalty,
      dimensions: ask.outputDimension,
    },
    content: () => ({ input: messagesOf(ask), tools: ask.tools }),
  });
}

/** True when the answer comes in pieces. */
function read(name: Name, call: ModelCall, answer: unknown, signal: AbortSignal | undefined): boolean {
  const { data } = fieldsOf(answer);
  if (name === "chatStream") {
    const isAborted = () => signal?.aborted === true;
    watchStream(data as object, Symbol.asyncIterator, { call, reader: new CohereEvents(call), isAborted });
    return true;
  }
  const body = fieldsOf(data);
  call.tell(name === "chat" ? answerOf(body) : { id: textOf(body.id), usage: usageOf(body.meta) });
  return false;
}
