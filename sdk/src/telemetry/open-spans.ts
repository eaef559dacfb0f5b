import type { Span, SpanProcessor } from "@opentelemetry/sdk-trace";
import { names } from "../attributes.ts";

/** A host that forgets to end its spans shall not lose its memory by us: the oldest of more are let go. */
const mostKept = 1000;

/** The spans that have started and not ended, for a process that ends before them. */
export class OpenSpans implements SpanProcessor {
  readonly #open = new Set<Span>();

  onStart(span: Span): void {
    this.#open.add(span);
    if (this.#open.size > mostKept) for (const oldest of this.#open) return void this.#open.delete(oldest);
  }

  onEnd(span: unknown): void {
    this.#open.delete(span as Span);
  }

  /** What they hold so far is told, and that they did not come to their end. */
  closeAll(): void {
    for (const span of [...this.#open].reverse()) {
      span.setAttribute(names.interrupted, true);
      span.end();
    }
  }

  async forceFlush(): Promise<void> {}

  async shutdown(): Promise<void> {
    this.#open.clear();
  }
}
