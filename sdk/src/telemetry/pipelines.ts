import type { LogRecordProcessor } from "@opentelemetry/sdk-logs";
import type { PushMetricExporter } from "@opentelemetry/sdk-metrics";
import type { SpanProcessor } from "@opentelemetry/sdk-trace";
import type { Losses } from "../export/losses.ts";
import { createPipeline, type Pipeline, type PipelineOptions } from "../export/pipeline.ts";
import type { Unsent } from "../export/sending.ts";
import type { Settings } from "../settings/read-settings.ts";
import type { Signal, Target } from "../settings/targets.ts";
import type { Warn } from "../warn.ts";

/** The ways out: one for all signals, or several where they go to places that differ. */
export interface Pipelines {
  readonly spanProcessor: SpanProcessor | undefined;
  readonly logProcessor: LogRecordProcessor | undefined;
  readonly metricExporter: PushMetricExporter | undefined;
  readonly losses: Readonly<Partial<Record<Signal, Losses>>>;
  /** What was recorded and has not arrived. */
  leave(): readonly Unsent[];
  flush(timeoutMillis: number, patienceMillis?: number): Promise<void>;
  shutdown(timeoutMillis: number): Promise<void>;
}

export function createPipelines(settings: Settings, warn: Warn): Pipelines {
  const ways = new Map<string, Pipeline>();
  const wayOf = (signal: Signal): Pipeline | undefined => {
    const target = settings.targets[signal];
    if (!target) return undefined;
    const { url, ...manner } = target;
    const key = JSON.stringify(manner);
    const way = ways.get(key) ?? createPipeline(optionsOf(settings, target, warn));
    ways.set(key, way);
    return way;
  };
  const [traces, logs, metrics] = [wayOf("traces"), wayOf("logs"), wayOf("metrics")];
  const all = [...ways.values()];
  return {
    spanProcessor: traces?.spanProcessor,
    logProcessor: logs?.logProcessor,
    metricExporter: metrics?.metricExporter,
    losses: {
      ...(traces && { traces: traces.losses.traces }),
      ...(logs && { logs: logs.losses.logs }),
      ...(metrics && { metrics: metrics.losses.metrics }),
    },
    leave: () => all.flatMap((way) => way.leave?.() ?? []),
    flush: async (...bounds) => void (await Promise.allSettled(all.map((way) => way.flush(...bounds)))),
    shutdown: async (timeoutMillis) => void (await Promise.allSettled(all.map((way) => way.shutdown(timeoutMillis)))),
  };
}

function optionsOf(settings: Settings, manner: Target, warn: Warn): PipelineOptions {
  const { endpoint, targets, batchBytes, batchIntervalMillis, batchItems, queueBytes, queueItems, temporality } =
    settings;
  const { headers, protocol, compression, timeoutMillis } = manner;
  return {
    endpoint,
    urls: Object.fromEntries(
      Object.entries(targets).flatMap(([signal, target]) => (target ? [[signal, target.url]] : [])),
    ),
    headers,
    protocol,
    compression,
    timeoutMillis,
    batchBytes,
    intervalMillis: batchIntervalMillis,
    queueBytes,
    ...(batchItems !== undefined && { batchItems }),
    ...(queueItems !== undefined && { queueItems }),
    temporality,
    warn,
  };
}
