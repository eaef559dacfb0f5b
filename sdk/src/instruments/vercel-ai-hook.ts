import type { Context } from "@opentelemetry/api";
import { context } from "../active-context.ts";
import { names } from "../attributes.ts";
import { quietly } from "../quietly.ts";
import { type ModelCall, startModelCall } from "../record/model-call.ts";
import { running } from "../running.ts";
import type { Work } from "../spans/work.ts";
import { countOf, type Fields, fieldsOf, textOf } from "./answer.ts";
import { beginWork } from "./begin-work.ts";
import { itemsOf } from "./narrow.ts";
import { providerOf } from "./provider-names.ts";
import { answeredWith, parametersOf, partsOf, toMessages, toSystem, usageOf } from "./vercel-ai-messages.ts";

interface Told {
  readonly callId: string;
}

/** One call of `generateText`, `streamText`, `embed`…, with the calls of models and tools in it. */
interface Run {
  readonly context: Context;
  readonly isStream: boolean;
  readonly work: Work | undefined;
  readonly calls: Map<string, ModelCall>;
  readonly tools: Map<string, Work>;
}

const registry = globalThis as { AI_SDK_TELEMETRY_INTEGRATIONS?: unknown[] };

/** Calls that never come to an end are forgotten when there are so many. */
const mostRuns = 10_000;

/** Takes part in what the AI SDK tells of each call of any copy of it. */
export function joinTelemetry(): void {
  registry.AI_SDK_TELEMETRY_INTEGRATIONS ??= [];
  const all = registry.AI_SDK_TELEMETRY_INTEGRATIONS;
  if (!all.some((one) => one instanceof Telemetry)) all.push(new Telemetry());
}

const model = "model";

/** https://ai-sdk.dev/docs/ai-sdk-core/telemetry: its methods are called by these names. */
class Telemetry {
  readonly #runs = new Map<string, Run>();

  onStart(event: Told): void {
    if (!running() || toldByAnother()) return;
    quietly(() => this.#start(event.callId, fieldsOf(event)));
  }

  onLanguageModelCallStart(event: Told): void {
    this.#startCall(event, model, "chat");
  }

  onLanguageModelCallEnd(event: Told): void {
    this.#endCall(event, model);
  }

  onObjectStepStart(event: Told): void {
    this.#startCall(event, model, "chat");
  }

  onObjectStepEnd(event: Told): void {
    this.#endCall(event, model);
  }

  onEmbedStart(event: Told & { readonly embedCallId: string }): void {
    this.#startCall(event, event.embedCallId, "embeddings");
  }

  onEmbedEnd(event: Told & { readonly embedCallId: string }): void {
    this.#endCall(event, event.embedCallId);
  }

  onRerankStart(event: Told): void {
    this.#startCall(event, model, "rerank");
  }

  onRerankEnd(event: Told): void {
    this.#endCall(event, model);
  }

  onToolExecutionStart(event: Told): void {
    const run = this.#runs.get(event.callId);
    if (!run) return;
    const { toolName, toolCallId, input } = fieldsOf(fieldsOf(event).toolCall);
    const work = beginWork({
      kind: "tool",
      name: String(toolName),
      input,
      attributes: { [names.toolCallId]: String(toolCallId) },
      within: run.context,
    });
    if (work) run.tools.set(String(toolCallId), work);
  }

  onToolExecutionEnd(event: Told): void {
    const run = this.#runs.get(event.callId);
    const { toolCall, toolOutput } = fieldsOf(event);
    const id = String(fieldsOf(toolCall).toolCallId);
    const { type, output, error } = fieldsOf(toolOutput);
    const work = run?.tools.get(id);
    if (type === "tool-result") work?.succeed(output);
    else work?.fail(error);
    run?.tools.delete(id);
  }

  executeLanguageModelCall<Result>({ callId, execute }: Told & { execute: () => Result }): Result {
    const call = this.#runs.get(callId)?.calls.get(model);
    return call ? context.with(call.context, execute) : execute();
  }

  executeTool<Result>(event: Told & { readonly toolCallId: string; execute: () => Result }): Result {
    const work = this.#runs.get(event.callId)?.tools.get(event.toolCallId);
    return work ? context.with(work.context, event.execute) : event.execute();
  }

  onEnd(event: Told): void {
    const { text, object, audio } = fieldsOf(event);
    this.#end(event.callId, (run) => {
      for (const call of run.calls.values()) call.end();
      run.work?.succeed(object ?? text ?? (audio && undefined));
    });
  }

  onStepError(event: Told): void {
    const { error } = fieldsOf(event);
    this.#runs.get(event.callId)?.calls.get(model)?.fail(error);
  }

  onAbort(event: Told): void {
    this.#end(event.callId, (run) => {
      for (const under of [...run.calls.values(), ...run.tools.values()]) under.interrupt();
      run.work?.interrupt();
    });
  }

  onError(event: unknown): void {
    const { callId, error = event } = fieldsOf(event);
    this.#end(String(callId), (run) => {
      for (const under of [...run.calls.values(), ...run.tools.values()]) under.fail(error);
      run.work?.fail(error);
    });
  }

  #start(callId: string, event: Fields): void {
    const operation = textOf(event.operationId)?.replace(/^ai\./, "") ?? "generateText";
    const agent = textOf(event.functionId);
    const isWork = /Text|Object|Agent/.test(operation);
    const work = isWork
      ? beginWork({ kind: agent ? "agent" : "operation", name: agent ?? operation, input: askedOf(event) })
      : undefined;
    const within = work?.context ?? context.active();
    const isStream = operation.startsWith("stream") || operation.endsWith(".stream");
    this.#runs.set(callId, { context: within, isStream, work, calls: new Map(), tools: new Map() });
    if (this.#runs.size > mostRuns) this.#runs.delete(this.#runs.keys().next().value as string);
    const audio = audioOperations.get(operation);
    if (audio) this.#startCall({ callId, ...event }, model, audio);
  }

  #startCall(event: Told, key: string, operation: string): void {
    const run = this.#runs.get(event.callId);
    if (!run) return;
    const fields = fieldsOf(event);
    run.calls.get(key)?.interrupt();
    const call = context.with(run.context, () =>
      startModelCall({
        provider: providerOf(String(fields.provider)),
        operation,
        model: textOf(fields.modelId),
        isStream: run.isStream || undefined,
        parameters: parametersOf(fields),
        content: () => ({
          system: toSystem(fields.instructions ?? fields.system),
          input: toMessages(fields.messages ?? fields.promptMessages ?? fields.values ?? fields.text),
          tools: itemsOf(fields.tools).length > 0 ? fields.tools : undefined,
        }),
      }),
    );
    if (call) run.calls.set(key, call);
  }

  #endCall(event: Told, key: string): void {
    const run = this.#runs.get(event.callId);
    const call = run?.calls.get(key);
    const fields = fieldsOf(event);
    const waited = countOf(fieldsOf(fields.performance).timeToFirstOutputMs);
    call?.tell({
      ...answeredWith(fields, partsOf(fields.content ?? fields.objectText)),
      id: textOf(fields.responseId) ?? textOf(fieldsOf(fields.response).id),
      model: textOf(fieldsOf(fields.response).modelId) ?? textOf(fields.modelId),
      usage: usageOf(fields.usage),
      attributes: waited === undefined ? undefined : { [names.timeToFirstChunk]: waited / 1000 },
    });
    call?.end();
    run?.calls.delete(key);
  }

  #end(callId: string, end: (run: Run) => void): void {
    const run = this.#runs.get(callId);
    if (run) quietly(() => end(run));
    this.#runs.delete(callId);
  }
}

const audioOperations: ReadonlyMap<string, string> = new Map([
  ["generateSpeech", "speech"],
  ["transcribe", "transcription"],
]);

const askedOf = ({ prompt, messages }: Fields): unknown => prompt ?? messages;

/** The AI SDK's own integration writes the same spans to the same tracer. */
function toldByAnother(): boolean {
  const names = ["OpenTelemetry", "LegacyOpenTelemetry"];
  const others = registry.AI_SDK_TELEMETRY_INTEGRATIONS ?? [];
  return running()?.isApart === false && others.some((one) => names.includes(fieldsOf(one).constructor?.name ?? ""));
}
