import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { defaultLimits } from "../src/ingest/limits.ts";
import { type OpenIngest, openIngest } from "../src/ingest/open.ts";
import { openLog } from "../src/log.ts";
import { logsRequest, tracesRequest } from "../src/otlp/otlp-writer.ts";
import { markAbandoned } from "../src/store/mark-abandoned.ts";
import { settle } from "../src/store/settle.ts";
import { type TestStore, testStore } from "./test-store.ts";

let at: TestStore;
let ingest: OpenIngest;
let clock = Date.now();

beforeAll(async () => {
  at = await testStore();
  ingest = await openIngest({
    store: at.store,
    directory: join(at.dataDir, "segments"),
    limits: defaultLimits,
    retentionDays: () => 30,
    settle: (touched) => settle(at.store, touched),
    log: openLog({ level: "warn", format: "json" }),
    now: () => clock,
  });
});

afterAll(async () => {
  await ingest.close(Date.now() + 5000);
  await at.cleanup();
});

const hour = 3_600_000;
const start = BigInt(Date.now() - 2 * hour) * 1_000_000n;

async function started(traceId: string, spanId: string, instance: string, receivedAgo: number) {
  clock = Date.now() - receivedAgo;
  const items = [
    { time: start, eventName: "spanwise.span.start", traceId, spanId, attributes: { "spanwise.span.name": "run" } },
  ];
  await take("logs", logsRequest({ resource: { "service.instance.id": instance }, scope: { name: "sdk" }, items }));
}

async function take(signal: "logs" | "traces", body: Uint8Array) {
  await ingest.take({ signal, project: "default", body, source: "test", warnings: [] });
  while (ingest.status().waitingBytes > 0) await sleep(10);
  expect(ingest.status().failure).toBeUndefined();
}

const id = (digit: string, length: number) => digit.repeat(length);
const statuses = () =>
  at.store.query({
    text: `SELECT lower(hex(span_id)) AS span, status, state FROM spans FINAL WHERE project = 'default' AND name = 'run' ORDER BY span`,
  });

test("only a span whose process fell silent is abandoned, and its end still counts", async () => {
  await started(id("a", 32), id("a", 16), "gone", hour);
  await started(id("b", 32), id("b", 16), "alive", hour);
  clock = Date.now();
  const other = { traceId: id("c", 32), spanId: id("c", 16), name: "other", start, end: start + 1n };
  await take(
    "traces",
    tracesRequest({ resource: { "service.instance.id": "alive" }, scope: { name: "app" }, items: [other] }),
  );

  const touched = await markAbandoned(at.store, 900);
  await settle(at.store, touched);
  expect(touched).toEqual(new Map([["default", new Set([id("a", 32)])]]));
  expect(await statuses()).toEqual([
    { span: id("a", 16), status: "error", state: "abandoned" },
    { span: id("b", 16), status: "running", state: "running" },
  ]);
  expect(await markAbandoned(at.store, 900)).toEqual(new Map());

  const end = { traceId: id("a", 32), spanId: id("a", 16), name: "run", start, end: start + 5n };
  await take("traces", tracesRequest({ resource: { "service.instance.id": "gone" }, items: [end] }));
  expect(await statuses()).toEqual([
    { span: id("a", 16), status: "ok", state: "ended" },
    { span: id("b", 16), status: "running", state: "running" },
  ]);
  const traces = await at.store.query({
    text: "SELECT status, span_count, running_count FROM traces FINAL WHERE name = 'run' ORDER BY status",
  });
  expect(traces).toEqual([
    { status: "ok", span_count: "1", running_count: "0" },
    { status: "running", span_count: "1", running_count: "1" },
  ]);
});
