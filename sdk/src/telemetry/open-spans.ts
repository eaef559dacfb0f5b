import { type Logger, ROOT_CONTEXT, trace } from "@opentelemetry/api";
import type { ReadableSpan, Span, SpanProcessor } from "@opentelemetry/sdk-trace";
import { names } from "../attributes.ts";

/** A host that forgets to end its spans shall not lose its memory by us: the oldest of more are let go. */
const mostKept = 10_000;

interface Telling {
  readonly logger: Logger;
  readonly delayMillis: number;
}

/**
 * The spans that have started and not ended. What is still open after a while is told, so that a long run is visible
 * while it runs: by a log record in the span's context. What is open when the process ends can be ended then.
 */
export class OpenSpans implements SpanProcessor {
  /** Whether a span has ended; to be taken back by who has dealt with it. */
  hasEnded = false;
  readonly #telling: Telling | undefined;
  /** When each is to be told, in order of start, so only the front can be due. */
  readonly #untold = new Map<Span, number>();
  readonly #told = new Set<Span>();
  #timer: NodeJS.Timeout | undefined;

  /** Tells nothing without a logger. */
  constructor(logger?: Logger, delayMillis = 1000) {
    this.#telling = logger && { logger, delayMillis };
  }

  onStart(span: Span): void {
    if (this.#telling) this.#tellLater(span, this.#telling.delayMillis);
    else this.#told.add(span);
    if (this.#told.size + this.#untold.size > mostKept) this.#forgetOldest();
  }

  onEnd(span: ReadableSpan): void {
    this.hasEnded = true;
    if (!this.#untold.delete(span as Span)) this.#told.delete(span as Span);
  }

  /** What they hold so far is told, and that they did not come to their end. */
  closeAll(): void {
    for (const span of [...this.#told, ...this.#untold.keys()].reverse()) {
      span.setAttribute(names.interrupted, true);
      span.end();
    }
  }

  async forceFlush(): Promise<void> {}

  async shutdown(): Promise<void> {
    clearTimeout(this.#timer);
    this.#untold.clear();
    this.#told.clear();
  }

  #forgetOldest(): void {
    for (const span of this.#told) return void this.#told.delete(span);
    for (const span of this.#untold.keys()) return void this.#untold.delete(span);
  }

  #tellLater(span: Span, delayMillis: number): void {
    this.#untold.set(span, performance.now() + delayMillis);
    this.#timer ??= setTimeout(() => this.#tellDue(), delayMillis).unref();
  }

  #tellDue(): void {
    this.#timer = undefined;
    const now = performance.now();
    for (const [span, due] of this.#untold) {
      if (due > now) {
        this.#timer = setTimeout(() => this.#tellDue(), due - now + 1).unref();
        return;
      }
      this.#untold.delete(span);
      this.#told.add(span);
      this.#tell(span);
    }
  }

  #tell(span: ReadableSpan): void {
    const parentId = span.parentSpanContext?.spanId;
    this.#telling?.logger.emit({
      eventName: "spanwise.span.start",
      timestamp: span.startTime,
      context: trace.setSpanContext(ROOT_CONTEXT, span.spanContext()),
      attributes: {
        ...span.attributes,
        "spanwise.span.name": span.name,
        // OTLP counts kinds from 1, the API from 0.
        "spanwise.span.kind": span.kind + 1,
        ...(parentId && { "spanwise.span.parent_id": parentId }),
      },
    });
  }
}
