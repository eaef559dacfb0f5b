import type { AttributeValue, Context, Span } from "@opentelemetry/api";
import { context } from "../active-context.ts";
import { names } from "../attributes.ts";
import { agentOf, withAgent } from "../context.ts";
import { failed, quietly } from "../quietly.ts";
import type { Running } from "../running.ts";
import { attributesOf, type Kind, type SpanOptions, words } from "./kinds.ts";
import { describe, markFailed, openSpan } from "./open-span.ts";
import { withOpenTool } from "./open-tool.ts";

export interface WorkStart {
  readonly kind: Kind;
  readonly name: string;
  readonly options: SpanOptions;
  readonly within?: Context | undefined;
  /** Epoch milliseconds, of what began before its span did. */
  readonly startTime?: number | undefined;
  /** Puts more into the context of what happens in it. */
  readonly mark?: ((within: Context) => Context) | undefined;
  /** The host marked it, rather than an instrument having seen it. */
  readonly isHosts?: boolean | undefined;
  readonly onEnd?: ((hasFailed: boolean) => void) | undefined;
}

/** A piece of the host's work that is under way, as a span. Nothing of it throws; after its end nothing changes it. */
export class Work {
  /** Where what happens in it belongs. */
  readonly context: Context;
  readonly kind: Kind;
  readonly span: Span;
  readonly name: string;
  readonly isHosts: boolean;
  isOpen = true;
  /** What goes in is known. */
  hasInput = false;
  readonly #running: Running;
  readonly #options: SpanOptions;
  readonly #began = performance.now();
  readonly #onEnd: ((hasFailed: boolean) => void) | undefined;
  #errorType: string | undefined;

  constructor(at: Running, start: WorkStart) {
    const { kind, name, options, within = context.active(), startTime, mark } = start;
    this.kind = kind;
    this.#running = at;
    this.#options = options;
    this.name = name;
    this.isHosts = start.isHosts === true;
    const opened = openSpan(at, within, {
      name: words[kind].spanName(name),
      attributes: attributesOf(kind, name, options),
      startTime,
    });
    this.span = opened.span;
    const inside = mark?.(opened.context) ?? opened.context;
    this.context = kind === "agent" ? withAgent(inside, name) : kind === "tool" ? withOpenTool(inside, this) : inside;
    this.#onEnd = start.onEnd;
  }

  /** Whether what comes out is looked at at all. */
  get wantsOutput(): boolean {
    return this.#running.content.isOn && this.#options.captureOutput !== false && this.isOpen;
  }

  setInput(value: unknown): void {
    if (value !== undefined) this.hasInput = true;
    if (this.#options.captureInput !== false) this.#say(words[this.kind].input, value);
  }

  setOutput(value: unknown): void {
    if (this.#options.captureOutput !== false) this.#say(words[this.kind].output, value);
  }

  setAttribute(name: string, value: AttributeValue): void {
    if (this.isOpen) quietly(() => this.span.setAttribute(name, value));
  }

  succeed(value?: unknown): void {
    if (value !== undefined) this.setOutput(value);
    this.end();
  }

  fail(error: unknown): void {
    if (!this.isOpen) return;
    quietly(() => {
      markFailed(this.span, error);
      this.#errorType = describe(error).name;
    });
    this.end();
  }

  /** It was broken off, or nobody read it to its end. */
  interrupt(): void {
    this.setAttribute(names.interrupted, true);
    this.end();
  }

  end(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    try {
      if (this.kind === "tool") this.#measure();
      this.#onEnd?.(this.#errorType !== undefined);
      this.span.end();
    } catch (error) {
      failed(error);
    }
  }

  #measure(): void {
    const agent = agentOf(this.context);
    this.#running.meters.tool((performance.now() - this.#began) / 1000, {
      [names.toolName]: this.name,
      ...(agent !== undefined && { [names.agentName]: agent }),
      ...(this.#errorType !== undefined && { [names.errorType]: this.#errorType }),
    });
  }

  #say(name: string, value: unknown): void {
    if (!this.isOpen || value === undefined || !this.#running.content.isOn) return;
    quietly(() => {
      if (!this.span.isRecording()) return;
      const text = this.#running.content.textOf(value, name);
      if (text !== undefined) this.span.setAttribute(name, text);
    });
  }
}
