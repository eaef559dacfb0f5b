import { expect, test } from "vitest";
import { healthRoutes } from "./health.ts";

function open({ answers = true, problem = undefined as string | undefined } = {}) {
  return healthRoutes({ ping: async () => answers, ingestProblem: () => problem, metricsText: async () => "up 1\n" });
}

async function ask(health: ReturnType<typeof open>, path: string) {
  const answer = await health.request(path);
  return [answer.status, await answer.json()];
}

test("is ready when the engine answers and telemetry can be taken in", async () => {
  const ready = [200, { status: "ok", engine: "ok", ingest: "ok" }];
  expect(await ask(open(), "/health/ready")).toEqual(ready);
  expect(await ask(open(), "/health")).toEqual(ready);
});

test("tells what it is not ready for, and that it lives", async () => {
  const away = { status: "unavailable", engine: "does not answer", ingest: "ok" };
  expect(await ask(open({ answers: false }), "/health/ready")).toEqual([503, away]);
  const full = { status: "unavailable", engine: "ok", ingest: "the queue is full" };
  expect(await ask(open({ problem: "the queue is full" }), "/health")).toEqual([503, full]);
  expect(await ask(open({ answers: false }), "/health/live")).toEqual([200, { status: "ok" }]);
});

test("serves the metrics as Prometheus reads them", async () => {
  const answer = await open().request("/metrics");
  expect([answer.headers.get("content-type"), await answer.text()]).toEqual([
    "text/plain; version=0.0.4; charset=utf-8",
    "up 1\n",
  ]);
});
