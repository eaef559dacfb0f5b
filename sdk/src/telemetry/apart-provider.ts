import {
  type Context,
  context,
  type Span,
  type SpanOptions,
  type Tracer,
  type TracerProvider,
  trace,
} from "@opentelemetry/api";
import { parentOf } from "../context.ts";

const apart = { isApart: true } as const;

/** For instrumentations that know nothing of two providers: their spans, too, have their parents among ours. */
export function createApartProvider(provider: TracerProvider): TracerProvider {
  return {
    getTracer: (name, version, options) => new ApartTracer(provider.getTracer(name, version, options)),
  };
}

type Work<Result> = (span: Span) => Result;

class ApartTracer implements Tracer {
  readonly #tracer: Tracer;

  constructor(tracer: Tracer) {
    this.#tracer = tracer;
  }

  startSpan(name: string, options: SpanOptions = {}, within: Context = context.active()): Span {
    const { parent, links } = parentOf(within, apart);
    return this.#tracer.startSpan(name, { ...options, links: [...(options.links ?? []), ...links] }, parent);
  }

  startActiveSpan<Result>(name: string, ...rest: unknown[]): Result {
    const work = rest.at(-1) as Work<Result>;
    const [options, within = context.active()] = rest.slice(0, -1) as [SpanOptions?, Context?];
    const span = this.startSpan(name, options, within);
    return context.with(trace.setSpan(within, span), work, undefined, span);
  }
}
