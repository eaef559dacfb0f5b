import {
  context,
  type LoggerProvider,
  logs,
  type MeterProvider,
  metrics,
  propagation,
  type TextMapPropagator,
  type TracerProvider,
  trace,
} from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { CompositePropagator, W3CBaggagePropagator, W3CTraceContextPropagator } from "@opentelemetry/core";
import { ownContexts } from "../active-context.ts";
import { quietly } from "../quietly.ts";
import type { Api } from "../registered.ts";
import type { PropagatorName } from "../settings/propagator-variable.ts";
import { alone, Registry } from "./registry.ts";
import { yieldingLoggers, yieldingTracers } from "./yielding.ts";

/** What we are the process's own for, while nobody else wants to be; never in another's place. */
export class Globals {
  readonly #registry = new Registry((api) => void quietly(() => this.#lost(api)));

  holds(api: Api): boolean {
    return this.#registry.holds(api);
  }

  takeTraces(provider: TracerProvider): void {
    const yielding = yieldingTracers(provider, () => this.holds("trace"));
    this.#registry.take("trace", () => trace.setGlobalTracerProvider(yielding));
  }

  takeContext(): void {
    const contexts = this.holds("trace") ? ownContexts : new AsyncLocalStorageContextManager();
    this.#registry.take("context", () => context.setGlobalContextManager(contexts.enable()));
  }

  takePropagation(named: readonly PropagatorName[]): void {
    const propagators = named.map((name) => makers[name]());
    this.#registry.take("propagation", () => propagation.setGlobalPropagator(new CompositePropagator({ propagators })));
  }

  takeLogs(provider: LoggerProvider): void {
    const yielding = yieldingLoggers(provider, () => this.holds("logs"));
    this.#registry.take("logs", () => logs.setGlobalLoggerProvider(yielding));
  }

  takeMetrics(provider: MeterProvider): void {
    this.#registry.take("metrics", () => metrics.setGlobalMeterProvider(provider));
  }

  giveBack(): void {
    // What our copy of the API hands out from now on waits for the next who registers.
    if (this.holds("trace")) alone(() => trace.disable());
    if (this.holds("logs")) alone(() => logs.disable());
    this.#registry.leave();
    ownContexts.forget();
  }

  /** Where another is the process's tracer, what is under way in our contexts stays ours; new ones are theirs. */
  #lost(api: Api): void {
    if (api === "trace") this.#registry.swap("context", new AsyncLocalStorageContextManager().enable());
  }
}

const makers: Readonly<Record<PropagatorName, () => TextMapPropagator>> = {
  tracecontext: () => new W3CTraceContextPropagator(),
  baggage: () => new W3CBaggagePropagator(),
};
