import { afterAll, beforeAll, expect, test } from "vitest";
import { dollars, picoDollars } from "../src/model/cost.ts";
import type { Span } from "../src/model/span.ts";
import type { Trace } from "../src/model/trace.ts";
import { recordedExports } from "./recorded-exports.ts";
import { sendInRounds } from "./sent-recordings.ts";
import { type TestReceiver, testReceiver } from "./test-receiver.ts";

const project = "recorded";

let at: TestReceiver;
let traces: readonly Trace[];
beforeAll(async () => {
  at = await testReceiver();
  await sendInRounds(at, [{ project, files: recordedExports }]);
  traces = ((await at.get(`/api/projects/${project}/traces?from=0&limit=1000`)) as { items: readonly Trace[] }).items;
}, 120_000);
afterAll(() => at.cleanup());

interface Skeleton {
  readonly origin: string;
  readonly shapes: readonly Readonly<Record<string, string>>[];
  readonly columns: {
    readonly spanId: readonly (string | null)[];
    readonly parent: readonly (number | null)[];
    readonly start: readonly number[];
    readonly duration: readonly (number | null)[];
    readonly shape: readonly number[];
    readonly status: readonly string[];
    readonly counts: readonly boolean[];
    readonly input: readonly (number | null)[];
    readonly output: readonly (number | null)[];
    readonly cost: readonly (string | null)[];
  };
}

const skeletonOf = async ({ traceId }: Trace) =>
  (await at.get(`/api/projects/${project}/traces/${traceId}/skeleton?format=json`)) as Skeleton;
const spansOf = async ({ traceId }: Trace) =>
  ((await at.get(`/api/projects/${project}/traces/${traceId}?content=none&limit=5000`)) as { spans: readonly Span[] })
    .spans;

/** What a row says, as the span itself would. */
function rowsOf({ origin, shapes, columns }: Skeleton) {
  const rows = columns.spanId.map((spanId, row) => {
    const { name, kind, agent, model, provider, service, tool, error } = shapes[columns.shape[row] ?? -1] ?? {};
    const parent = columns.parent[row] ?? null;
    return {
      ...{ spanId, name, kind, status: columns.status[row], counts: columns.counts[row] },
      ...{ parent: parent === null ? null : (columns.spanId[parent] ?? "missing") },
      start: String(BigInt(origin) + BigInt(columns.start[row] ?? 0)),
      duration: columns.duration[row] ?? null,
      ...{ agent, model, provider, service, tool, error },
      ...{ input: columns.input[row], output: columns.output[row], cost: columns.cost[row] },
    };
  });
  return rows
    .filter(({ spanId }) => spanId !== null)
    .sort((one, other) => ((one.spanId ?? "") < (other.spanId ?? "") ? -1 : 1));
}

function told(span: Span, all: ReadonlySet<string>) {
  const { spanId, name, kind, status, countsTowardTotals: counts, parentSpanId, tokens } = span;
  return {
    ...{ spanId, name: [...name].slice(0, 128).join(""), kind, status, counts },
    parent: parentSpanId === null ? null : all.has(parentSpanId) ? parentSpanId : "missing",
    start: span.startTime,
    duration: span.durationNanos === null ? null : Number(span.durationNanos),
    ...{ agent: span.agentName ?? "", model: span.model ?? span.responseModel ?? "", provider: span.provider ?? "" },
    ...{ service: span.service ?? "", tool: span.tool?.name ?? "", error: span.error?.type ?? "" },
    ...{ input: tokens?.input ?? null, output: tokens?.output ?? null, cost: span.cost?.total ?? null },
  };
}

test("every row says what its span says, for all that was recorded", async () => {
  expect(traces.length).toBeGreaterThan(50);
  for (const trace of traces) {
    const spans = await spansOf(trace);
    const all = new Set(spans.map(({ spanId }) => spanId));
    const expected = spans.map((span) => told(span, all)).sort((one, other) => (one.spanId < other.spanId ? -1 : 1));
    expect(rowsOf(await skeletonOf(trace))).toEqual(expected);
  }
}, 120_000);

test("what counts adds up to what the summary of the trace says", async () => {
  for (const trace of traces) {
    const counting = rowsOf(await skeletonOf(trace)).filter(({ counts }) => counts);
    const costs = counting.flatMap(({ cost }) => (cost ? [picoDollars(cost) ?? 0n] : []));
    const sum = (of: "input" | "output") => counting.reduce((all, row) => all + (row[of] ?? 0), 0);
    expect([sum("input"), sum("output")]).toEqual([trace.tokens?.input ?? 0, trace.tokens?.output ?? 0]);
    expect(dollars(costs.reduce((all, cost) => all + cost, 0n))).toEqual(trace.cost?.total ?? "0");
  }
}, 120_000);
