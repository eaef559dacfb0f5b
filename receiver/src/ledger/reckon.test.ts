import { expect, test } from "vitest";
import { reckoned, slimSpan, used } from "../../test/slim-span.ts";
import type { SlimSpan } from "../model/ledger.ts";

const openai = { provider: "openai", model: "gpt-5" };

/** Which spans count, and why the others do not, in favour of which. */
function verdicts(spans: readonly SlimSpan[], how: Parameters<typeof reckoned>[1] = {}) {
  const { entries } = reckoned(spans, how);
  return Object.fromEntries(
    entries.map(({ spanId, counts, why, duplicateOf }) => [spanId, counts ? "counts" : [why, duplicateOf].join(" > ")]),
  );
}

test("says whose a span is by the nearest one above it that knows, a plain one too, in a chain of any length", () => {
  const chain = Array.from({ length: 100_000 }, (_, at) =>
    slimSpan(`${at}`, { parentSpanId: at === 0 ? "" : `${at - 1}`, kind: "span", at: 0 }),
  );
  const root = slimSpan("0", { kind: "agent", sessionId: "s", userId: "u", agentName: "a", tags: ["x"] });
  const middle = slimSpan("50", { parentSpanId: "49", kind: "agent", agentName: "b" });
  const spans = [...chain.slice(1, 50), middle, ...chain.slice(51), root];
  const { entries } = reckoned(spans);
  const byId = new Map(entries.map((entry) => [entry.spanId, entry]));
  expect(entries.length).toBe(100_000);
  expect(byId.get("49")).toMatchObject({ sessionId: "s", userId: "u", agentName: "a", tags: ["x"] });
  expect(byId.get("99999")).toMatchObject({ sessionId: "s", userId: "u", agentName: "b", tags: ["x"] });
});

test("a call that was refused lacks no cost; one that was answered, cut short or goes on may have one", () => {
  const failed = { ...openai, failed: true, errorType: "429", errorMessage: "slow down" };
  const { entries, summary } = reckoned([
    slimSpan("refused", failed),
    slimSpan("refused in other words", { ...failed, errorType: "", errorMessage: "", finishReasons: ["error"] }),
    slimSpan("told", { ...failed, usage: used(10, 0) }),
    slimSpan("answered", { ...failed, responseId: "r" }),
    slimSpan("begun", { ...failed, firstToken: 5n }),
    slimSpan("stopped", { ...failed, finishReasons: ["length"] }),
    slimSpan("cut short", { ...failed, errorType: "AbortError" }),
    slimSpan("not waited for", { ...failed, errorMessage: "Request timed out." }),
    slimSpan("running", { ...failed, state: "running" }),
    slimSpan("well", openai),
  ]);
  expect(Object.fromEntries(entries.map(({ spanId, cost }) => [spanId, cost.source]))).toEqual({
    refused: "failed",
    "refused in other words": "failed",
    told: "computed",
    answered: "none",
    begun: "none",
    stopped: "none",
    "cut short": "none",
    "not waited for": "none",
    running: "none",
    well: "none",
  });
  expect(summary).toMatchObject({ llmCalls: 10, computedCalls: 1, unpricedCalls: 7, priceVersion: "p1" });
});

test("what answered to nothing was not told whole: its cost is unknown", () => {
  const { summary } = reckoned([slimSpan("a", { ...openai, usage: used(0, 7) })]);
  expect(summary).toMatchObject({ unpricedCalls: 1, computedCalls: 0, usage: used(0, 7) });
});

test("the server's side of a tool's call is a view of it", () => {
  const client = slimSpan("a", { kind: "tool", toolName: "w" });
  const server = slimSpan("b", { kind: "operation", parentSpanId: "a", toolName: "w", counts: false });
  const other = { ...server, spanId: "c", toolName: "v" };
  expect(verdicts([client, server, other])).toEqual({ a: "counts", b: "view > a", c: "not a call > " });
});

test("one answer told by two instrumentations counts once, though one of them guessed its tokens", () => {
  const guessed = {
    ...openai,
    responseId: "r",
    scope: "@traceloop/openai",
    dialect: "openllmetry",
    usage: used(23, 10),
  };
  const told = { ...openai, responseId: "r", scope: "openai", usage: used(158, 42) };
  const both = (outer: Partial<SlimSpan>, inner: Partial<SlimSpan>) =>
    reckoned([slimSpan("a", outer), slimSpan("b", { ...inner, parentSpanId: "a" })]).summary;
  for (const { llmCalls, usage } of [both(guessed, told), both(told, guessed)])
    expect([llmCalls, usage]).toEqual([1, used(158, 42)]);
  expect(both(told, { ...told, usage: used(120, 18) }).llmCalls).toBe(2);
});

test("one call told with its output and without is one call, with all that either knows of it", () => {
  const outer = slimSpan("a", { ...openai, usage: used(50, 0, { cached: 40 }), responseId: "r" });
  const inner = slimSpan("b", { ...openai, parentSpanId: "a", usage: used(50, 7, { reasoning: 3 }), responseId: "r" });
  for (const apart of [inner, { ...inner, parentSpanId: "" }]) {
    const { summary } = reckoned([outer, apart]);
    expect([summary.llmCalls, summary.usage]).toEqual([1, used(50, 7, { cached: 40, reasoning: 3 })]);
  }
});

test("cuts a circle of parents, whatever hangs from it", () => {
  const spans = [
    slimSpan("c", { parentSpanId: "b", kind: "tool" }),
    slimSpan("b", { parentSpanId: "a", kind: "agent", sessionId: "s" }),
    slimSpan("a", { parentSpanId: "c", kind: "agent" }),
    slimSpan("d", { parentSpanId: "c", kind: "span" }),
  ];
  const sessions = (of: readonly SlimSpan[]) =>
    reckoned(of).entries.map(({ spanId, sessionId }) => [spanId, sessionId]);
  expect(Object.fromEntries(sessions(spans))).toEqual({ a: "", b: "s", c: "s", d: "s" });
  expect(Object.fromEntries(sessions(spans.toReversed()))).toEqual({ a: "", b: "s", c: "s", d: "s" });
});

test("a plain trace has no entries", () => {
  expect(reckoned([slimSpan("a", { kind: "http" }), slimSpan("b", { kind: "db", parentSpanId: "a" })]).entries).toEqual(
    [],
  );
});

test("an embedding is told whole at the outer span, its tokens with it, and the sums stay", () => {
  const model = "text-embedding-3-small";
  const outer = slimSpan("a", { kind: "embedding", model });
  const inner = slimSpan("b", { kind: "embedding", model, parentSpanId: "a", usage: used(9, 0) });
  for (const spans of [
    [outer, inner],
    [inner, outer],
  ]) {
    const { entries, summary } = reckoned(spans);
    const told = Object.fromEntries(entries.map(({ spanId, usage, counts }) => [spanId, [usage?.input, counts]]));
    expect(told).toEqual({ a: [9, true], b: [undefined, false] });
    expect(summary.usage).toEqual(used(9, 0));
  }
});

test("one call told by two instrumentations counts once, the outer when both tell tokens, else the one that does", () => {
  const outer = slimSpan("a", { ...openai, usage: used(10, 5) });
  const operation = slimSpan("b", { kind: "operation", parentSpanId: "a" });
  const inner = slimSpan("c", {
    parentSpanId: "b",
    model: "gpt-5-2025-08-07",
    usage: used(10, 5),
    reportedCost: "0.5",
  });
  expect(verdicts([outer, operation, inner])).toEqual({
    a: "counts",
    b: "not a call > ",
    c: "same call as another span > a",
  });
  expect(reckoned([outer, operation, inner]).summary.cost.total).toBe(500_000_000_000n);
  const silent = { ...outer, usage: undefined };
  expect(verdicts([silent, operation, inner])).toMatchObject({ a: "same call as another span > c", c: "counts" });
});

test("the outer may have told the uncached input alone", () => {
  const outer = slimSpan("a", { model: "claude-sonnet-4-5", usage: used(40, 30) });
  const inner = slimSpan("b", { parentSpanId: "a", usage: used(1240, 30, { cached: 200, cacheWrite: 1000 }) });
  expect(verdicts([outer, inner])).toEqual({ a: "counts", b: "same call as another span > a" });
  expect(reckoned([outer, inner]).summary.usage).toEqual(inner.usage);
});

test("of two tellings of one call, what is known of the cache is what counts, to the lifetime of what was written", () => {
  const silent = slimSpan("a", { usage: used(1240, 30) });
  const plain = slimSpan("b", { parentSpanId: "a", usage: used(1240, 30, { cached: 200, cacheWrite: 1000 }) });
  const finest = slimSpan("c", { ...plain, spanId: "c", parentSpanId: "b", details: { cacheWrite1h: 1000 } });
  for (const spans of [
    [silent, plain, finest],
    [finest, plain, silent],
  ]) {
    const { entries } = reckoned(spans);
    const { usage, details } = entries.find(({ counts }) => counts) ?? {};
    expect({ usage, details }).toEqual({ usage: plain.usage, details: { cacheWrite1h: 1000 } });
  }
});

test("calls below a call count when they used something else, or when another stands between", () => {
  const outer = slimSpan("a", { ...openai, usage: used(10, 5) });
  expect(verdicts([outer, slimSpan("b", { ...openai, parentSpanId: "a", at: 5, usage: used(11, 7) })])).toEqual({
    a: "counts",
    b: "counts",
  });
  const tool = slimSpan("t", { kind: "tool", parentSpanId: "a", toolName: "ask" });
  expect(verdicts([outer, tool, slimSpan("b", { ...openai, parentSpanId: "t", usage: used(10, 5) })])).toEqual({
    a: "counts",
    t: "counts",
    b: "counts",
  });
});

test("a call that tells the sum of those below made none, and wrappers never count", () => {
  const spans = [
    slimSpan("r", { kind: "agent", usage: used(30, 12) }),
    slimSpan("a", { ...openai, parentSpanId: "r", took: 9, usage: used(30, 12) }),
    slimSpan("b", { ...openai, parentSpanId: "a", usage: used(10, 5) }),
    slimSpan("c", { ...openai, parentSpanId: "a", at: 3, usage: used(20, 7) }),
  ];
  expect(verdicts(spans)).toEqual({ r: "wrapper > ", a: "sum of the calls below > ", b: "counts", c: "counts" });
  expect(reckoned(spans).summary).toMatchObject({ llmCalls: 2, usage: used(30, 12), computedCalls: 2 });
});

test("the same response counts once wherever it is told; the ends of one tool call too", () => {
  const spans = [
    slimSpan("r", { kind: "agent" }),
    slimSpan("a", { ...openai, parentSpanId: "r", responseId: "resp_1", usage: used(10, 5) }),
    slimSpan("b", { ...openai, parentSpanId: "r", responseId: "resp_1", usage: used(10, 5) }),
    slimSpan("t", { kind: "tool", parentSpanId: "r", toolName: "search" }),
    slimSpan("u", { kind: "tool", parentSpanId: "t", toolName: "search" }),
    slimSpan("v", { kind: "tool", parentSpanId: "u", toolName: "search" }),
  ];
  expect(verdicts(spans)).toEqual({
    r: "not a call > ",
    a: "counts",
    b: "same response id > a",
    t: "counts",
    u: "same tool call > t",
    v: "same tool call > t",
  });
});

test("an event that tells of a call gives the span what it lacks, and is hidden", () => {
  const call = { ...openai, dialect: "claude-code" };
  const spans = [
    slimSpan("r", { kind: "agent", dialect: "claude-code" }),
    slimSpan("a", { ...call, parentSpanId: "r", usage: used(10, 5) }),
    slimSpan("b", { ...call, parentSpanId: "r", at: 2, usage: used(10, 5) }),
    slimSpan("x", { ...call, signal: "log", parentSpanId: "r", at: 1, usage: used(10, 5), reportedCost: "0.01" }),
    slimSpan("y", { ...call, signal: "log", parentSpanId: "r", at: 3, usage: used(10, 5), reportedCost: "0.02" }),
    slimSpan("z", { ...call, signal: "log", parentSpanId: "r", at: 4, usage: used(1, 1), reportedCost: "0.03" }),
  ];
  const { entries, summary } = reckoned(spans);
  expect(entries.map(({ spanId, hidden, cost, why }) => [spanId, hidden, cost.total, why])).toEqual([
    ["a", false, 10_000_000_000n, ""],
    ["r", false, 0n, "not a call"],
    ["x", true, 0n, "told by a span"],
    ["b", false, 20_000_000_000n, ""],
    ["y", true, 0n, "told by a span"],
    ["z", false, 30_000_000_000n, ""],
  ]);
  expect(summary).toMatchObject({ llmCalls: 3, hidden: 2, reportedCalls: 3, usage: used(21, 11) });
});

test("events without a trace do not count in a session whose calls spans tell in the same dialect", () => {
  const log = slimSpan("x", { signal: "log", dialect: "codex", sessionId: "s", usage: used(10, 5) });
  expect(verdicts([log])).toEqual({ x: "counts" });
  const known = {
    spanCallsOfSession: (session: string, dialect: string) => Number(`${session} ${dialect}` === "s codex"),
  };
  expect(verdicts([log], { known })).toEqual({ x: "told by spans of the session > " });
});

test("a reported cost is split as the computed one; a reported 0 and an unknown price are no cost", () => {
  const costOf = (given: Partial<SlimSpan>) =>
    reckoned([slimSpan("a", { usage: used(10, 5), ...given })]).entries[0]?.cost;
  expect(costOf({ reportedCost: "4e-5" })).toMatchObject({
    source: "reported",
    total: 40_000_000n,
    input: 20_000_000n,
  });
  expect(costOf({ reportedCost: "0" })).toMatchObject({ source: "computed", total: 20_000_000n, version: "p1" });
  expect(costOf({ reportedCost: "free" })).toMatchObject({ source: "computed" });
  expect(costOf({ model: "unknown" })).toMatchObject({ source: "none", total: 0n });
  expect(reckoned([slimSpan("a", { usage: used(1, 1), model: "unknown" })]).summary.unpricedCalls).toBe(1);
});

test("a call without tokens costs what was counted of it, and stays without tokens", () => {
  const estimate = () => ({ input: 10, output: 5 });
  const { entries, summary } = reckoned([slimSpan("a", openai)], { estimate });
  expect(entries[0]).toMatchObject({ usage: undefined, estimated: { input: 10, output: 5 } });
  expect(summary).toMatchObject({ usage: undefined, estimatedCalls: 1, cost: { total: 20_000_000n } });
});

test("names who says what was asked and answered: the outermost, and the first and last of the calls that count", () => {
  const { summary } = reckoned([
    slimSpan("plain", { kind: "span" }),
    slimSpan("crew", { kind: "workflow", at: 1 }),
    slimSpan("agent", { kind: "agent", at: 2 }),
    slimSpan("view", { at: 2, counts: false }),
    slimSpan("first", { at: 3 }),
    slimSpan("tool", { at: 4, kind: "tool" }),
    slimSpan("last", { at: 5 }),
  ]);
  expect(summary.speakers).toEqual({ outer: "crew", firstCall: "first", lastCall: "last" });
  const { summary: silent } = reckoned([slimSpan("tool", { kind: "tool" })]);
  expect(silent.speakers).toEqual({ outer: "", firstCall: "", lastCall: "" });
});
