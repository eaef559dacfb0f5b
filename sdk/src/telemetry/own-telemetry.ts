import { type Resource, resourceFromAttributes } from "@opentelemetry/resources";
import { sendLastWords } from "../endings/last-words.ts";
import { within } from "../export/within.ts";
import { hostAttributes } from "../host.ts";
import { createWaitingMeters } from "../metrics.ts";
import { createSessionProcessor } from "../sessions/session-processor.ts";
import type { Settings } from "../settings/read-settings.ts";
import { scope, version } from "../version.ts";
import { reasonOf, type Warn } from "../warn.ts";
import { createApartProvider } from "./apart-provider.ts";
import { Globals } from "./globals.ts";
import { createIdGenerator } from "./ids.ts";
import { createLoggerProvider } from "./logs.ts";
import { OpenSpans } from "./open-spans.ts";
import { createPipelines, type Pipelines } from "./pipelines.ts";
import { createSampler, keepsRecord } from "./sampler.ts";
import type { Telemetry } from "./telemetry.ts";
import { OwnTracerProvider } from "./tracer-provider.ts";

/**
 * Providers of our own. They are the process's as long as nobody else has set up OpenTelemetry; else they stand apart, and
 * what others have set up is left as it is.
 */
export function createOwnTelemetry(settings: Settings, warn: Warn): Telemetry {
  const resource = resourceFromAttributes(hostAttributes(settings));
  const pipelines = createPipelines(settings, warn);
  let hasRecord = false;
  const loggerProvider = createLoggerProvider({
    resource,
    emit(record, place) {
      hasRecord = true;
      pipelines.logProcessor?.onEmit(record, place);
    },
    keeps: (record, place) => keepsRecord(settings.sampling, record, place),
  });
  const logger = loggerProvider.getLogger(scope, version);
  const open = new OpenSpans(settings.tellStarts ? logger : undefined);
  const tracerProvider = new OwnTracerProvider({
    resource,
    sampler: createSampler(settings.sampling),
    idGenerator: createIdGenerator(),
    spanLimits: limitsOf(settings),
    spanProcessors: [
      // The session comes first, so that a start that is told carries it.
      createSessionProcessor(),
      open,
      ...(pipelines.spanProcessor ? [pipelines.spanProcessor] : []),
    ],
  });
  const globals = new Globals();
  globals.takeTraces(tracerProvider);
  globals.takeContext();
  globals.takePropagation(settings.propagators);
  globals.takeLogs(loggerProvider);
  const whose = {
    get isApart() {
      return !globals.holds("trace");
    },
  };
  const own = loadMeters(settings, pipelines, resource, warn);
  void own.then((meters) => meters && globals.takeMetrics(meters.provider));

  const handOver = () => own.then((meters) => meters?.handOver());

  return {
    tracer: tracerProvider.getTracer(scope, version),
    logger,
    meters: createWaitingMeters(own.then((found) => found?.meters)),
    get isApart() {
      return whose.isApart;
    },
    tracerProvider: createApartProvider(tracerProvider, whose),
    meterProvider: own.then((meters) => meters?.provider),
    losses: pipelines.losses,
    hasNews: () => hasRecord || open.hasEnded,
    closeSpans: () => open.closeAll(),
    leave: () => sendLastWords(pipelines.leave(), settings.exitTimeoutMillis),
    async flush(timeoutMillis, patienceMillis) {
      hasRecord = false;
      open.hasEnded = false;
      const end = performance.now() + timeoutMillis;
      await within(timeoutMillis, handOver());
      await pipelines.flush(Math.max(1, end - performance.now()), patienceMillis);
    },
    async shutdown(timeoutMillis) {
      globals.giveBack();
      const end = performance.now() + timeoutMillis;
      await within(timeoutMillis, handOver());
      await pipelines.shutdown(Math.max(1, end - performance.now()));
      await own.then((meters) => meters?.stop());
      await tracerProvider.shutdown().catch(() => {});
    },
  };
}

/** Never rejects. */
async function loadMeters(settings: Settings, pipelines: Pipelines, resource: Resource, warn: Warn) {
  const exporter = pipelines.metricExporter;
  if (!exporter) return undefined;
  const { metricIntervalMillis, timeoutMillis } = settings;
  try {
    const { createMeterProvider } = await import("./meter-provider.ts");
    return createMeterProvider({ resource, exporter, intervalMillis: metricIntervalMillis, timeoutMillis });
  } catch (error) {
    warn(`metrics are not told: ${reasonOf(error)}`);
    return undefined;
  }
}

function limitsOf({ spanLimits }: Settings) {
  const { attributeCount, attributeLength, eventCount, linkCount } = spanLimits;
  return {
    ...(attributeCount !== undefined && { attributeCountLimit: attributeCount }),
    ...(attributeLength !== undefined && { attributeValueLengthLimit: attributeLength }),
    ...(eventCount !== undefined && { eventCountLimit: eventCount }),
    ...(linkCount !== undefined && { linkCountLimit: linkCount }),
  };
}
