import { type Span, trace } from "@opentelemetry/api";
import { context } from "../active-context.ts";
import { quietly } from "../quietly.ts";
import { type ModelCall, startModelCall } from "../record/model-call.ts";
import { running } from "../running.ts";
import { type Fields, fieldsOf, textOf } from "./answer.ts";
import { contentsOf, GeminiChunks, geminiAnswer, geminiUsage, parametersOf, partsOf } from "./google-genai-messages.ts";
import type { Instrument } from "./instrument.ts";
import { observePromise } from "./observe-promise.ts";
import { type Method, replace } from "./replace.ts";
import { watchSteps } from "./stream-generator.ts";

export const instrument: Instrument = {
  name: "google-genai",
  packages: [{ name: "@google/genai", versions: ">=2 <4" }],
  patch({ Models }) {
    if (typeof Models !== "function") throw new Error("it exports no class Models");
    patchModels(Models.prototype);
  },
  wrap(client) {
    const { models } = fieldsOf(client);
    if (typeof fieldsOf(models).generateContentInternal !== "function") return false;
    patchModels(models);
    return true;
  },
};

/** Every call of a model comes to these, those of chats and of automatic function calling too. */
function patchModels(models: unknown): void {
  replace(models, "generateContentInternal", (original) => asking("generate_content", original, answered));
  replace(models, "generateContentStreamInternal", (original) => asking("generate_content", original, streamed));
  replace(models, "embedContentInternal", (original) => asking("embeddings", original, embedded));
  if (typeof fieldsOf(models).generateImagesInternal === "function") {
    replace(models, "generateImagesInternal", (original) => asking("generate_content", original, () => {}));
  }
}

type Reading = (call: ModelCall, answer: unknown, ask: Fields) => unknown;

function asking(operation: string, original: Method, read: Reading): Method {
  return function (...values) {
    const run = () => Reflect.apply(original, this, values);
    const ask = fieldsOf(values[0]);
    const call = quietly(() => begin(operation, fieldsOf(this), ask, read === streamed));
    return call
      ? observePromise(call, context.with(call.context, run), (answer) => read(call, answer, ask) === true)
      : run();
  };
}

function begin(operation: string, models: Fields, ask: Fields, isStream: boolean): ModelCall | undefined {
  const client = models.apiClient as { isVertexAI?: () => boolean; getBaseUrl?: () => string } | undefined;
  const config = fieldsOf(ask.config);
  return startModelCall({
    onto: ofAgentKit(),
    provider: client?.isVertexAI?.() ? "gcp.vertex_ai" : "gcp.gemini",
    operation,
    model: textOf(ask.model)?.replace(/^models\//, ""),
    url: quietly(() => client?.getBaseUrl?.()),
    isStream: isStream || undefined,
    parameters: parametersOf(config),
    content: () => ({
      system: contentsOf(config.systemInstruction).flatMap(({ parts }) => parts),
      input: contentsOf(ask.contents ?? ask.content ?? ask.prompt),
      tools: config.tools,
    }),
  });
}

function answered(call: ModelCall, answer: unknown): void {
  call.tell(geminiAnswer(fieldsOf(answer)));
}

function embedded(call: ModelCall, answer: unknown): void {
  call.tell({ usage: geminiUsage(fieldsOf(answer).usageMetadata) });
}

/** True: its end comes later. */
function streamed(call: ModelCall, answer: unknown, { config }: Fields): boolean {
  const signal = fieldsOf(config).abortSignal as AbortSignal | undefined;
  const isAborted = () => signal?.aborted === true;
  watchSteps(answer as AsyncGenerator<unknown>, { call, reader: new GeminiChunks(call, partsOf), isAborted });
  return true;
}

/** Google's Agent Development Kit makes a span of each call of a model, to the process's own tracer. */
function ofAgentKit(): Span | undefined {
  const span = running()?.isApart === false ? trace.getActiveSpan() : undefined;
  const { name, instrumentationScope } = fieldsOf(span);
  return name === "call_llm" && fieldsOf(instrumentationScope).name === "gcp.vertex.agent" ? span : undefined;
}
