import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Signal } from "../../src/model/signal.ts";
import { encodeJson } from "../../src/otlp/json.ts";
import { idOf, jsonSpan, jsonTraces, start } from "../sent-spans.ts";
import type { Tenant } from "../tenant.ts";
import { type WholeReceiver, wholeReceiver } from "../whole-receiver.ts";

let at: WholeReceiver;
beforeAll(async () => {
  at = await wholeReceiver();
});
afterAll(() => at.cleanup());

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

/** What can be found of a project, without when it came in. */
async function found(tenant: Tenant, signal: Signal, from: string) {
  if (signal === "logs") return byText(await tenant.list(`/logs?from=${from}&limit=1000`));
  if (signal === "metrics") {
    const metrics = await tenant.list<{ name: string }>(`/metrics?from=${from}&limit=1000`);
    const points = metrics.map(({ name }) =>
      tenant.list(`/metrics/${encodeURIComponent(name)}?from=${from}&limit=1000`),
    );
    return [metrics, ...(await Promise.all(points)).map(byText)];
  }
  const traces = await tenant.list<{ traceId: string }>(`/traces?from=${from}&limit=1000`);
  const spans = await Promise.all(traces.map(({ traceId }) => tenant.spans(traceId)));
  return [byText(traces), byText(spans.flat()), byText(await tenant.list(`/sessions?from=${from}&limit=1000`))];
}

const byText = (items: readonly unknown[]) => items.map((item) => JSON.stringify(item)).sort();

test.concurrent.each(files)(
  "row 76: %s is the same in any encoding, split, turned round and repeated",
  async (name) => {
    const signal = signalOf(name);
    const text = readFileSync(join(folder, name), "utf8");
    const { body } = encodeJson(signal, Buffer.from(text));
    const protobuf = { "content-type": "application/x-protobuf" };
    const pieces = split(signal, JSON.parse(text) as Json);
    const ways: readonly ((tenant: Tenant) => Promise<unknown>)[] = [
      (tenant) => tenant.json(signal, text),
      (tenant) => tenant.post(signal, body, protobuf),
      (tenant) => tenant.call(signal, body),
      async (tenant) => {
        for (const piece of pieces) await tenant.json(signal, piece);
      },
      async (tenant) => {
        const zipped = { ...protobuf, "content-encoding": "gzip" };
        for (let times = 0; times < 2; times += 1)
          expect((await tenant.post(signal, gzipSync(body), zipped)).status).toBe(200);
      },
    ];
    const tenants = ways.map(() => at.tenant());
    await Promise.all(ways.map((send, index) => send(tenants[index] as Tenant)));
    const results = await Promise.all(tenants.map((tenant) => found(tenant, signal, "0")));
    expect(results[0]?.flat().length).toBeGreaterThan(0);
    for (const result of results) expect(result).toEqual(results[0]);
  },
);

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
