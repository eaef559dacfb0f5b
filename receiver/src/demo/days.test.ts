import { expect, test } from "vitest";
import { type Days, markerOf, tellDays, tellRunning } from "./days.ts";
import type { Story } from "./scene.ts";

const noon = Date.UTC(2026, 10, 21, 12);
const hour = 3_600_000;
const days: Days = {
  seed: "test",
  day: "2026-11-21",
  until: noon,
  days: 2,
  sessions: 12,
  running: 2,
  marathonSpans: 0,
};

const spansOf = (stories: Iterable<Story>) => [...stories].flatMap((story) => story.spans.map(({ item }) => item));
const idsOf = (stories: Iterable<Story>) => spansOf(stories).map(({ traceId, spanId }) => `${traceId} ${spanId}`);

test("the same seed and day tell the same, down to the last byte", () => {
  expect([...tellDays(days)]).toEqual([...tellDays(days)]);
});

test("ids depend on seed and day, not on the time of the day", () => {
  const ids = idsOf(tellDays(days)).sort();
  expect(idsOf(tellDays({ ...days, until: noon + 5 * hour })).sort()).toEqual(ids);
  expect(idsOf(tellDays({ ...days, day: "2026-11-22" }))).not.toEqual(ids);
  expect(new Set(ids).size).toEqual(ids.length);
});

test("the marker is the first trace and starts where the days begin", () => {
  const marker = markerOf(days);
  const span = spansOf(tellDays(days)).find(({ traceId, parentSpanId }) => traceId === marker.traceId && !parentSpanId);
  expect(span?.start).toEqual(BigInt(noon - marker.millisBeforeEnd) * 1_000_000n);
});

test("every parent is a span of its trace, and children lie within it", () => {
  const spans = spansOf(tellDays({ ...days, running: 0 }));
  const byId = new Map(spans.map((span) => [`${span.traceId} ${span.spanId}`, span]));
  const stray = spans.filter((span) => {
    if (!span.parentSpanId) return false;
    const parent = byId.get(`${span.traceId} ${span.parentSpanId}`);
    return !parent || (span.start ?? 0n) < (parent.start ?? 0n) || (span.end ?? 0n) > (parent.end ?? 0n);
  });
  expect(stray).toEqual([]);
});

test("a running session is told by its starts; its end has the same ids", () => {
  const running = tellRunning(days, 0);
  const starts = running.logs.map(({ item }) => item).filter(({ eventName }) => eventName === "spanwise.span.start");
  const ended = tellRunning(days, 0, noon + 20_000).spans.map(({ item }) => item);
  const late = ended.filter(({ spanId }) => starts.some((start) => start.spanId === spanId));
  expect(starts.map(({ attributes }) => (attributes as Record<string, unknown>)["spanwise.span.name"])).toEqual(
    late.map(({ name }) => name),
  );
  expect(late.every(({ end }) => (end ?? 0n) >= BigInt(noon + 20_000) * 1_000_000n)).toEqual(true);
  expect(ended.slice(0, running.spans.length)).toEqual(running.spans.map(({ item }) => item));
});

test("the large trace holds what was asked for", () => {
  const [marathon] = tellDays({ ...days, sessions: 0, running: 0, marathonSpans: 2000 });
  const spans = marathon?.spans.map(({ item }) => item) ?? [];
  expect(spans.length).toBeGreaterThanOrEqual(2000);
  expect(new Set(spans.map(({ traceId }) => traceId)).size).toEqual(1);
});

test("errors, retries, sub-agents, streams and hand-offs all occur", () => {
  const spans = spansOf(tellDays({ ...days, sessions: 150, running: 0 }));
  const said = (key: string) =>
    new Set(spans.map(({ attributes }) => String((attributes as Record<string, unknown>)[key])));
  const agents = ["analyst", "billing", "coder", "data-analyst", "planner", "researcher", "support"];
  expect([...said("gen_ai.agent.name")].filter((name) => agents.includes(name)).sort()).toEqual(agents.slice(1));
  expect([...said("gen_ai.provider.name")].sort()).toEqual(
    ["anthropic", "azure.ai.openai", "gcp.gemini", "harbour", "mistral_ai", "openai", "undefined"].sort(),
  );
  expect([...said("error.type")].sort()).toEqual(
    expect.arrayContaining(["ConnectionError", "RetriesExhausted", "rate_limit_exceeded", "timeout"]),
  );
  expect([...said("gen_ai.operation.name")].sort()).toEqual(
    ["chat", "embeddings", "execute_tool", "invoke_agent", "retrieval", "undefined"].sort(),
  );
});

test("a gateway tells its calls once more with what they cost, and some streams tell no tokens", () => {
  const spans = spansOf(tellDays({ ...days, sessions: 150, running: 0 })).map(({ attributes, ...span }) => ({
    ...span,
    attributes: attributes as Record<string, unknown>,
  }));
  const answered = spans.filter(({ attributes }) => attributes["gen_ai.response.id"] !== undefined);
  const bySpanId = new Map(answered.map((span) => [span.spanId, span]));
  const billed = answered.filter(({ attributes }) => attributes["gen_ai.usage.cost"] !== undefined);
  const told = ["gen_ai.response.id", "gen_ai.usage.input_tokens", "gen_ai.usage.output_tokens"];
  const saidBy = (span: (typeof answered)[number] | undefined) => told.map((key) => span?.attributes[key]);
  expect(billed.length).toBeGreaterThan(0);
  expect(billed.map(saidBy)).toEqual(billed.map(({ parentSpanId = "" }) => saidBy(bySpanId.get(parentSpanId))));
  const silent = answered.filter(({ attributes }) => attributes["gen_ai.usage.input_tokens"] === undefined);
  expect(silent.length).toBeGreaterThan(0);
  expect(silent.every(({ attributes }) => attributes["gen_ai.request.stream"] === true)).toBe(true);
});
