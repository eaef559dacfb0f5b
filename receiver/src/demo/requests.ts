import type { Signal } from "../model/signal.ts";
import type { Batch } from "../otlp/otlp-input.ts";
import { logsRequest, metricsRequest, tracesRequest } from "../otlp/otlp-writer.ts";
import type { Agent } from "./agents/agent.ts";
import { metricsOf } from "./metrics.ts";
import type { Cast, Story, Told, Use } from "./scene.ts";

export interface Request {
  readonly signal: Signal;
  readonly body: Uint8Array;
  /** Spans, log records or metric points in it. */
  readonly items: number;
}

/** As many as the batch processors of the SDKs send at once. */
const BATCH = 512;

/** One request for each service and full batch, as the programs would have sent them. */
export function* requestsOf(story: Story): Generator<Request> {
  for (const batch of batchesOf(story.spans, story.cast)) {
    yield { signal: "traces", body: tracesRequest(batch), items: batch.items.length };
  }
  for (const batch of batchesOf(story.logs, story.cast)) {
    yield { signal: "logs", body: logsRequest(batch), items: batch.items.length };
  }
}

export function* metricRequestsOf(uses: readonly Use[]): Generator<Request> {
  for (const { agent, metrics } of metricsOf(uses)) {
    const points = metrics.reduce((sum, { data }) => sum + (data?.points.length ?? 0), 0);
    const body = metricsRequest({ resource: resourceOf(agent), scope: scopeOf(agent), items: metrics });
    yield { signal: "metrics", body, items: points };
  }
}

function* batchesOf<Item>(told: readonly Told<Item>[], cast: Cast): Generator<Batch<Item>> {
  for (const [, own] of Map.groupBy(told, ({ agent }) => agent.service)) {
    const { agent } = own[0] as Told<Item>;
    for (let from = 0; from < own.length; from += BATCH) {
      const items = own.slice(from, from + BATCH).map(({ item }) => item);
      yield { resource: resourceOf(agent, cast), scope: scopeOf(agent), items };
    }
  }
}

function resourceOf(agent: Agent, cast?: Cast) {
  return {
    "service.name": agent.service,
    "service.namespace": "harbour-pine",
    "telemetry.sdk.name": "opentelemetry",
    "telemetry.sdk.language": agent.language,
    "deployment.environment.name": cast?.environment ?? "production",
    ...(cast && { "service.version": cast.release }),
  };
}

function scopeOf(agent: Agent) {
  return { name: `harbour.pine.${agent.service.replace("-", ".")}`, version: "1.4.0" };
}
