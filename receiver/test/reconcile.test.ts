import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Signal } from "../src/model/signal.ts";
import { encodeJson } from "../src/otlp/json.ts";
import type { MetricDataInput, MetricInput, NumberPointInput } from "../src/otlp/otlp-input.ts";
import { metricsRequest } from "../src/otlp/otlp-writer.ts";
import type { Reconciliation } from "../src/store/queries/reconcile-usage.ts";
import { type TestReceiver, testReceiver } from "./test-receiver.ts";

let at: TestReceiver;
beforeAll(async () => {
  at = await testReceiver();
});
afterAll(() => at.cleanup());

let projects = 0;
const newProject = () => `project-${projects++}`;

const second = 1_000_000_000n;
const noon = 1_790_000_000n * second;

const sendRecorded = (project: string, signal: Signal, name: string) => {
  const text = readFileSync(join(import.meta.dirname, "recorded", `${name}.${signal}.json`));
  return at.send(signal, encodeJson(signal, text).body, project);
};

const asked = (project: string, query = "from=0") =>
  at.get(`/api/projects/${project}/reconcile?${query}`) as Promise<Reconciliation>;

const tokens = (input: number, output: number, cached = 0, cacheWrite = 0, reasoning = 0) => ({
  input,
  output,
  total: input + output,
  cached,
  cacheWrite,
  reasoning,
});

test("what OTel's histograms tell is what the spans add up to, however often both are sent", async () => {
  const project = newProject();
  for (let times = 0; times < 2; times += 1) {
    await sendRecorded(project, "metrics", "otel-openai-v1.36");
    await sendRecorded(project, "traces", "otel-openai-v1.36");
  }
  const { items, total } = await asked(project);
  const metrics = items.map(({ service, model, metrics }) => [service, model, metrics?.tokens]);
  expect(metrics).toEqual([
    ["otel-openai-app", "fail-429", undefined],
    ["otel-openai-app", "gpt-4o-mini", tokens(278, 60)],
    ["otel-openai-app", "text-embedding-3-small", tokens(9, 0)],
  ]);
  expect(total.metrics).toEqual({
    tokens: tokens(287, 60),
    cost: null,
    from: ["gen_ai.client.token.usage"],
    rule: null,
  });
  expect(total.spans).toMatchObject({ calls: 4, tokens: { input: 287, output: 60, total: 347 } });
  expect(total.difference.tokens).toMatchObject({ input: 0, output: 0, total: 0 });
});

test("Claude Code's metrics mean the same as its events once the cache is part of the input", async () => {
  const project = newProject();
  for (let times = 0; times < 2; times += 1) {
    await sendRecorded(project, "metrics", "claude-code-2.1");
    await sendRecorded(project, "logs", "claude-code-2.1");
  }
  const { items, total } = await asked(project);
  expect(items).toEqual([
    {
      service: "claude-code",
      model: "claude-sonnet-4-5",
      metrics: {
        tokens: tokens(2465, 51, 1400, 1000),
        cost: "0.00513",
        from: ["claude_code.token.usage", "claude_code.cost.usage"],
        rule: "cache added to input",
      },
      spans: { calls: 2, tokens: tokens(2465, 51, 1400, 1000), cost: "0.00513" },
      difference: { tokens: tokens(0, 0), cost: "0" },
    },
  ]);
  expect(total.difference).toEqual(items[0]?.difference);
});

const gemini = (type: string, points: readonly NumberPointInput[], temporality: number) => {
  const told = points.map((point) => ({ attributes: { model: "gemini-2.5-pro", type }, ...point }));
  const data: MetricDataInput = { type: "sum", temporality, monotonic: true, points: told };
  return { name: "gemini_cli.token.usage", data };
};

const sendMetrics = (project: string, ...items: readonly MetricInput[]) =>
  at.send("metrics", metricsRequest({ resource: { "service.name": "cli" }, items }), project);

test("of a cumulative series its growth in the range counts, and anew after a restart", async () => {
  const project = newProject();
  const point = (minute: bigint, value: bigint, start = noon) => ({ start, time: noon + minute * 60n * second, value });
  const restarted = noon + 200n * second;
  const points = [
    point(1n, 100n),
    point(2n, 150n),
    point(3n, 170n),
    point(4n, 30n, restarted),
    point(5n, 45n, restarted),
  ];
  for (const one of points.toReversed()) await sendMetrics(project, gemini("input", [one], 2));
  await sendMetrics(project, gemini("input", points, 2));
  const inputBetween = async (from: bigint, to: bigint) => {
    const { total } = await asked(project, `from=${noon + from * 60n * second}&to=${noon + to * 60n * second}`);
    return total.metrics?.tokens?.input ?? null;
  };
  expect(await inputBetween(0n, 10n)).toBe(170 + 45);
  expect(await inputBetween(2n, 10n)).toBe(50 + 20 + 45);
  expect(await inputBetween(2n, 4n)).toBe(50 + 20);
  expect(await inputBetween(5n, 6n)).toBe(15);
  expect(await inputBetween(6n, 7n)).toBe(null);
});

test("delta points add up, thoughts are output, and totals are no tokens of their own", async () => {
  const project = newProject();
  const two = [1n, 2n].map((at) => ({ start: noon, time: noon + at * second, value: 50n }));
  await sendMetrics(project, ...["input", "output", "thought", "cache", "total"].map((type) => gemini(type, two, 1)), {
    ...gemini("input", two, 1),
    name: "gen_ai.client.token.usage",
  });
  const { items } = await asked(project);
  expect(items).toEqual([
    {
      service: "cli",
      model: "gemini-2.5-pro",
      metrics: {
        tokens: tokens(100, 200, 100, 0, 100),
        cost: null,
        from: ["gemini_cli.token.usage"],
        rule: "reasoning added to output",
      },
      spans: null,
      difference: { tokens: tokens(100, 200, 100, 0, 100), cost: null },
    },
  ]);
});

test("services without metrics have their own row and no part in the total", async () => {
  const project = newProject();
  await sendRecorded(project, "traces", "otel-openai-v1.36");
  const { items, total } = await asked(project);
  expect(items.map(({ model, metrics, difference }) => [model, metrics, difference])).toEqual([
    ["fail-429", null, { tokens: null, cost: null }],
    ["gpt-4o-mini", null, { tokens: null, cost: null }],
    ["text-embedding-3-small", null, { tokens: null, cost: null }],
  ]);
  expect(total).toEqual({
    metrics: { tokens: null, cost: null, from: [], rule: null },
    spans: { calls: 0, tokens: null, cost: null },
    difference: { tokens: null, cost: null },
  });
});

test("a service can be asked for alone, and an unknown parameter is told", async () => {
  const project = newProject();
  await sendRecorded(project, "metrics", "claude-code-2.1");
  expect((await asked(project, "from=0&service=other")).items).toEqual([]);
  expect((await asked(project, "from=0&service=claude-code")).items).toHaveLength(1);
  expect(await asked(project, "model=x")).toMatchObject({ error: { message: expect.stringContaining("model") } });
  expect(await asked(project, "attr.a=x")).toMatchObject({ error: { message: expect.stringContaining("service") } });
});
