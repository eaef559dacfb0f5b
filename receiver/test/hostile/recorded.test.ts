import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Signal } from "../../src/model/signal.ts";
import { encodeJson } from "../../src/otlp/json.ts";
import { openStore } from "../../src/store/open.ts";
import { idOf, jsonSpan, jsonTraces, start } from "../sent-spans.ts";
import { type StoredRows, storedRows } from "../stored-rows.ts";
import type { Tenant, Told } from "../tenant.ts";
import { type WholeReceiver, wholeReceiver } from "../whole-receiver.ts";

const folder = join(import.meta.dirname, "../recorded");
const files = readdirSync(folder)
  .filter((name) => !name.endsWith(".expected.json"))
  .sort();
const signalOf = (name: string): Signal =>
  name.includes(".logs.") ? "logs" : name.includes(".metrics.") ? "metrics" : "traces";

type Json = Record<string, unknown>;
const records: Readonly<Record<Signal, readonly [string, string, string]>> = {
  traces: ["resourceSpans", "scopeSpans", "spans"],
  logs: ["resourceLogs", "scopeLogs", "logRecords"],
  metrics: ["resourceMetrics", "scopeMetrics", "metrics"],
};

/** The same records, one in a request, last first. */
function split(signal: Signal, request: Json): Json[] {
  const [resources, scopes, items] = records[signal];
  const each = (from: Json, name: string) => (from[name] ?? []) as Json[];
  const single = each(request, resources).flatMap((resource) =>
    each(resource, scopes).flatMap((scope) =>
      each(scope, items).map((item) => ({ [resources]: [{ ...resource, [scopes]: [{ ...scope, [items]: [item] }] }] })),
    ),
  );
  return single.reverse();
}

const protobuf = { "content-type": "application/x-protobuf" };
const zipped = { ...protobuf, "content-encoding": "gzip" };

interface Sent {
  readonly signal: Signal;
  readonly text: string;
  readonly body: Uint8Array;
}

const sent: readonly Sent[] = files.map((name) => {
  const signal = signalOf(name);
  const text = readFileSync(join(folder, name), "utf8");
  return { signal, text, body: encodeJson(signal, Buffer.from(text)).body };
});

type Send = (tenant: Tenant, sent: Sent) => Promise<readonly Told[]>;

const ways: Readonly<Record<string, Send>> = {
  "in JSON": async (tenant, { signal, text }) => [await tenant.json(signal, text)],
  "in protobuf": async (tenant, { signal, body }) => [await tenant.post(signal, body, protobuf)],
  "over gRPC": async (tenant, { signal, body }) => [await tenant.call(signal, body)],
  "one record in a request, the last first": async (tenant, { signal, text }) => {
    const told: Told[] = [];
    for (const piece of split(signal, JSON.parse(text) as Json)) told.push(await tenant.json(signal, piece));
    return told;
  },
  "zipped and twice": async (tenant, { signal, body }) => [
    await tenant.post(signal, gzipSync(body), zipped),
    await tenant.post(signal, gzipSync(body), zipped),
  ],
};

let at: WholeReceiver;
beforeAll(async () => {
  at = await wholeReceiver();
});
afterAll(() => at.cleanup());

test("row 75: a heavy turn of 580 spans and 1.4 MB, a hundred at once, is stored once", async () => {
  const tenant = at.tenant();
  const text = { stringValue: "All work and no play. ".repeat(106) };
  const spans = Array.from({ length: 580 }, (_, index) =>
    jsonSpan({
      traceId: `${index % 8}`.repeat(32).replace(/^0/, "f"),
      spanId: idOf(index + 1),
      name: `step ${index}`,
      startTimeUnixNano: String(start + BigInt(index)),
      attributes: [
        { key: "text", value: text },
        { key: "n", value: { intValue: index } },
      ],
    }),
  );
  const body = JSON.stringify(jsonTraces(...spans));
  expect(body.length).toBeGreaterThan(1.4e6);
  const told = await Promise.all(Array.from({ length: 100 }, () => tenant.json("traces", body)));
  for (const { status, rejected, message } of told) {
    expect({ status, rejected, message }).toEqual({ status: 200, rejected: 0, message: "" });
  }
  const counts = await tenant.list<{ spanCount: number }>("/traces");
  expect(counts.map(({ spanCount }) => spanCount).sort()).toEqual([72, 72, 72, 72, 73, 73, 73, 73]);
});

describe("row 76: every recorded export is stored as the same rows", () => {
  const projects = new Map<string, string>();
  let stored: ReadonlyMap<string, StoredRows>;
  const rowsOf = (way: string) => stored.get(projects.get(way) ?? "");

  beforeAll(async () => {
    for (const [way, send] of Object.entries(ways)) {
      const tenant = at.tenant();
      projects.set(way, tenant.options.project);
      const told = (await Promise.all(sent.map((one) => send(tenant, one)))).flat();
      expect(told.filter(({ status, rejected }) => status !== 200 || rejected > 0)).toEqual([]);
    }
    await at.settled();
    await at.stop();
    const store = await openStore({ kind: "embedded", dataDir: at.directory });
    stored = await storedRows(store);
    await store.close();
  });

  test("and all of it", () => {
    const rows = rowsOf("in JSON") ?? {};
    expect(Object.keys(rows)).toEqual(["spans", "ledger", "traces", "sessions", "logs", "points"]);
  });

  test.each(Object.keys(ways))("%s", (way) => expect(rowsOf(way)).toEqual(rowsOf("in JSON")));
});
