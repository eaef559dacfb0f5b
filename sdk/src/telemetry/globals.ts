import { context, createContextKey, propagation, ROOT_CONTEXT, type TextMapPropagator } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { CompositePropagator, W3CBaggagePropagator, W3CTraceContextPropagator } from "@opentelemetry/core";
import type { PropagatorName } from "../settings/propagator-variable.ts";

type Api = "trace" | "context" | "propagation" | "metrics" | "logs";

/** Where every copy of OpenTelemetry's API keeps what is registered. Asked silently, where the API would log an error. */
const place = Symbol.for("opentelemetry.js.api.1");

/** Whether somebody is the process's own already. */
export function isTaken(api: Api): boolean {
  const registered = (globalThis as { [place]?: Partial<Record<Api, unknown>> })[place];
  return registered?.[api] !== undefined;
}

/** What we became the process's own for, where nobody was; never in another's place. */
export class Globals {
  readonly #giveBack: (() => void)[] = [];

  take(api: Api, register: () => boolean, disable: () => void): boolean {
    if (isTaken(api) || !register()) return false;
    this.#giveBack.push(disable);
    return true;
  }

  takeContext(): void {
    const register = () => context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
    this.take("context", register, () => context.disable());
  }

  takePropagation(named: readonly PropagatorName[]): void {
    const propagators = named.map((name) => makers[name]());
    const register = () => propagation.setGlobalPropagator(new CompositePropagator({ propagators }));
    this.take("propagation", register, () => propagation.disable());
  }

  giveBack(): void {
    for (const disable of this.#giveBack.splice(0)) disable();
  }
}

const makers: Readonly<Record<PropagatorName, () => TextMapPropagator>> = {
  tracecontext: () => new W3CTraceContextPropagator(),
  baggage: () => new W3CBaggagePropagator(),
};

const probe = createContextKey("spanwise.probe");

/** Whether what is put into a context is there within it. Not so where copies of the API do not go together. */
export function keepsContext(): boolean {
  return context.with(ROOT_CONTEXT.setValue(probe, true), () => context.active().getValue(probe) === true);
}
