import { afterAll, beforeAll, expect, test } from "vitest";
import { tracesRequest } from "../src/otlp/otlp-writer.ts";
import { type TestReceiver, testReceiver } from "./test-receiver.ts";

let at: TestReceiver;

beforeAll(async () => {
  at = await testReceiver();
});
afterAll(() => at.cleanup());

interface Setting {
  readonly value: unknown;
  readonly updatedAt: string | null;
}

const path = (name: string, query = "") => `/api/projects/default/settings/${name}${query}`;
const view = { list: "sessions", name: "Failed", query: "?status=error" };

/** Asks to set it, and answers the status with what is said. */
async function put(name: string, value: unknown, query = ""): Promise<unknown> {
  const headers = { "content-type": "application/json" };
  const answer = await at.api.request(path(name, query), { method: "PUT", headers, body: JSON.stringify(value) });
  return [answer.status, await answer.json()];
}

test("a setting is written over what the writer has seen, and over nothing else", async () => {
  const first = (await at.put(path("savedViews", "?ifUpdatedAt=never"), [view])) as Setting;
  expect(await put("savedViews", [], "?ifUpdatedAt=never")).toEqual([
    409,
    { error: { code: "conflict", message: "savedViews was changed meanwhile: read it again" } },
  ]);
  const second = (await at.put(path("savedViews", `?ifUpdatedAt=${first.updatedAt}`), [])) as Setting;
  expect(await put("savedViews", [view], `?ifUpdatedAt=${first.updatedAt}`)).toMatchObject([409, {}]);
  expect(await at.get(path("savedViews"))).toEqual(second);
  expect(await put("savedViews", [], "?ifUpdatedAt=soon")).toMatchObject([400, {}]);
});

test("what is wrong with a value is told where it is", async () => {
  expect(await put("savedViews", [view, { list: "traces", name: "Slow", query: "sort=duration" }])).toEqual([
    400,
    {
      error: {
        code: "bad_request",
        message: "savedViews.1.query: the part of an address from its question mark on",
        problems: [{ at: [1, "query"], message: "the part of an address from its question mark on" }],
      },
    },
  ]);
  expect(await put("savedViews", [view, view])).toMatchObject([400, { error: { problems: [{ at: [1, "name"] }] } }]);
  const rules = { rules: [{ field: "kind", value: "lmm" }] };
  const headers = { "content-type": "application/json" };
  const tried = await at.api.request("/api/projects/default/mapping-rules/try", {
    method: "POST",
    headers,
    body: JSON.stringify(rules),
  });
  expect([tried.status, await tried.json()]).toMatchObject([400, { error: { problems: [{ at: ["rules", 0] }] } }]);
});

const now = BigInt(Date.now()) * 1_000_000n;
const span = (id: number) =>
  tracesRequest({
    resource: { "service.name": "shop" },
    items: [
      {
        traceId: String(id).padStart(32, "0"),
        spanId: String(id).padStart(16, "0"),
        name: "work",
        start: now,
        end: now + 1000n,
        attributes: {},
      },
    ],
  });

test("what arrives is kept for the days that its project says", async () => {
  await at.send("traces", span(1));
  await at.put(path("retention"), { traces: 7 });
  await at.send("traces", span(2));
  await at.put(path("retention"), {});
  await at.send("traces", span(3));
  const stored = await at.store.query({ text: "SELECT retention AS days FROM spans ORDER BY trace_id" });
  expect(stored).toEqual([{ days: 30 }, { days: 7 }, { days: 30 }]);
  expect(await put("retention", { traces: 0, logs: 1.5 })).toMatchObject([
    400,
    { error: { problems: [{ at: ["traces"] }, { at: ["logs"] }] } },
  ]);
});

test("a project is told how the receiver is set", async () => {
  expect(await at.get("/api/projects/default/receiver")).toEqual({
    version: expect.any(String),
    asksForKeys: false,
    grpcPort: 4317,
    otlpPrefix: "",
    retentionDays: { traces: 30, logs: 30, metrics: 30 },
    contentCapture: "on",
    estimateTokens: true,
    limits: {
      bodyBytes: 67_108_864,
      attributesPerRecord: 1024,
      eventsPerSpan: 1024,
      linksPerSpan: 1024,
      nesting: 64,
      keyBytes: 512,
      nameBytes: 1024,
      valueBytes: 2_097_152,
    },
  });
});
