import type { Context, Span, SpanOptions, Tracer, TracerProvider } from "@opentelemetry/api";
import { context, processContext } from "../active-context.ts";
import { parentOf, withSpan } from "../context.ts";
import type { Running } from "../running.ts";

type Whose = Pick<Running, "isApart">;

/** For instrumentations that know nothing of two providers: beside another's, too, their spans have their parents among ours. */
export function createApartProvider(provider: TracerProvider, whose: Whose): TracerProvider {
  return {
    getTracer: (name, version, options) => new ApartTracer(provider.getTracer(name, version, options), whose),
  };
}

type Work<Result> = (span: Span) => Result;

class ApartTracer implements Tracer {
  readonly #tracer: Tracer;
  readonly #whose: Whose;

  constructor(tracer: Tracer, whose: Whose) {
    this.#tracer = tracer;
    this.#whose = whose;
  }

  startSpan(name: string, options: SpanOptions = {}, around: Context = processContext()): Span {
    const { parent, links } = parentOf(this.#ours(around), this.#whose, around);
    return this.#tracer.startSpan(name, { ...options, links: [...(options.links ?? []), ...links] }, parent);
  }

  startActiveSpan<Result>(name: string, ...rest: unknown[]): Result {
    const work = rest.at(-1) as Work<Result>;
    const [options, around = processContext()] = rest.slice(0, -1) as [SpanOptions?, Context?];
    const span = this.startSpan(name, options, around);
    return context.with(withSpan(this.#ours(around), span), work, undefined, span);
  }

  /** Ours, where a context is one of theirs. */
  #ours(around: Context): Context {
    return this.#whose.isApart ? context.active() : around;
  }
}
