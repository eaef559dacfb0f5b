import { type Attributes, type Context, type Span, trace } from "@opentelemetry/api";
import { context } from "../active-context.ts";
import { names } from "../attributes.ts";
import { spanOf } from "../context.ts";
import { quietly } from "../quietly.ts";
import { type ModelCall, startModelCall } from "../record/model-call.ts";
import { running } from "../running.ts";
import type { Work } from "../spans/work.ts";
import { countOf, jsonOf, textOf } from "./answer.ts";
import { beginWork } from "./begin-work.ts";
import { itemsOf } from "./narrow.ts";
import { providerOf } from "./provider-names.ts";
import { answeredWith, partsOf, toMessages } from "./vercel-ai-messages.ts";

/**
 * What the AI SDK before 7 takes for a tracer, of one call of it. It leaves spans open when a stream is aborted: they end
 * with the first of them, or with the signal.
 */
export class CallTracer {
  readonly #open = new Set<Told>();
  readonly #signal: AbortSignal | undefined;
  readonly #onAbort = () => void setImmediate(() => this.#interrupt());

  constructor(signal: AbortSignal | undefined) {
    this.#signal = signal;
    signal?.addEventListener("abort", this.#onAbort, { once: true });
  }

  startSpan(name: string, options?: Options): Told {
    const span = told(name, options?.attributes ?? {}, (ended) => this.#ended(ended));
    this.#open.add(span);
    return span;
  }

  startActiveSpan(name: string, ...rest: unknown[]): unknown {
    const run = rest.at(-1) as (span: Told) => unknown;
    const span = this.startSpan(name, rest.length > 1 ? (rest[0] as Options) : {});
    return context.with(span.context, () => run(span));
  }

  #ended(span: Told): void {
    const [first] = this.#open;
    this.#open.delete(span);
    if (span === first) this.#interrupt();
  }

  #interrupt(): void {
    this.#signal?.removeEventListener("abort", this.#onAbort);
    const open = [...this.#open].reverse();
    this.#open.clear();
    for (const span of open) span.interrupt();
  }
}

interface Options {
  readonly attributes?: Attributes;
}

const operations: ReadonlyMap<string, string> = new Map([
  ["ai.generateText.doGenerate", "chat"],
  ["ai.streamText.doStream", "chat"],
  ["ai.generateObject.doGenerate", "chat"],
  ["ai.streamObject.doStream", "chat"],
  ["ai.embed.doEmbed", "embeddings"],
  ["ai.embedMany.doEmbed", "embeddings"],
  ["ai.rerank.doRerank", "rerank"],
]);

type OnEnd = (span: Told) => void;

function told(name: string, said: Attributes, onEnd: OnEnd): Told {
  return quietly(() => begin(name, said, onEnd)) ?? new Told({ within: context.active(), said, onEnd });
}

function begin(name: string, said: Attributes, onEnd: OnEnd): Told {
  const operation = operations.get(name);
  if (operation) {
    const call = startCall(operation, name.includes("stream"), said);
    return new Told({ within: call?.context ?? context.active(), said, call, onEnd });
  }
  const work = name === "ai.toolCall" ? beginTool(said) : beginRun(name, said);
  return new Told({ within: work?.context ?? context.active(), said, work, onEnd });
}

function startCall(operation: string, isStream: boolean, said: Attributes): ModelCall | undefined {
  return startModelCall({
    provider: providerOf(String(said["ai.model.provider"])),
    operation,
    model: textOf(said["ai.model.id"]),
    isStream: isStream || undefined,
    parameters: {
      temperature: said["gen_ai.request.temperature"],
      topP: said["gen_ai.request.top_p"],
      topK: said["gen_ai.request.top_k"],
      maxTokens: said["gen_ai.request.max_tokens"],
      frequencyPenalty: said["gen_ai.request.frequency_penalty"],
      presencePenalty: said["gen_ai.request.presence_penalty"],
      stopSequences: said["gen_ai.request.stop_sequences"],
    },
    content: () => {
      const messages = toMessages(jsonOf(said["ai.prompt.messages"]) ?? askedOf(said));
      const tools = itemsOf(said["ai.prompt.tools"]).map(jsonOf);
      return {
        system: messages.filter(({ role }) => role === "system").flatMap(({ parts }) => parts),
        input: messages.filter(({ role }) => role !== "system"),
        tools: tools.length > 0 ? tools : undefined,
      };
    },
  });
}

const askedOf = (said: Attributes): unknown =>
  said["ai.value"] === undefined ? itemsOf(said["ai.values"]).map(jsonOf) : jsonOf(said["ai.value"]);

function beginTool(said: Attributes): Work | undefined {
  return beginWork({
    kind: "tool",
    name: String(said["ai.toolCall.name"]),
    input: jsonOf(said["ai.toolCall.args"]),
    attributes: { [names.toolCallId]: String(said["ai.toolCall.id"]) },
  });
}

function beginRun(name: string, said: Attributes): Work | undefined {
  // Of embeddings only the calls are told.
  if (name.startsWith("ai.embed") || name.startsWith("ai.rerank")) return undefined;
  const agent = textOf(said["ai.telemetry.functionId"]);
  const input = jsonOf(said["ai.prompt"]);
  return beginWork({ kind: agent ? "agent" : "operation", name: agent ?? name.replace(/^ai\./, ""), input });
}

interface Telling {
  readonly within: Context;
  readonly said: Attributes;
  readonly call?: ModelCall | undefined;
  readonly work?: Work | undefined;
  readonly onEnd: OnEnd;
}

/** What the AI SDK takes for a span. */
class Told {
  readonly context: Context;
  readonly #call: ModelCall | undefined;
  readonly #work: Work | undefined;
  readonly #said: Attributes;
  readonly #onEnd: OnEnd;
  #error: unknown;

  constructor({ within, said, call, work, onEnd }: Telling) {
    this.context = within;
    this.#said = { ...said };
    this.#call = call;
    this.#work = work;
    this.#onEnd = onEnd;
  }

  spanContext() {
    const at = running();
    const span: Span | undefined = this.#work?.span ?? (at && spanOf(this.context));
    return (span ?? trace.wrapSpanContext({ traceId: "", spanId: "", traceFlags: 0 })).spanContext();
  }

  setAttribute(name: string, value: Attributes[string]): this {
    this.#said[name] = value;
    return this;
  }

  setAttributes(attributes: Attributes): this {
    Object.assign(this.#said, attributes);
    return this;
  }

  addEvent(name: string): this {
    if (name === "ai.stream.firstChunk") this.#call?.arrived();
    return this;
  }

  addLink(): this {
    return this;
  }

  addLinks(): this {
    return this;
  }

  updateName(): this {
    return this;
  }

  setStatus({ message }: { readonly code: number; readonly message?: string }): this {
    this.#error ??= message ?? "failed";
    return this;
  }

  recordException(error: unknown): void {
    this.#error = error;
  }

  isRecording(): boolean {
    return true;
  }

  interrupt(): void {
    (this.#call ?? this.#work)?.interrupt();
  }

  end(): void {
    quietly(() => {
      this.#onEnd(this);
      const said = this.#said;
      if (this.#error !== undefined) return (this.#call ?? this.#work)?.fail(this.#error);
      if (this.#call) tell(this.#call, said);
      const result = said["ai.toolCall.result"] ?? said["ai.response.object"] ?? said["ai.response.text"];
      this.#work?.succeed(jsonOf(result));
    });
  }
}

function tell(call: ModelCall, said: Attributes): void {
  const parts = partsOf([
    ...textPart("reasoning", said["ai.response.reasoning"]),
    ...textPart("text", said["ai.response.text"] ?? said["ai.response.object"]),
    ...itemsOf(jsonOf(said["ai.response.toolCalls"])).map((one) => ({ ...(one as object), type: "tool-call" })),
  ]);
  const count = (...keys: readonly string[]) => keys.map((key) => countOf(said[key])).find((one) => one !== undefined);
  call.tell({
    ...(said["ai.response.finishReason"] !== undefined &&
      answeredWith({ finishReason: said["ai.response.finishReason"] }, parts)),
    id: textOf(said["ai.response.id"]),
    model: textOf(said["ai.response.model"]),
    usage: {
      input: count("ai.usage.inputTokens", "ai.usage.promptTokens", "ai.usage.tokens"),
      output: count("ai.usage.outputTokens", "ai.usage.completionTokens"),
      cacheRead: count("ai.usage.cachedInputTokens"),
      cacheWrite: count("ai.usage.inputTokenDetails.cacheWriteTokens"),
      reasoning: count("ai.usage.reasoningTokens"),
    },
  });
  call.end();
}

const textPart = (type: string, text: unknown): readonly object[] =>
  typeof text === "string" && text !== "" ? [{ type, text }] : [];
