import { context, propagation, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { CompositePropagator, W3CBaggagePropagator, W3CTraceContextPropagator } from "@opentelemetry/core";
import { OTLPLogExporter } from "@opentelemetry/exporter-logs-otlp-proto";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from "@opentelemetry/resources";
import { BatchLogRecordProcessor, LoggerProvider } from "@opentelemetry/sdk-logs";
import { BatchSpanProcessor, type SpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import type { Settings } from "./options.ts";
import { createSessionProcessor } from "./session-processor.ts";
import { StartProcessor } from "./start-processor.ts";
import { tellFailures } from "./tell-failures.ts";
import type { Warn } from "./warn.ts";

export interface Spanwise {
  /** Resolves when everything recorded so far was sent, or could not be. Never rejects. */
  flush(): Promise<void>;
  /** Flushes, and gives the global tracer back. Never rejects. */
  shutdown(): Promise<void>;
}

/** Becomes the process's tracer. Throws when another library already is, and then changes nothing. */
export function start(settings: Settings, warn: Warn): Spanwise {
  const loggerProvider = createLoggerProvider(settings, warn);
  const tracerProvider = createTracerProvider(settings, loggerProvider, warn);
  if (!trace.setGlobalTracerProvider(tracerProvider)) {
    tracerProvider.shutdown().catch(() => {});
    loggerProvider.shutdown().catch(() => {});
    throw new Error(
      "another library has already set up OpenTelemetry in this process; point its exporter here instead",
    );
  }
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(
    new CompositePropagator({ propagators: [new W3CTraceContextPropagator(), new W3CBaggagePropagator()] }),
  );

  async function flush() {
    await quietly(() => tracerProvider.forceFlush());
    await quietly(() => loggerProvider.forceFlush());
  }
  async function shutdown() {
    process.off("beforeExit", flush);
    await quietly(() => tracerProvider.shutdown());
    await quietly(() => loggerProvider.shutdown());
    trace.disable();
    context.disable();
    propagation.disable();
  }
  process.once("beforeExit", flush);
  return { flush, shutdown };
}

function createLoggerProvider(settings: Settings, warn: Warn): LoggerProvider {
  const exporter = new OTLPLogExporter({ url: `${settings.endpoint}/v1/logs`, headers: { ...settings.headers } });
  return new LoggerProvider({
    resource: resourceOf(settings),
    processors: [new BatchLogRecordProcessor({ exporter: tellFailures(exporter, settings.endpoint, warn) })],
  });
}

function createTracerProvider(settings: Settings, loggerProvider: LoggerProvider, warn: Warn): TracerProvider {
  const exporter = new OTLPTraceExporter({ url: `${settings.endpoint}/v1/traces`, headers: { ...settings.headers } });
  // The session comes first, so that a start that is told carries it.
  const spanProcessors: SpanProcessor[] = [
    ...(settings.sessionId ? [createSessionProcessor(settings.sessionId)] : []),
    new StartProcessor(loggerProvider.getLogger("@spanwise/sdk")),
    new BatchSpanProcessor({
      exporter: tellFailures(exporter, settings.endpoint, warn),
      scheduledDelayMillis: 1000,
    }),
  ];
  return new TracerProvider({ resource: resourceOf(settings), spanProcessors });
}

function resourceOf({ serviceName }: Settings) {
  const found = defaultResource().merge(detectResources({ detectors: [envDetector] }));
  return serviceName ? found.merge(resourceFromAttributes({ "service.name": serviceName })) : found;
}

/** What was not sent, the exporter has already told of. */
async function quietly(work: () => Promise<void>): Promise<void> {
  await work().catch(() => {});
}
