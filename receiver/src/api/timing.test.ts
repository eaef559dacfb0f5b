import { afterAll, beforeAll, expect, test } from "vitest";
import { apiOver } from "../../test/api-over.ts";
import { insertRows } from "../../test/insert-rows.ts";
import { type TestStore, testStore } from "../../test/test-store.ts";

const noon = 1_795_262_400_000_000_000n;
const received = Number(noon / 1_000_000n) + 1000;
const minute = 60_000_000_000n;
const id = (number: number, digits = 32) => number.toString(16).padStart(digits, "0");

let engine: TestStore;
const ask = (path: string, projects?: readonly string[]) =>
  apiOver(engine.store, { now: noon, ...(projects && { projects }) })(path);

const span = (project: string, number: number, more: Readonly<Record<string, unknown>> = {}) => ({
  ...{ project, trace_id: id(1), span_id: id(number, 16), name: `step ${number}`, version: 2n, received },
  ...{ start: noon, duration: 7n, state: "ended", status: "ok", kind: "span", span_kind: 1n },
  ...more,
});

const child = { parent_span_id: id(1, 16) };

beforeAll(async () => {
  engine = await testStore();
  const origin = "0f".repeat(16);
  await insertRows(
    engine.store,
    "origins",
    ["shop", "other"].map((project) => ({ project, origin, received })),
  );
  await insertRows(engine.store, "spans_in", [
    span("shop", 1, { kind: "agent", duration: 2n * minute }),
    span("shop", 2, {
      ...{ ...child, kind: "llm", model: "m", start: noon + 10n, duration: 100n },
      attributes: [
        ["spanwise.rate_limit.wait", "spanwise.retries"],
        ["0.00000002", "3"],
      ],
      attribute_types: "di",
    }),
    span("shop", 3, {
      ...child,
      kind: "tool",
      tool_name: "search",
      start: noon + minute,
      state: "running",
      version: 1n,
    }),
    span("shop", 3, { ...child, kind: "tool", tool_name: "search", start: noon + minute - 1n, duration: 50n }),
    span("shop", 4, { ...child, kind: "llm", start: noon + 20n, duration: 500n }),
    span("other", 5),
  ]);
  const entry = { project: "shop", trace_id: id(1), start: noon, version: 2n, received };
  await insertRows(engine.store, "ledger", [
    { ...entry, span_id: id(2, 16), start: noon + 10n, model: "m2", adopted: true, first_token: 30n },
    { ...entry, span_id: id(4, 16), start: noon + 20n, hidden: true },
  ]);
});

afterAll(() => engine.cleanup());

test("tells where the time of a trace went, by what was told last and is shown", async () => {
  expect(await ask(`shop/traces/${id(1)}/timing?limit=1`)).toEqual({
    status: 200,
    traceId: id(1),
    startTime: String(noon),
    endTime: String(noon + 2n * minute),
    wallNanos: String(2n * minute),
    busyNanos: "150",
    idleNanos: String(2n * minute - 150n),
    byKind: {
      model: { steps: 1, busyNanos: "100" },
      tool: { steps: 1, busyNanos: "50" },
      retrieval: { steps: 0, busyNanos: "0" },
      agent: { steps: 1, busyNanos: "0" },
      other: { steps: 0, busyNanos: "0" },
    },
    waiting: {
      betweenStepsNanos: String(2n * minute - 150n),
      firstTokenNanos: "30",
      rateLimitNanos: "20",
      failedAttemptsNanos: "0",
      retries: 3,
    },
    parallelism: { average: 1, most: 1 },
    criticalPath: {
      startTime: String(noon),
      endTime: String(noon + 2n * minute),
      wallNanos: String(2n * minute),
      byKind: {
        ...{ model: "100", tool: "50", retrieval: "0", agent: "0", other: "0" },
        waiting: String(2n * minute - 150n),
      },
      steps: [{ spanId: id(1, 16), name: "step 1", kind: "agent", selfNanos: String(2n * minute - 150n) }],
      segments: [{ spanId: id(1, 16), startTime: String(noon + minute + 49n), durationNanos: String(minute - 49n) }],
      leftOut: { steps: 2, segments: 4, segmentsNanos: String(minute + 49n) },
    },
    ...{ steps: 3, running: 0, roots: 1, orphans: 0, circles: 0, skewed: 0, isCut: false },
  });
});

test("is asked of a trace that is there and open, by known parameters", async () => {
  expect(await ask(`shop/traces/${id(9)}/timing`)).toMatchObject({ status: 404 });
  expect(await ask(`other/traces/${id(1)}/timing`, ["shop"])).toMatchObject({ status: 404 });
  expect(await ask(`other/traces/${id(1)}/timing`)).toMatchObject({ status: 200, steps: 1 });
  expect(await ask(`shop/traces/${id(1)}/timing?model=m`)).toMatchObject({ status: 400 });
});
