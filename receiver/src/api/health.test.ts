import { expect, test } from "vitest";
import { healthRoutes } from "./health.ts";

function open({ answers = true, problem = undefined as string | undefined, segmentsSetAside = 0 } = {}) {
  return healthRoutes({
    ping: async () => answers,
    ingestProblem: () => problem,
    segmentsSetAside: () => segmentsSetAside,
    metricsText: async () => "up 1\n",
  });
}

async function ask(health: ReturnType<typeof open>, path: string) {
  const answer = await health.request(path);
  return [answer.status, await answer.json()];
}

test("is ready when the engine answers and telemetry can be taken in", async () => {
  const ready = [200, { status: "ok", engine: "ok", ingest: "ok", segmentsSetAside: 0 }];
  expect(await ask(open(), "/health/ready")).toEqual(ready);
  expect(await ask(open(), "/health")).toEqual(ready);
});

test("is ready while segments lie apart, and tells of them", async () => {
  const ready = { status: "ok", engine: "ok", ingest: "ok", segmentsSetAside: 2 };
  expect(await ask(open({ segmentsSetAside: 2 }), "/health/ready")).toEqual([200, ready]);
});

test("tells what it is not ready for, and that it lives", async () => {
  const away = { status: "unavailable", engine: "does not answer", ingest: "ok", segmentsSetAside: 0 };
  expect(await ask(open({ answers: false }), "/health/ready")).toEqual([503, away]);
  const full = { status: "unavailable", engine: "ok", ingest: "the queue is full", segmentsSetAside: 0 };
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
