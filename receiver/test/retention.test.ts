import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Signal } from "../src/model/signal.ts";
import { logsRequest, metricsRequest, tracesRequest } from "../src/otlp/otlp-writer.ts";
import { type TestReceiver, testReceiver } from "./test-receiver.ts";

const day = 86_400_000;
const today = Date.now();
const days: Readonly<Record<string, Record<Signal, number>>> = {
  brief: { traces: 3, logs: 11, metrics: 2 },
  lasting: { traces: 31, logs: 4, metrics: 12 },
};

let arrival = today;
let at: TestReceiver;

beforeAll(async () => {
  at = await testReceiver({
    now: () => arrival,
    retentionDays: (project, signal) => days[project]?.[signal] ?? 30,
  });
});

afterAll(() => at.cleanup());

const nanos = (millis: number) => BigInt(millis) * 1_000_000n;
const traceIdOf = (trace: number) => String(trace).padStart(32, "0");
const resource = { "service.name": "archivist" };
/** Long enough to be kept apart, once for each day and class. */
const question = JSON.stringify([{ role: "user", content: "how long will you remember this? ".repeat(20) }]);

const trace = (id: number, start: number) =>
  tracesRequest({
    resource,
    items: [
      {
        traceId: traceIdOf(id),
        spanId: String(id).padStart(16, "0"),
        name: "chat",
        start: nanos(start),
        end: nanos(start + 1000),
        attributes: { "session.id": `session-${id}`, "gen_ai.input.messages": question },
      },
    ],
  });

const log = (time: number) => logsRequest({ resource, items: [{ time: nanos(time), body: question }] });

const point = (time: number) =>
  metricsRequest({
    resource,
    items: [{ name: "load", data: { type: "gauge", points: [{ time: nanos(time), value: 1 }] } }],
  });

interface Part {
  readonly table: string;
  readonly partition: string;
  readonly name: string;
  readonly rows: string;
}

/** Empty parts are what the engine leaves in the place of one it dropped, until it has cleaned up. */
const parts = () =>
  at.store.query<Part>({
    text: `SELECT table, partition, name, rows FROM system.parts
      WHERE active AND rows > 0 AND database = currentDatabase() AND table IN ('spans', 'logs', 'points', 'contents')
      ORDER BY table, partition`,
  });

async function listed(list: "traces" | "sessions", project: string) {
  const range = new URLSearchParams({ from: String(nanos(today - 500 * day)), to: String(nanos(today + day)) });
  const { items } = (await at.get(`/api/projects/${project}/${list}?${range}`)) as { items: Record<string, unknown>[] };
  return items.map(({ traceId, sessionId }) => traceId ?? sessionId).sort();
}

/** Everything of a project, in each table that time passes over. */
async function kept(project: string) {
  const tables = ["spans", "logs", "points", "traces", "sessions", "trace_extents", "session_extents"];
  const counts = tables.map(
    (table) => `SELECT '${table}' AS name, count() AS found FROM ${table} FINAL WHERE project = {project:String}`,
  );
  const rows = await at.store.query<{ name: string; found: string }>({
    text: `SELECT * FROM (${counts.join(" UNION ALL ")})`,
    params: { project },
  });
  return Object.fromEntries(rows.map(({ name, found }) => [name, Number(found)]));
}

const expired = async () =>
  (
    await at.store.query<{ found: string }>({
      text: `SELECT count() AS found FROM system.parts
        WHERE active AND rows > 0 AND database = currentDatabase() AND delete_ttl_info_max BETWEEN 1 AND now()`,
    })
  )[0]?.found !== "0";

test("rows go by whole parts when their own days since arrival are over, by themselves, and nothing else goes", async () => {
  await at.store.command({ text: "SYSTEM STOP TTL MERGES" });
  for (const project of ["brief", "lasting"]) {
    const earlier = today - 5 * day;
    arrival = earlier;
    await at.send("traces", trace(1, earlier), project);
    await at.send("logs", log(earlier), project);
    await at.send("metrics", point(earlier), project);
  }
  arrival = today;
  await at.send("traces", trace(2, today - 400 * day), "brief");
  const before = await parts();
  expect(await listed("traces", "brief")).toEqual([traceIdOf(1), traceIdOf(2)]);
  expect(await kept("lasting")).toEqual({
    spans: 1,
    logs: 1,
    points: 1,
    traces: 1,
    sessions: 1,
    trace_extents: 1,
    session_extents: 1,
  });

  await at.store.command({ text: "SYSTEM START TTL MERGES" });
  while (await expired()) await sleep(50);

  const old = new Date(today - 5 * day).toISOString().slice(0, 10);
  const gone = [3, 2, 4].map((retention) => `(${retention},'${old}')`);
  expect(await parts()).toEqual(before.filter(({ partition }) => !gone.includes(partition)));
  expect(await kept("brief")).toEqual({
    spans: 1,
    logs: 1,
    points: 0,
    traces: 1,
    sessions: 1,
    trace_extents: 1,
    session_extents: 1,
  });
  expect(await kept("lasting")).toEqual({
    spans: 1,
    logs: 0,
    points: 1,
    traces: 1,
    sessions: 1,
    trace_extents: 1,
    session_extents: 1,
  });
  expect([await listed("traces", "brief"), await listed("sessions", "brief")]).toEqual([[traceIdOf(2)], ["session-2"]]);
  expect([await listed("traces", "lasting"), await listed("sessions", "lasting")]).toEqual([
    [traceIdOf(1)],
    ["session-1"],
  ]);
});

test("what is kept still has its messages and says who spoke", async () => {
  const whole = { attributes: { "gen_ai.input.messages": question }, resource };
  for (const [project, id] of [
    ["brief", 2],
    ["lasting", 1],
  ] as const) {
    const told = await at.get(`/api/projects/${project}/traces/${traceIdOf(id)}`);
    expect(told).toMatchObject({ spans: [whole] });
  }
  const gone = await at.get(`/api/projects/brief/traces/${traceIdOf(1)}`);
  expect(gone).toMatchObject({ error: { code: "not_found" } });
});
