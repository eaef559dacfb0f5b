import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { idOf, jsonSpan, jsonTraces, span, spanId, start, traceId, traces } from "../sent-spans.ts";
import { doors } from "../tenant.ts";
import { type WholeReceiver, wholeReceiver } from "../whole-receiver.ts";

let at: WholeReceiver;
beforeAll(async () => {
  at = await wholeReceiver();
});
afterAll(() => at.cleanup());

const ok = { status: 200, rejected: 0, message: "" };

describe.concurrent("ids", () => {
  test("row 17: a trace id in base64 is none", async () => {
    const tenant = at.tenant();
    const base64 = Buffer.from(traceId, "hex").toString("base64");
    const told = await tenant.json("traces", jsonTraces(jsonSpan({ traceId: base64 }), jsonSpan()));
    expect(told).toMatchObject({ status: 200, rejected: 1, message: expect.stringContaining("32 hex digits") });
    expect(await tenant.spans(traceId)).toHaveLength(1);
    expect(await tenant.rejected()).toMatchObject([{ code: "bad_trace_id", service: null }]);
  });

  test("row 18: a trace id in any case is the same trace", async () => {
    const tenant = at.tenant();
    const mixed = traceId.slice(0, 16).toUpperCase() + traceId.slice(16);
    const ids = [traceId, traceId.toUpperCase(), mixed];
    const spans = ids.map((id, index) => jsonSpan({ traceId: id, spanId: idOf(index + 10).toUpperCase() }));
    expect(await tenant.json("traces", jsonTraces(...spans))).toMatchObject(ok);
    expect((await tenant.spans(traceId)).map((one) => one.spanId)).toEqual([10, 11, 12].map(idOf));
    expect((await tenant.spans(traceId.toUpperCase())).length).toBe(3);
  });

  test("row 19: a trace id of another shape costs its span and no other", async () => {
    const tenant = at.tenant();
    const wrong = [
      traceId.slice(1),
      `${traceId}0`,
      traceId + traceId,
      ` ${traceId}`,
      `${traceId.slice(1)} `,
      `0x${traceId}`,
      `0x${traceId.slice(2)}`,
      "0".repeat(32),
      "",
      undefined,
      null,
      12,
    ];
    const spans = wrong.map((id) => jsonSpan({ traceId: id }));
    const told = await tenant.json("traces", jsonTraces(...spans, jsonSpan()));
    expect(told).toMatchObject({ status: 200, rejected: wrong.length });
    expect(await tenant.spans(traceId)).toHaveLength(1);
    expect(await tenant.list("/traces")).toHaveLength(1);
    const rejected = await tenant.rejected();
    expect(new Set(rejected.map(({ code }) => code))).toEqual(new Set(["bad_trace_id"]));
  });

  test.each(doors)("row 19: the same in protobuf by %s", async (door) => {
    const tenant = at.tenant();
    const wrong = ["", "00".repeat(16), "ab".repeat(15), "ab".repeat(17), "ab".repeat(32)];
    const told = await tenant.send(door, "traces", traces(...wrong.map((id) => span({ traceId: id })), span()));
    expect(told).toMatchObject({ status: 200, rejected: 5, message: expect.stringContaining("16 bytes") });
    expect(await tenant.list("/traces")).toHaveLength(1);
    expect((await tenant.rejected())[0]).toMatchObject({ signal: "traces", code: "bad_trace_id", service: "svc" });
  });

  test("row 20: a span id must be one; a parent may be none or itself", async () => {
    const tenant = at.tenant();
    const wrong = ["0".repeat(16), undefined, "1".repeat(15)].map((id) => jsonSpan({ spanId: id }));
    const parents = ["", "0".repeat(16), idOf(3)];
    const right = parents.map((parentSpanId, index) => jsonSpan({ spanId: idOf(index + 1), parentSpanId }));
    const told = await tenant.json("traces", jsonTraces(...wrong, ...right));
    expect(told).toMatchObject({ status: 200, rejected: 3, message: expect.stringContaining("16 hex digits") });
    expect(told.message).toContain("its own parent");
    const spans = await tenant.spans(traceId);
    expect(spans.map((one) => [one.spanId, one.parentSpanId])).toEqual([1, 2, 3].map((id) => [idOf(id), null]));
    expect(await tenant.list("/ingest?limit=10").catch(() => [])).toHaveLength(3);
  });

  test.each(doors)("row 20: the same in protobuf by %s", async (door) => {
    const tenant = at.tenant();
    const wrong = ["", "00".repeat(8), "ab".repeat(7)].map((id) => span({ spanId: id }));
    const badParent = span({ parentSpanId: "ab" });
    const right = ["", "00".repeat(8), spanId].map((parentSpanId, index) =>
      span({ spanId: index === 2 ? spanId : idOf(index + 1), parentSpanId }),
    );
    const told = await tenant.send(door, "traces", traces(...wrong, badParent, ...right));
    expect(told).toMatchObject({ status: 200, rejected: 4, message: expect.stringContaining("its own parent") });
    expect((await tenant.spans(traceId)).map((one) => one.parentSpanId)).toEqual([null, null, null]);
  });

  test("row 21: a circle of parents is stored, and every view of it ends", async () => {
    const tenant = at.tenant();
    const circle = [span({ spanId: idOf(1), parentSpanId: idOf(2) }), span({ spanId: idOf(2), parentSpanId: idOf(1) })];
    expect(await tenant.send("http", "traces", traces(...circle))).toEqual(ok);
    expect((await tenant.spans(traceId)).map((one) => one.parentSpanId)).toEqual([idOf(2), idOf(1)]);
    expect(await tenant.list("/traces")).toMatchObject([{ traceId, spanCount: 2 }]);
    expect((await tenant.span(traceId, idOf(1))).spanId).toBe(idOf(1));
  });

  test("row 22: a chain of 10,000 and 50,000 children of one are taken, and read page by page", async () => {
    const tenant = at.tenant();
    const chain = Array.from({ length: 10_000 }, (_, index) =>
      span({ spanId: idOf(index + 1), parentSpanId: index === 0 ? "" : idOf(index), start: start + BigInt(index) }),
    );
    const wide = "1".repeat(32);
    const children = Array.from({ length: 50_000 }, (_, index) =>
      span({ traceId: wide, spanId: idOf(index + 2), parentSpanId: idOf(1) }),
    );
    expect(await tenant.send("gzip", "traces", traces(...chain))).toEqual(ok);
    expect(await tenant.send("grpc", "traces", traces(...children))).toEqual(ok);
    const spanCounts = await tenant.list<{ spanCount: number }>("/traces?sort=spans");
    expect(spanCounts.map(({ spanCount }) => spanCount)).toEqual([50_000, 10_000]);
    type Page = { spans: { spanId: string }[]; nextCursor: string | null };
    const first = await tenant.get<Page>(`/traces/${traceId}?limit=5000&content=none`);
    const second = await tenant.get<Page>(`/traces/${traceId}?limit=5000&content=none&cursor=${first.nextCursor}`);
    expect([...first.spans, ...second.spans].map((one) => one.spanId)).toEqual(chain.map((one) => one.spanId));
    expect(second.nextCursor).toBe(null);
  });
});

describe.concurrent("tellings", () => {
  test.each(doors)("row 23: told twice, in one request, in two, or at once, by %s, a span is one", async (door) => {
    const tenant = at.tenant();
    const body = traces(span(), span());
    expect(await tenant.send(door, "traces", body)).toEqual(ok);
    expect(await tenant.send(door, "traces", body)).toEqual(ok);
    await Promise.all(Array.from({ length: 10 }, () => tenant.send(door, "traces", body)));
    expect(await tenant.spans(traceId)).toHaveLength(1);
    expect(await tenant.list("/traces")).toMatchObject([{ spanCount: 1 }]);
  });

  test("row 24: of two tellings that differ the later end holds, whichever came first", async () => {
    const tenant = at.tenant();
    const later = span({ name: "later", end: start + 5000n });
    await tenant.send("http", "traces", traces(later, span({ name: "earlier" })));
    await tenant.send("grpc", "traces", traces(span({ name: "earlier" })));
    expect(await tenant.spans(traceId)).toMatchObject([{ name: "later", durationNanos: "5000" }]);
    expect(await tenant.list("/traces")).toMatchObject([{ name: "later", spanCount: 1, durationNanos: "5000" }]);
  });

  test("row 25: children may come before their parent, long before it, or alone", async () => {
    const tenant = at.tenant();
    const child = span({ spanId: idOf(2), parentSpanId: idOf(1), name: "child" });
    const orphan = span({ traceId: "2".repeat(32), spanId: idOf(3), parentSpanId: idOf(9), name: "orphan" });
    await tenant.send("http", "traces", traces(child, orphan));
    expect(await tenant.list("/traces?sort=start&order=asc")).toMatchObject([{ spanCount: 1 }, { spanCount: 1 }]);
    const hour = 3_600_000_000_000n;
    const parent = span({ spanId: idOf(1), name: "parent", start: start - hour, end: start + hour });
    await tenant.send("http", "traces", traces(parent));
    expect((await tenant.spans(traceId)).map((one) => [one.name, one.parentSpanId])).toEqual([
      ["parent", null],
      ["child", idOf(1)],
    ]);
    expect(await tenant.list("/traces?sort=start&order=asc")).toMatchObject([
      { name: "parent", spanCount: 2 },
      { traceId: "2".repeat(32) },
    ]);
    expect(await tenant.get("/ingest")).toMatchObject({ orphan: 1 });
  });

  test("row 26: equal ids of two projects are two traces, each seen by its own key alone", async () => {
    const [one, other] = [at.tenant(), at.tenant()];
    await one.send("http", "traces", traces(span({ name: "mine" }), span({ spanId: idOf(5), name: "mine too" })));
    await other.send("grpc", "traces", traces(span({ name: "yours" })));
    expect((await one.spans(traceId)).map(({ name }) => name).sort()).toEqual(["mine", "mine too"]);
    expect((await other.spans(traceId)).map(({ name }) => name)).toEqual(["yours"]);
    const url = `http://127.0.0.1:${at.port}/api/projects/${other.options.project}/traces/${traceId}`;
    expect((await fetch(url, { headers: { "x-api-key": one.options.key } })).status).toBe(404);
  });

  test.each(doors)("row 45: a project named in the data decides nothing, by %s", async (door) => {
    const [one, other] = [at.tenant(), at.tenant()];
    const said = { project: other.options.project, "tenant.id": other.options.project, "service.namespace": "x" };
    const { tracesRequest } = await import("../../src/otlp/otlp-writer.ts");
    const items = [span({ attributes: said, traceState: `tenant=${other.options.project}` })];
    await one.send(door, "traces", tracesRequest({ resource: said, items }));
    expect(await one.spans(traceId)).toHaveLength(1);
    expect(await other.spans(traceId)).toEqual([]);
  });

  test("row 45: nor does one in the headers of baggage", async () => {
    const [one, other] = [at.tenant(), at.tenant()];
    const headers = { baggage: `project=${other.options.project}`, "x-scope-orgid": other.options.project };
    await one.json("traces", jsonTraces(jsonSpan()), headers);
    expect([(await one.spans(traceId)).length, (await other.spans(traceId)).length]).toEqual([1, 0]);
  });
});

describe.concurrent("times", () => {
  const most = "18446744073709551615";
  test.each([
    ["a number", 1.7e18, "1700000000000000000", ""],
    ["text", "1700000000000000001", "1700000000000000001", ""],
    ["nothing", 0, "0", ""],
    ["below zero", -5, "0", "nearest end"],
    ["all bits", most, most, ""],
    ["the sign bit", "9223372036854775808", "9223372036854775808", ""],
    ["beyond 64 bits", "18446744073709551616", most, "nearest end"],
    ["in 1970", "1000000000", "1000000000", ""],
    ["in 2262", "9223372036000000000", "9223372036000000000", ""],
  ])("row 27: a start as %s is kept as far as it can be", async (_, sent, kept, warning) => {
    const tenant = at.tenant();
    const told = await tenant.json("traces", jsonTraces(jsonSpan({ startTimeUnixNano: sent })));
    expect(told).toMatchObject({ status: 200, rejected: 0, message: expect.stringContaining(warning) });
    expect((await tenant.spans(traceId)).map((one) => one.startTime)).toEqual([kept]);
    expect((await tenant.span(traceId, spanId)).startTime).toBe(kept);
  });

  test("row 27: a time that is none costs its span", async () => {
    const tenant = at.tenant();
    const wrong = ["abc", "1.5", "2026-11-21T00:00:00Z", "abcdefgh", true, {}, []];
    const spans = wrong.map((startTimeUnixNano) => jsonSpan({ startTimeUnixNano }));
    const told = await tenant.json("traces", jsonTraces(...spans, jsonSpan({ name: "good" })));
    expect(told).toMatchObject({ status: 200, rejected: wrong.length, message: expect.stringContaining("start_time") });
    expect((await tenant.spans(traceId)).map(({ name }) => name)).toEqual(["good"]);
  });

  test.each(doors)("row 28: an end before the start, no times, or no end are stored as sent by %s", async (door) => {
    const tenant = at.tenant();
    const backwards = span({ spanId: idOf(1), name: "backwards", end: start - 7n });
    const timeless = span({ spanId: idOf(2), name: "timeless", start: 0n, end: 0n });
    const endless = span({ spanId: idOf(3), name: "endless", end: 0n });
    expect(await tenant.send(door, "traces", traces(backwards, timeless, endless))).toEqual(ok);
    const spans = await tenant.spans(traceId);
    const told = spans.map((one) => [one.name, one.startTime, one.endTime, one.status]);
    expect(told).toEqual([
      ["timeless", "0", null, "running"],
      ["backwards", String(start), String(start - 7n), "ok"],
      ["endless", String(start), null, "running"],
    ]);
  });
});
