import { type Attributes, type Context, type Span, SpanKind } from "@opentelemetry/api";
import { context } from "../active-context.ts";
import { names } from "../attributes.ts";
import { agentOf, modelCallOf, withModelCall } from "../context.ts";
import { quietly } from "../quietly.ts";
import { type Running, running } from "../running.ts";
import { describe, markFailed, openSpan } from "../spans/open-span.ts";
import type { Message, Part } from "./message.ts";
import { tellOfCall } from "./unheld-call.ts";

/** What a model is asked. Content is only looked at when it is recorded, so it is a function. */
export interface ModelAsk {
  /** OpenTelemetry's name: `openai`, `anthropic`, `gcp.gemini`, `aws.bedrock`… */
  readonly provider: string;
  readonly operation: string;
  readonly model?: string | undefined;
  readonly url?: string | undefined;
  readonly isStream?: boolean | undefined;
  readonly parameters?: Parameters;
  readonly content?: () => Asked;
  readonly attributes?: Attributes;
  readonly startTime?: number | undefined;
  /** The span that another library has of this very call: what is known is told on it, and its end is theirs. */
  readonly onto?: Span | undefined;
}

export interface Parameters {
  readonly temperature?: unknown;
  readonly topP?: unknown;
  readonly topK?: unknown;
  readonly maxTokens?: unknown;
  readonly frequencyPenalty?: unknown;
  readonly presencePenalty?: unknown;
  readonly stopSequences?: unknown;
  readonly seed?: unknown;
  readonly choiceCount?: unknown;
  readonly dimensions?: unknown;
}

export interface Asked {
  readonly system?: readonly Part[] | undefined;
  readonly input?: readonly Message[] | undefined;
  readonly tools?: unknown;
}

/** What is known of an answer. Told in pieces as they come: a later piece goes over an earlier one. */
export interface ModelAnswer {
  readonly id?: string | undefined;
  readonly model?: string | undefined;
  readonly finishReasons?: readonly string[] | undefined;
  readonly usage?: Usage | undefined;
  readonly output?: (() => readonly Message[]) | undefined;
  /** What was asked, where that is known no earlier. */
  readonly asked?: (() => Asked) | undefined;
  readonly attributes?: Attributes | undefined;
}

/** Tokens. `input` includes what was read from and written to the cache; `output` includes `reasoning`. */
export interface Usage {
  readonly input?: number | undefined;
  readonly output?: number | undefined;
  readonly cacheRead?: number | undefined;
  readonly cacheWrite?: number | undefined;
  readonly cacheWrite5m?: number | undefined;
  readonly cacheWrite1h?: number | undefined;
  readonly reasoning?: number | undefined;
  readonly audioInput?: number | undefined;
  readonly audioOutput?: number | undefined;
  readonly imageInput?: number | undefined;
  readonly imageOutput?: number | undefined;
}

/** A call of a model under way. Nothing of it throws; after its end nothing changes it. */
export interface ModelCall {
  /** Where the provider's work belongs: an inner layer finds the call in it. */
  readonly context: Context;
  /** The first piece of an answer has come. */
  arrived(): void;
  tell(answer: ModelAnswer): void;
  retried(waitedMillis?: number): void;
  end(): void;
  fail(error: unknown): void;
  /** The answer was broken off, or nobody read it to its end. */
  interrupt(): void;
}

/**
 * Begins to record a call. Within a call that an outer layer has begun, what is told is added to that one, whose end is
 * the outer layer's to say. Nothing when the SDK does not run: then the host's call is left as it is.
 */
export function startModelCall(ask: ModelAsk): ModelCall | undefined {
  const at = running();
  if (!at) return undefined;
  return quietly(() => {
    const within = context.active();
    tellOfCall();
    const outer = modelCallOf(within);
    return outer instanceof OpenCall && outer.isOpen ? joined(outer, within, ask) : new OpenCall(at, within, ask);
  });
}

class OpenCall implements ModelCall {
  readonly context: Context;
  readonly #running: Running;
  readonly #span;
  readonly #isTheirs: boolean;
  readonly #began = performance.now();
  readonly #dimensions: Attributes;
  #usage: Usage = {};
  #output: (() => readonly Message[]) | undefined;
  #retries = 0;
  #waitedMillis = 0;
  #hasArrived = false;
  #isAsked = false;
  isOpen = true;

  constructor(at: Running, within: Context, ask: ModelAsk) {
    this.#running = at;
    this.#dimensions = {
      [names.operation]: ask.operation,
      [names.provider]: ask.provider,
      ...(ask.model !== undefined && { [names.requestModel]: ask.model }),
      ...addressOf(ask.url),
    };
    const agent = agentOf(within);
    const start = {
      name: ask.model ? `${ask.operation} ${ask.model}` : ask.operation,
      kind: SpanKind.CLIENT,
      attributes: { ...this.#dimensions, ...attributesOf(ask) },
      startTime: ask.startTime,
    };
    const { span, context: inside } = ask.onto ? toldOn(ask.onto, within, start) : openSpan(at, within, start);
    this.#isTheirs = ask.onto !== undefined;
    if (agent !== undefined) this.#dimensions[names.agentName] = agent;
    this.#span = span;
    this.context = withModelCall(inside, this);
    this.ask(ask.content);
  }

  /** What was asked is told once, by the outermost layer that knows. */
  ask(content: (() => Asked) | undefined): void {
    if (!content || this.#isAsked || !this.#running.content.isOn || !this.#span.isRecording()) return;
    const asked = quietly(content);
    if (!asked) return;
    this.#isAsked = true;
    this.#say(names.systemInstructions, asked.system?.length ? asked.system : undefined);
    this.#say(names.inputMessages, asked.input);
    this.#say(names.toolDefinitions, asked.tools);
  }

  add(attributes: Attributes): void {
    if (this.isOpen) this.#span.setAttributes(attributes);
  }

  /** The model, where the outer layer may not have known it. */
  named(model: string): void {
    if (!this.isOpen) return;
    if (this.#dimensions[names.requestModel] === undefined)
      this.#span.updateName(`${this.#dimensions[names.operation]} ${model}`);
    this.#dimensions[names.requestModel] = model;
    this.#span.setAttribute(names.requestModel, model);
  }

  arrived(): void {
    if (this.#hasArrived || !this.isOpen) return;
    this.#hasArrived = true;
    const seconds = (performance.now() - this.#began) / 1000;
    this.#span.setAttribute(names.timeToFirstChunk, seconds);
    this.#running.meters.firstChunk(seconds, this.#dimensions);
  }

  tell(answer: ModelAnswer): void {
    if (!this.isOpen) return;
    quietly(() => {
      if (answer.id) this.#span.setAttribute(names.responseId, answer.id);
      if (answer.model) {
        this.#span.setAttribute(names.responseModel, answer.model);
        this.#dimensions[names.responseModel] = answer.model;
      }
      if (answer.finishReasons?.length) this.#span.setAttribute(names.finishReasons, [...answer.finishReasons]);
      if (answer.attributes) this.#span.setAttributes(answer.attributes);
      if (answer.output) this.#output = answer.output;
      if (answer.asked) this.ask(answer.asked);
      if (answer.usage) this.#usage = { ...this.#usage, ...defined(answer.usage) };
    });
  }

  retried(waitedMillis = 0): void {
    this.#retries += 1;
    this.#waitedMillis += waitedMillis;
  }

  end(): void {
    this.#close();
  }

  fail(error: unknown): void {
    this.#close(() => {
      markFailed(this.#span, error);
      this.#dimensions[names.errorType] = describe(error).name;
    });
  }

  interrupt(): void {
    this.#close(() => this.#span.setAttribute(names.interrupted, true));
  }

  #close(because?: () => void): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    quietly(() => {
      because?.();
      this.#tellUsage();
      const output = this.#output && this.#running.content.isOn ? quietly(this.#output) : undefined;
      this.#say(names.outputMessages, output);
      if (this.#retries > 0) this.#span.setAttribute(names.retries, this.#retries);
      if (this.#waitedMillis > 0) this.#span.setAttribute(names.rateLimitWait, this.#waitedMillis / 1000);
      this.#running.meters.operation((performance.now() - this.#began) / 1000, this.#dimensions);
    });
    if (!this.#isTheirs) quietly(() => this.#span.end());
  }

  #tellUsage(): void {
    this.#span.setAttributes(usageAttributes(this.#usage));
    const { input, output } = this.#usage;
    if (input !== undefined) this.#running.meters.tokens("input", input, this.#dimensions);
    if (output !== undefined) this.#running.meters.tokens("output", output, this.#dimensions);
  }

  #say(name: string, value: unknown): void {
    if (value === undefined) return;
    const text = this.#running.content.textOf(value, name);
    if (text !== undefined) this.#span.setAttribute(name, text);
  }
}

function toldOn(span: Span, within: Context, { attributes }: { readonly attributes: Attributes }) {
  span.setAttributes(attributes);
  return { span, context: within };
}

/** An inner layer's view of a call that an outer one began: it knows more, and ends nothing. */
function joined(outer: OpenCall, within: Context, ask: ModelAsk): ModelCall {
  outer.add(addressOf(ask.url));
  if (ask.model !== undefined) outer.named(ask.model);
  outer.ask(ask.content);
  if (ask.isStream) outer.add({ [names.stream]: true });
  if (ask.provider) outer.add({ [names.provider]: ask.provider });
  return {
    context: within,
    arrived: () => outer.arrived(),
    tell: (answer) => outer.tell(answer),
    retried: (waited) => outer.retried(waited),
    end() {},
    fail() {},
    interrupt() {},
  };
}

function attributesOf({ isStream, parameters = {}, attributes }: ModelAsk): Attributes {
  const { stopSequences: stops, ...plain } = parameters;
  const said: Attributes = { ...attributes };
  if (isStream !== undefined) said[names.stream] = isStream;
  for (const [name, value] of Object.entries(plain)) {
    if (typeof value === "number") said[names[name as keyof typeof plain]] = value;
  }
  if (typeof stops === "string") said[names.stopSequences] = [stops];
  if (Array.isArray(stops)) said[names.stopSequences] = stops.filter((stop) => typeof stop === "string");
  return said;
}

const usageNames = {
  input: names.inputTokens,
  output: names.outputTokens,
  cacheRead: names.cacheReadTokens,
  cacheWrite: names.cacheWriteTokens,
  cacheWrite5m: names.cacheWrite5mTokens,
  cacheWrite1h: names.cacheWrite1hTokens,
  reasoning: names.reasoningTokens,
  audioInput: names.audioInputTokens,
  audioOutput: names.audioOutputTokens,
  imageInput: names.imageInputTokens,
  imageOutput: names.imageOutputTokens,
} as const satisfies Record<keyof Usage, string>;

export function usageAttributes(usage: Usage): Attributes {
  const said: Attributes = {};
  for (const [part, name] of Object.entries(usageNames)) {
    const count = usage[part as keyof Usage];
    if (typeof count === "number" && Number.isFinite(count)) said[name] = count;
  }
  return said;
}

function defined(usage: Usage): Usage {
  return Object.fromEntries(Object.entries(usage).filter(([, count]) => typeof count === "number"));
}

function addressOf(url: string | undefined): Attributes {
  const address = url === undefined ? null : URL.parse(url);
  if (!address) return {};
  const port = Number(address.port) || (address.protocol === "http:" ? 80 : 443);
  return { [names.serverAddress]: address.hostname, [names.serverPort]: port };
}
