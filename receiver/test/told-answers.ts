import type { Session } from "../src/model/session.ts";
import type { Span } from "../src/model/span.ts";
import type { Trace } from "../src/model/trace.ts";
import type { Cost, Tokens } from "../src/model/usage.ts";
import type { Shape, Skeleton } from "../src/skeleton/read-skeleton.ts";
import { costSourceShift, flag } from "../src/skeleton/wire.ts";

/** 2026-11-21T10:30:46Z, in nanoseconds and milliseconds. */
const noon = "1795257046000000000";
export const noonMillis = 1_795_257_046_000;

export const tokens = (input: number, output: number, cached = 0): Tokens => ({
  ...{ input, output, total: input + output, cached },
  ...{ cacheWrite: 0, reasoning: 0 },
});

export const cost = (total: string, source: Cost["source"] = "computed"): Cost => ({
  ...{ total, input: total, output: "0", cached: "0", cacheWrite: "0", source, priceVersion: null },
});

const summary = {
  name: "answer",
  status: "ok",
  startTime: noon,
  endTime: "1795257048100000000",
  durationNanos: "2100000000",
  spanCount: 6,
  errorCount: 0,
  llmCalls: 2,
  toolCalls: 3,
  tokens: tokens(8000, 200, 4000),
  cost: cost("0.021"),
  costCoverage: { reported: 0, computed: 2, estimated: 0, unknown: 0 },
  userId: "u-118",
  agentName: "devops",
  service: "devops",
  tags: [],
} as const;

export const toldSession = (own: Partial<Session> = {}): Session => ({
  ...summary,
  ...{ sessionId: "s-1", endReason: null, traceCount: 1, botName: null, botType: null, platform: null, metadata: {} },
  ...own,
});

export const toldTrace = (own: Partial<Trace> = {}): Trace => ({
  ...summary,
  ...{ traceId: "0af7651916cd43dd8448eb211c80319c", rootKind: "agent", sessionId: "s-1" },
  ...{ inputPreview: null, outputPreview: null },
  ...own,
});

export const toldSpan = (own: Partial<Span> = {}): Span => ({
  ...{ traceId: "0af7651916cd43dd8448eb211c80319c", spanId: "b7ad6b7169203331", parentSpanId: null },
  ...{ name: "chat gpt-5", kind: "llm", dialect: "otel-genai", status: "ok", statusMessage: null },
  ...{ startTime: noon, endTime: "1795257047800000000", durationNanos: "1800000000" },
  ...{ service: "devops", sessionId: "s-1", userId: "u-118", agentName: "devops", workflowName: null, platform: null },
  ...{ tags: [], environment: null, release: null, metadata: {}, provider: "openai", model: "gpt-5" },
  ...{ responseModel: null, tokens: tokens(1200, 34, 200), cost: cost("0.0041"), noCostBecause: null },
  ...{ finishReasons: ["stop"], streaming: null, timeToFirstTokenNanos: null, countsTowardTotals: true },
  ...{ notCountedBecause: null, duplicateOf: null, system: null, input: [], output: [], tool: null, error: null },
  ...{ events: [], links: [], attributes: {}, resource: {} },
  ...own,
});

/** A step of a tree, told with those below it. */
export interface Step extends Partial<Shape> {
  readonly status?: 0 | 1 | 2;
  readonly nanos?: number;
  readonly tokens?: number;
  readonly dollars?: number;
  readonly flags?: number;
  readonly below?: readonly Step[];
}

const nothing = { name: "", kind: "span", agent: "", model: "", provider: "", service: "", tool: "", error: "" };

/** The tree of a trace as the reader of skeletons gives it. */
export function toldTree(tops: readonly Step[]): Skeleton {
  const rows: { readonly step: Step; readonly parent: number; readonly depth: number; size: number }[] = [];
  const add = (step: Step, parent: number, depth: number): number => {
    const at = rows.push({ step, parent, depth, size: 1 }) - 1;
    const size = (step.below ?? []).reduce((sum, child) => sum + add(child, at, depth + 1), 1);
    Object.assign(rows[at] ?? {}, { size });
    return size;
  };
  for (const top of tops) add(top, -1, 0);
  const shapes = [...new Set(rows.map(({ step }) => JSON.stringify(shapeOf(step))))];
  const steps = rows.map(({ step }) => step);
  return {
    ...{ traceId: "0af7651916cd43dd8448eb211c80319c", version: "1", origin: noon, rows: rows.length },
    ...{ spans: rows.length, spanCount: rows.length, truncated: false, orphans: 0, missingParents: 0, cuts: 0 },
    textsLeftOut: 0,
    parent: Int32Array.from(rows, ({ parent }) => parent),
    depth: Uint32Array.from(rows, ({ depth }) => depth),
    size: Uint32Array.from(rows, ({ size }) => size),
    start: Float64Array.from(rows, (_, at) => at),
    duration: Float64Array.from(steps, ({ nanos = 0 }) => nanos),
    flags: Uint16Array.from(steps, flagsOf),
    input: Float64Array.from(steps, ({ tokens = 0 }) => tokens),
    output: new Float64Array(rows.length),
    cost: BigInt64Array.from(steps, ({ dollars = 0 }) => BigInt(Math.round(dollars * 1e12))),
    shape: Uint32Array.from(steps, (step) => shapes.indexOf(JSON.stringify(shapeOf(step)))),
    shapes: shapes.map((shape) => JSON.parse(shape) as Shape),
    ids: Uint8Array.from({ length: rows.length * 8 }, (_, at) => (at % 8 < 4 ? (at >> 3) + 1 : at % 8)),
  };
}

const shapeOf = ({ status: _, nanos: _n, tokens: _t, dollars: _d, flags: _f, below: _b, ...shape }: Step) => ({
  ...nothing,
  ...shape,
});

function flagsOf({ status = 0, nanos, tokens, dollars, flags = flag.counts }: Step): number {
  const source = dollars === undefined ? 0 : 2;
  return (
    status |
    flags |
    (nanos === undefined ? 0 : flag.ended) |
    (tokens === undefined ? 0 : flag.hasTokens) |
    (source << costSourceShift)
  );
}
