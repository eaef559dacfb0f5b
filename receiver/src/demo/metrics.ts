import type { AttributesInput, HistogramPointInput, MetricInput } from "../otlp/otlp-input.ts";
import type { Agent } from "./agents/agent.ts";
import { nanos, type Use } from "./scene.ts";

const HOUR = 3_600_000;

/** The boundaries the GenAI conventions ask for: https://opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-metrics/ */
const tokenBounds = Array.from({ length: 14 }, (_, power) => 4 ** power);
const secondBounds = Array.from({ length: 14 }, (_, power) => 0.01 * 2 ** power);

interface Measured {
  /** Unix milliseconds. */
  readonly at: number;
  readonly value: number;
  readonly attributes: AttributesInput;
}

/** What the uses come to, hour by hour, as the two client metrics; deltas, so that each stands for itself. */
export function metricsOf(uses: readonly Use[]): { agent: Agent; metrics: MetricInput[] }[] {
  const byService = Map.groupBy(uses, ({ agent }) => agent.service);
  return [...byService.values()].map((own) => ({
    agent: (own[0] as Use).agent,
    metrics: [
      histogram("gen_ai.client.token.usage", "{token}", tokenBounds, own.flatMap(tokensMeasured)),
      histogram("gen_ai.client.operation.duration", "s", secondBounds, own.map(durationMeasured)),
    ],
  }));
}

function tokensMeasured(use: Use): Measured[] {
  const point = (type: string, value: number) => ({
    at: use.at,
    value,
    attributes: { ...attributesOf(use), "gen_ai.token.type": type },
  });
  return [
    ...(use.input > 0 ? [point("input", use.input)] : []),
    ...(use.output > 0 ? [point("output", use.output)] : []),
  ];
}

function durationMeasured(use: Use): Measured {
  const error = use.errorType && { "error.type": use.errorType };
  return { at: use.at, value: use.seconds, attributes: { ...attributesOf(use), ...error } };
}

function attributesOf(use: Use) {
  return {
    "gen_ai.operation.name": use.operation,
    "gen_ai.provider.name": use.provider,
    "gen_ai.request.model": use.model,
  };
}

function histogram(name: string, unit: string, bounds: readonly number[], measured: readonly Measured[]): MetricInput {
  const streams = Map.groupBy(measured, ({ at, attributes }) => JSON.stringify([Math.floor(at / HOUR), attributes]));
  const points = [...streams.values()].map((values) => pointOf(values, bounds));
  return { name, unit, data: { type: "histogram", temporality: 1, points } };
}

function pointOf(measured: readonly Measured[], bounds: readonly number[]): HistogramPointInput {
  const { at, attributes } = measured[0] as Measured;
  const values = measured.map(({ value }) => value);
  const counts = Array.from({ length: bounds.length + 1 }, () => 0n);
  for (const value of values) {
    const bucket = bounds.findIndex((bound) => value <= bound);
    counts[bucket < 0 ? bounds.length : bucket] = (counts[bucket < 0 ? bounds.length : bucket] ?? 0n) + 1n;
  }
  return {
    start: nanos(Math.floor(at / HOUR) * HOUR),
    time: nanos(Math.max(...measured.map((one) => one.at))),
    attributes,
    count: BigInt(values.length),
    sum: values.reduce((sum, value) => sum + value, 0),
    min: Math.min(...values),
    max: Math.max(...values),
    explicitBounds: bounds,
    bucketCounts: counts,
  };
}
