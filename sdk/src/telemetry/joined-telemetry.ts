import { logs, type MeterProvider, metrics, type TracerProvider, trace } from "@opentelemetry/api";
import { within } from "../export/within.ts";
import { createWaitingMeters, type Meters } from "../metrics.ts";
import { registered } from "../registered.ts";
import { scope, version } from "../version.ts";
import type { Telemetry } from "./telemetry.ts";

/** What another library has set up makes and sends everything; nothing of ours is sent. */
export function createJoinedTelemetry(): Telemetry {
  const tracerProvider = (registered("trace") as TracerProvider | undefined) ?? trace.getTracerProvider();
  const meterProvider = (registered("metrics") as MeterProvider | undefined) ?? metrics.getMeterProvider();
  return {
    tracer: tracerProvider.getTracer(scope, version),
    logger: logs.getLogger(scope, version),
    meters: createWaitingMeters(loadMeters(meterProvider)),
    isApart: false,
    tracerProvider,
    meterProvider: Promise.resolve(meterProvider),
    losses: {},
    hasNews: () => false,
    closeSpans() {},
    leave() {},
    flush: (timeoutMillis) => within(timeoutMillis, flushOf(tracerProvider)),
    shutdown: (timeoutMillis) => within(timeoutMillis, flushOf(tracerProvider)),
  };
}

async function loadMeters(provider: MeterProvider): Promise<Meters> {
  const { createMeters } = await import("./create-meters.ts");
  return createMeters(provider.getMeter(scope, version));
}

/** Theirs to shut down, but a flush does no harm. */
async function flushOf(provider: object): Promise<void> {
  const behind = "getDelegate" in provider ? (provider as { getDelegate(): object }).getDelegate() : provider;
  if ("forceFlush" in behind && typeof behind.forceFlush === "function") await behind.forceFlush();
}
