import { type Logger, ROOT_CONTEXT, TraceFlags, trace } from "@opentelemetry/api";
import type { ReadableSpan, Span, SpanProcessor } from "@opentelemetry/sdk-trace";

/** Open spans waited for at a time. Beyond, a start goes untold; the span itself is still sent when it ends. */
const MOST_WAITING = 10_000;

/**
 * Tells of spans that are still open after `delayMillis`, so that a long run is visible while it runs: a log record in
 * the span's context. A span that ends sooner costs one entry in a map.
 */
export class StartProcessor implements SpanProcessor {
  readonly #logger: Logger;
  readonly #delayMillis: number;
  /** In order of start, so only the front can be due. */
  readonly #waiting = new Map<ReadableSpan, number>();
  #timer: NodeJS.Timeout | undefined;

  constructor(logger: Logger, delayMillis = 1000) {
    this.#logger = logger;
    this.#delayMillis = delayMillis;
  }

  onStart(span: Span): void {
    const isSampled = (span.spanContext().traceFlags & TraceFlags.SAMPLED) !== 0;
    if (!isSampled || this.#waiting.size >= MOST_WAITING) return;
    this.#waiting.set(span, performance.now() + this.#delayMillis);
    this.#timer ??= setTimeout(() => this.#tellDue(), this.#delayMillis).unref();
  }

  onEnd(span: ReadableSpan): void {
    this.#waiting.delete(span);
  }

  async forceFlush(): Promise<void> {}

  async shutdown(): Promise<void> {
    clearTimeout(this.#timer);
    this.#waiting.clear();
  }

  #tellDue(): void {
    this.#timer = undefined;
    const now = performance.now();
    for (const [span, due] of this.#waiting) {
      if (due > now) {
        this.#timer = setTimeout(() => this.#tellDue(), due - now + 1).unref();
        return;
      }
      this.#waiting.delete(span);
      this.#tell(span);
    }
  }

  #tell(span: ReadableSpan): void {
    const parentId = span.parentSpanContext?.spanId;
    this.#logger.emit({
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
