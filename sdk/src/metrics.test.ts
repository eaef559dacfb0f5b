import { resourceFromAttributes } from "@opentelemetry/resources";
import {
  AggregationTemporality,
  DataPointType,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from "@opentelemetry/sdk-metrics";
import { expect, test } from "vitest";
import { createWaitingMeters, type Meters } from "./metrics.ts";
import { createMeters } from "./telemetry/create-meters.ts";

const call = {
  "gen_ai.operation.name": "chat",
  "gen_ai.provider.name": "openai",
  "gen_ai.request.model": "gpt-5",
  "gen_ai.response.model": "gpt-5-2026",
  "gen_ai.agent.name": "assistant",
  "session.id": "s-1",
  "user.id": "u-1",
};
const dimensions = {
  "gen_ai.operation.name": "chat",
  "gen_ai.provider.name": "openai",
  "gen_ai.request.model": "gpt-5",
  "gen_ai.response.model": "gpt-5-2026",
  "gen_ai.agent.name": "assistant",
};
const plain = { agent: "assistant", model: "gpt-5", provider: "openai" };

async function told(record: (meters: Meters) => void | Promise<void>) {
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 60_000 });
  const provider = new MeterProvider({ resource: resourceFromAttributes({}), readers: [reader] });
  await record(createMeters(provider.getMeter("test")));
  await provider.forceFlush();
  const metrics = exporter.getMetrics().flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((scope) => scope.metrics));
  await provider.shutdown();
  return Object.fromEntries(
    metrics.map(({ descriptor: { name, unit }, dataPointType, dataPoints }) => [
      `${name} ${unit}`,
      dataPoints.map(({ attributes, value }) => [
        attributes,
        dataPointType === DataPointType.HISTOGRAM ? (value as { sum: number; count: number }).sum : value,
      ]),
    ]),
  );
}

test("a call is told by who made it, with which model and at whose, and never by its session", async () => {
  const metrics = await told((meters) => {
    meters.firstChunk(0.2, call);
    meters.tokens("input", 100, call);
    meters.tokens("output", 20, call);
    meters.operation(1.5, { ...call, "error.type": "429" });
    meters.tool(0.1, { "gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "search", "session.id": "s-1" });
  });
  expect(metrics).toEqual({
    "gen_ai.client.operation.duration s": [[{ ...dimensions, "error.type": "429" }, 1.5]],
    "gen_ai.client.operation.time_to_first_chunk s": [[dimensions, 0.2]],
    "gen_ai.client.token.usage {token}": [
      [{ ...dimensions, "gen_ai.token.type": "input" }, 100],
      [{ ...dimensions, "gen_ai.token.type": "output" }, 20],
    ],
    "gen_ai.execute_tool.duration s": [
      [{ "gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "search" }, 0.1],
    ],
    "llm.calls.count {call}": [[plain, 1]],
    "llm.tokens.total {token}": [
      [{ ...plain, type: "input" }, 100],
      [{ ...plain, type: "output" }, 20],
    ],
    "llm.latency s": [[plain, 1.5]],
  });
});

test("what is recorded before the meters are there is recorded on them when they are", async () => {
  const metrics = await told(async (meters) => {
    const coming = Promise.resolve(meters);
    createWaitingMeters(coming).tokens("input", 1, call);
    await coming;
  });

  expect(metrics["llm.tokens.total {token}"]).toEqual([[{ ...plain, type: "input" }, 1]]);
  const calls: unknown[] = [];
  const late = Promise.resolve({ tool: (...said: unknown[]) => calls.push(said) } as unknown as Meters);
  const waiting = createWaitingMeters(late);
  waiting.tool(1, { "gen_ai.tool.name": "a" });
  expect(calls).toEqual([]);
  await late;
  waiting.tool(2, { "gen_ai.tool.name": "b" });
  expect(calls).toEqual([
    [1, { "gen_ai.tool.name": "a" }],
    [2, { "gen_ai.tool.name": "b" }],
  ]);
});

test("without meters nothing is kept and nothing fails", async () => {
  const none = Promise.reject(new Error("no"));
  const waiting = createWaitingMeters(none);
  await none.catch(() => {});
  expect(waiting.operation(1, call)).toBe(undefined);
});
