import { afterAll, beforeAll, expect, test } from "vitest";
import { type Heard, type Hearing, listenTo } from "./live-events.ts";
import type { Tenant } from "./tenant.ts";
import { type WholeReceiver, wholeReceiver } from "./whole-receiver.ts";

let at: WholeReceiver;
const hearings: Hearing[] = [];
beforeAll(async () => {
  at = await wholeReceiver();
});
afterAll(async () => {
  for (const hearing of hearings) hearing.leave();
  await at.cleanup();
});

const begun = BigInt(Date.now() - 60_000) * 1_000_000n;
const id = (number: number, digits = 16) => number.toString(16).padStart(digits, "0");
const value = (one: string | number) => (typeof one === "string" ? { stringValue: one } : { intValue: String(one) });
const attributes = (given: Readonly<Record<string, string | number>>) =>
  Object.entries(given).map(([key, one]) => ({ key, value: value(one) }));

/** The key of a span in its trace, as events tell it. */
const ids = (trace: number, span: number) => ({ traceId: id(trace, 32), spanId: id(span) });

interface Given {
  readonly trace: number;
  readonly span: number;
  readonly name?: string;
  readonly parent?: number;
  readonly more?: Readonly<Record<string, string | number>>;
}

const call = { "gen_ai.operation.name": "chat", "gen_ai.request.model": "gpt-4o", "gen_ai.provider.name": "openai" };
const used = { "gen_ai.usage.input_tokens": 1000, "gen_ai.usage.output_tokens": 100 };

const ends = (tenant: Tenant, { trace, span, name = "chat", parent, more = {} }: Given) =>
  tenant.json("traces", {
    resourceSpans: [
      {
        scopeSpans: [
          {
            spans: [
              {
                ...ids(trace, span),
                ...(parent !== undefined && { parentSpanId: id(parent) }),
                name,
                kind: 3,
                startTimeUnixNano: String(begun + BigInt(span)),
                endTimeUnixNano: String(begun + 1_000_000_000n),
                attributes: attributes({ ...call, ...used, ...more }),
              },
            ],
          },
        ],
      },
    ],
  });

const starts = (tenant: Tenant, { trace, span, name = "chat", more = {} }: Given) =>
  tenant.json("logs", {
    resourceLogs: [
      {
        scopeLogs: [
          {
            logRecords: [
              {
                timeUnixNano: String(begun + BigInt(span)),
                eventName: "spanwise.span.start",
                ...ids(trace, span),
                attributes: attributes({ "spanwise.span.name": name, "spanwise.span.kind": 3, ...call, ...more }),
              },
            ],
          },
        ],
      },
    ],
  });

async function listen(tenant: Tenant, query = "", more: Readonly<Record<string, string>> = {}): Promise<Hearing> {
  const { port, project, key } = tenant.options;
  const url = `http://127.0.0.1:${port}/api/projects/${project}/live${query}`;
  const hearing = await listenTo(url, { "x-api-key": key, ...more });
  hearings.push(hearing);
  return hearing;
}

const isSpan = (trace: number, span: number, change?: string) => (heard: Heard) =>
  heard.event === "span" &&
  heard.data.traceId === id(trace, 32) &&
  heard.data.spanId === id(span) &&
  (change === undefined || heard.data.change === change);
const told = ({ event, data }: Heard) => (event === "span" ? `${data.change} ${Number(`0x${data.spanId}`)}` : event);
const spansOf = (hearing: Hearing) => hearing.events.filter(({ event }) => event === "span").map(told);

test("tells a span that starts and ends, its trace, its session and the sums, within a moment", async () => {
  const tenant = at.tenant();
  const hearing = await listen(tenant);
  expect([hearing.status, hearing.headers.get("content-type"), hearing.headers.get("cache-control")]).toEqual([
    200,
    "text/event-stream; charset=utf-8",
    "no-store, no-transform",
  ]);
  expect(hearing.headers.get("x-accel-buffering")).toBe("no");
  await starts(tenant, { trace: 1, span: 1, more: { "session.id": "s1" } });
  const started = await hearing.hears(isSpan(1, 1));
  expect(started.data).toEqual({
    change: "started",
    ...ids(1, 1),
    parentSpanId: null,
    name: "chat",
    kind: "llm",
    status: "running",
    startTime: String(begun + 1n),
    endTime: null,
    durationNanos: null,
    service: null,
    sessionId: "s1",
    userId: null,
    agentName: null,
    provider: "openai",
    model: "gpt-4o",
    toolName: null,
    errorType: null,
    tokens: null,
    cost: null,
    countsTowardTotals: true,
    hidden: false,
  });
  await ends(tenant, { trace: 1, span: 1, more: { "session.id": "s1" } });
  const ended = await hearing.hears(isSpan(1, 1, "ended"));
  expect([ended.data.status, ended.data.durationNanos]).toEqual(["ok", "999999999"]);
  const { data: priced } = await hearing.hears((one) => isSpan(1, 1)(one) && one.data.cost !== null);
  expect(priced.tokens).toEqual({ input: 1000, output: 100, total: 1100, cached: 0, cacheWrite: 0, reasoning: 0 });
  const isOver = (event: string) => (one: Heard) => one.event === event && one.data.status === "ok";
  const trace = await hearing.hears(isOver("trace"));
  const session = await hearing.hears(isOver("session"));
  const [sum] = (await tenant.list<Record<string, unknown>>("/usage")) as [{ cost: unknown }];
  await hearing.hears(({ event, data }) => event === "totals" && JSON.stringify(data.usage) === JSON.stringify(sum));
  expect([trace.data]).toEqual(
    (await tenant.list<object>("/traces")).map((one) => ({ ...one, inputPreview: null, outputPreview: null })),
  );
  expect([session.data]).toEqual(await tenant.list("/sessions"));
  expect(sum.cost).toEqual(priced.cost);
});

test("a span that ran before anybody listened ends, and one that is told twice is told once", async () => {
  const tenant = at.tenant();
  await starts(tenant, { trace: 9, span: 1 });
  await at.settled();
  const hearing = await listen(tenant, "?events=span");
  await ends(tenant, { trace: 9, span: 1 });
  await hearing.hears(isSpan(9, 1, "ended"));
  await at.settled();
  await ends(tenant, { trace: 9, span: 1 });
  await ends(tenant, { trace: 9, span: 2 });
  await hearing.hears(isSpan(9, 2));
  const kinds = hearing.events.filter(isSpan(9, 1)).map(({ data }) => data.change);
  expect([kinds.filter((one) => one === "ended"), kinds.includes("started")]).toEqual([["ended"], false]);
});

test("goes on where it was after a break, without loss or repeats, wherever the break was", async () => {
  const tenant = at.tenant();
  const first = await listen(tenant, "?events=span");
  for (const span of [1, 2, 3]) await ends(tenant, { trace: 2, span });
  for (const span of [1, 2, 3]) await first.hears(isSpan(2, span));
  await at.settled();
  const known = [...first.events];
  first.leave();
  for (const span of [4, 5]) await ends(tenant, { trace: 2, span });
  await at.settled();
  for (const [place, heard] of known.entries()) {
    const again = await listen(tenant, "?events=span", { "last-event-id": heard.id });
    for (const span of [4, 5]) await again.hears(isSpan(2, span));
    const before = known.slice(0, place + 1).map(told);
    const all = [...before, ...spansOf(again)];
    expect(new Set(all.map((one) => one.split(" ")[1]))).toEqual(new Set(["1", "2", "3", "4", "5"]));
    expect(new Set(all).size).toBe(all.length);
    again.leave();
  }
  const byName = await listen(tenant, `?events=span&lastEventId=${encodeURIComponent(first.lastId())}`);
  await byName.hears(isSpan(2, 5));
  expect(byName.events.filter(isSpan(2, 1))).toEqual([]);
});

test("says that it cannot go on from where nobody was", async () => {
  const tenant = at.tenant();
  await ends(tenant, { trace: 3, span: 1 });
  await at.settled();
  for (const [wrong, reason] of [
    ["17", "unknown"],
    ["1.zzzzzzzzzz.", "unknown"],
    [`1.${(Date.now() - 7_000_000).toString(36)}.`, "old"],
  ] as const) {
    const hearing = await listen(tenant, "", { "last-event-id": wrong });
    const { data } = await hearing.hears(({ event }) => event === "gap");
    expect([data.reason, data.skipped, data.from]).toEqual([reason, null, null]);
    expect(spansOf(hearing)).toEqual([]);
    hearing.leave();
  }
});

test("tells each listener what its filters ask for", async () => {
  const tenant = at.tenant();
  const [bySession, byModel, byAttribute, byText, byStatus, laterOnes] = await Promise.all([
    listen(tenant, "?session=s2"),
    listen(tenant, "?model=gpt-4o-mini&events=span"),
    listen(tenant, "?attr.shop=two&events=span&events=trace"),
    listen(tenant, "?q=Apricot&events=span"),
    listen(tenant, "?status=error&events=span"),
    listen(tenant, `?from=${begun + 3_600_000_000_000n}&events=span`),
  ]);
  await ends(tenant, { trace: 4, span: 1, more: { "session.id": "s1", shop: "one" } });
  await ends(tenant, { trace: 5, span: 2, more: { "session.id": "s2", shop: "two" } });
  await ends(tenant, { trace: 6, span: 3, name: "an apricot", more: { "gen_ai.request.model": "gpt-4o-mini" } });
  await at.settled();
  const everything = await listen(tenant);
  await ends(tenant, { trace: 7, span: 4, name: "apricots", more: { "session.id": "s2", shop: "two" } });
  await everything.hears(isSpan(7, 4));
  await bySession.hears(({ event, data }) => event === "trace" && data.traceId === id(7, 32));
  await bySession.hears(({ event, data }) => event === "session" && data.traceCount === 2);
  await byAttribute.hears(({ event, data }) => event === "trace" && data.traceId === id(7, 32));
  await byText.hears(isSpan(7, 4));
  const whose = (hearing: Hearing) => [...new Set(spansOf(hearing).map((one) => Number(one.split(" ")[1])))];
  expect([bySession, byModel, byAttribute, byText, byStatus, laterOnes].map(whose)).toEqual([
    [2, 4],
    [3],
    [2, 4],
    [3, 4],
    [],
    [],
  ]);
  const sessions = bySession.events.filter(({ event }) => event === "session").map(({ data }) => data.sessionId);
  expect(new Set(sessions)).toEqual(new Set(["s2"]));
  const traces = byAttribute.events.filter(({ event }) => event === "trace").map(({ data }) => data.traceId);
  expect(new Set(traces)).toEqual(new Set([id(5, 32), id(7, 32)]));
});

test("hears nothing of another project, and another's key opens none", async () => {
  const [mine, others] = [at.tenant(), at.tenant()];
  const hearing = await listen(mine);
  await ends(others, { trace: 8, span: 1 });
  await ends(mine, { trace: 8, span: 2 });
  await hearing.hears(({ event }) => event === "trace");
  await at.settled();
  expect(spansOf(hearing).filter((one) => one.endsWith(" 1"))).toEqual([]);
  const stranger = await listen(mine, "", { "x-api-key": others.options.key });
  expect(stranger.status).toBe(404);
  const noKey = await listen(mine, "", { "x-api-key": "" });
  expect(noKey.status).toBe(401);
  const wrong = await listen(mine, "?evnts=span");
  expect(wrong.status).toBe(400);
});

test("ends what is heard when it stops, at once", async () => {
  const hearing = await listen(at.tenant());
  const before = Date.now();
  await Promise.all([at.stop(), hearing.ended]);
  expect(Date.now() - before).toBeLessThan(4000);
});
