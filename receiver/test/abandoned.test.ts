import { afterAll, beforeAll, expect, test } from "vitest";
import { reckoner } from "../src/commands/reckoner.ts";
import { logsRequest, tracesRequest } from "../src/otlp/otlp-writer.ts";
import { markAbandoned } from "../src/store/mark-abandoned.ts";
import { settle } from "../src/store/settle.ts";
import { type TestReceiver, testReceiver } from "./test-receiver.ts";

let at: TestReceiver;
let clock = Date.now();

beforeAll(async () => {
  at = await testReceiver({ now: () => clock });
});

afterAll(() => at.cleanup());

const hour = 3_600_000;
const start = BigInt(Date.now() - 2 * hour) * 1_000_000n;

async function started(traceId: string, spanId: string, instance: string, receivedAgo: number) {
  clock = Date.now() - receivedAgo;
  const items = [
    { time: start, eventName: "spanwise.span.start", traceId, spanId, attributes: { "spanwise.span.name": "run" } },
  ];
  await at.send("logs", logsRequest({ resource: { "service.instance.id": instance }, scope: { name: "sdk" }, items }));
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
  await at.send(
    "traces",
    tracesRequest({ resource: { "service.instance.id": "alive" }, scope: { name: "app" }, items: [other] }),
  );

  const touched = await markAbandoned(at.store, 900);
  await settle(at.store, touched, reckoner);
  expect(touched).toEqual(new Map([["default", new Set([id("a", 32)])]]));
  expect(await statuses()).toEqual([
    { span: id("a", 16), status: "error", state: "abandoned" },
    { span: id("b", 16), status: "running", state: "running" },
  ]);
  expect(await markAbandoned(at.store, 900)).toEqual(new Map());

  const end = { traceId: id("a", 32), spanId: id("a", 16), name: "run", start, end: start + 5n };
  await at.send("traces", tracesRequest({ resource: { "service.instance.id": "gone" }, items: [end] }));
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
