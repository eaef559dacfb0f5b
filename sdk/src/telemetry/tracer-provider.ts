import { type Attributes, ProxyTracerProvider, type Tracer } from "@opentelemetry/api";
import { type Sampler, TracerProvider, type TracerProviderOptions } from "@opentelemetry/sdk-trace";

const hushed = new Set<string>();
const silent = new ProxyTracerProvider().getTracer("silent");

/** A library's own spans are no more made by our provider, what is in them stays where it would be: we tell of it instead. */
export function hush(scope: string): void {
  hushed.add(scope);
}

/** Has no tracer for what is hushed. */
export class OwnTracerProvider extends TracerProvider {
  readonly #givenOnce: GivenOnce;

  constructor(options: TracerProviderOptions & { readonly sampler: Sampler }) {
    const givenOnce = new GivenOnce(options.sampler);
    super({ ...options, sampler: givenOnce });
    this.#givenOnce = givenOnce;
  }

  override getTracer(...asked: Parameters<TracerProvider["getTracer"]>): Tracer {
    return hushed.has(asked[0]) ? silent : this.#givenOnce.through(super.getTracer(...asked));
  }
}

/**
 * OpenTelemetry's tracer checks and copies the attributes that a span starts with twice: for the sampler, and with what
 * the sampler adds. Ours looks at none, so they are given as what it adds, and are checked and copied once.
 */
class GivenOnce implements Sampler {
  readonly #sampler: Sampler;
  #given: Attributes | undefined;

  constructor(sampler: Sampler) {
    this.#sampler = sampler;
  }

  shouldSample(...asked: Parameters<Sampler["shouldSample"]>): ReturnType<Sampler["shouldSample"]> {
    const { decision } = this.#sampler.shouldSample(...asked);
    return this.#given === undefined ? { decision } : { decision, attributes: this.#given };
  }

  toString(): string {
    return this.#sampler.toString();
  }

  through(tracer: Tracer): Tracer {
    if (Object.hasOwn(tracer, "startSpan")) return tracer;
    const start = tracer.startSpan.bind(tracer);
    tracer.startSpan = (name, options, within) => {
      if (!options?.attributes) return start(name, options, within);
      this.#given = options.attributes;
      try {
        return start(name, { ...options, attributes: undefined }, within);
      } finally {
        this.#given = undefined;
      }
    };
    return tracer;
  }
}
