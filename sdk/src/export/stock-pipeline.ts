import { OTLPLogExporter } from "@opentelemetry/exporter-logs-otlp-proto";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import { BatchLogRecordProcessor } from "@opentelemetry/sdk-logs";
import { BatchSpanProcessor } from "@opentelemetry/sdk-trace";
import { tellFailures } from "../tell-failures.ts";
import { LossCount } from "./losses.ts";
import type { Pipeline, PipelineOptions } from "./pipeline.ts";

/** Until our own exporter is there. */
export function createStockPipeline({ endpoint, urls = {}, headers = {}, warn }: PipelineOptions): Pipeline {
  const ofTraces = new OTLPTraceExporter({ url: urls.traces ?? `${endpoint}/v1/traces`, headers: { ...headers } });
  const ofLogs = new OTLPLogExporter({ url: urls.logs ?? `${endpoint}/v1/logs`, headers: { ...headers } });
  const spanProcessor = new BatchSpanProcessor({
    exporter: tellFailures(ofTraces, endpoint, warn),
    scheduledDelayMillis: 1000,
  });
  const logProcessor = new BatchLogRecordProcessor({ exporter: tellFailures(ofLogs, endpoint, warn) });
  const both = (work: (one: typeof spanProcessor | typeof logProcessor) => Promise<void>) =>
    Promise.all([spanProcessor, logProcessor].map((one) => work(one).catch(() => {}))).then(() => {});
  return {
    spanProcessor,
    logProcessor,
    metricExporter: undefined,
    losses: { traces: new LossCount(), logs: new LossCount(), metrics: new LossCount() },
    flush: () => both((one) => one.forceFlush()),
    shutdown: () => both((one) => one.shutdown()),
  };
}
