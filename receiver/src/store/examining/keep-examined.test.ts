import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestStore, testStore } from "../../../test/test-store.ts";
import type { Finding } from "../../model/finding.ts";
import { countFindings, findFindings } from "../queries/find-findings.ts";
import { keepExamined } from "./keep-examined.ts";
import type { TraceToExamine } from "./traces-to-examine.ts";

let engine: TestStore;
beforeAll(async () => {
  engine = await testStore();
});
afterAll(() => engine.cleanup());

const now = Date.now();
const minute = 60_000_000_000n;
const start = BigInt(now) * 1_000_000n;

function trace(project: string, given: Partial<TraceToExamine> = {}): TraceToExamine {
  const place = { project, trace: "ab".repeat(16), start, end: start + minute, spans: 3, version: 1n, seenAt: 100n };
  return {
    ...place,
    session: "",
    user: "",
    agent: "",
    service: "",
    speakers: "",
    received: now,
    retention: 30,
    ...given,
  };
}

const finding = (title: string, rule: Finding["rule"] = "repeated-call"): Finding => ({
  rule,
  severity: "warning",
  title,
  traceId: "ab".repeat(16),
  spanIds: ["1".repeat(16)],
  facts: { called: "get", agent: null, calls: 3, loop: true },
});

const keep = (one: TraceToExamine, ...findings: readonly Finding[]) =>
  keepExamined(engine.store, one.project, [{ trace: one, findings }]);

async function titles(project: string): Promise<readonly string[]> {
  const range = { from: 0n, to: start * 2n };
  const { items } = await findFindings(engine.store, { project, range }, { limit: 100 });
  const counts = await countFindings(engine.store, { project, range });
  expect(counts.reduce((sum, { findings }) => sum + findings, 0)).toBe(items.length);
  return items.map(({ title }) => title);
}

test("keeps each finding once, however often it is kept", async () => {
  const one = trace("once");
  for (let round = 0; round < 3; round += 1) await keep(one, finding("a"), finding("b"), finding("c", "stuck-run"));
  expect(await titles("once")).toEqual(["a", "b", "c"]);
  const [first] = (
    await findFindings(engine.store, { project: "once", range: { from: 0n, to: start * 2n } }, { limit: 1 })
  ).items;
  const whose = { startTime: String(start), sessionId: null, userId: null, agentName: null, service: null };
  expect(first).toEqual({ ...finding("a"), ...whose });
});

test("what is found no longer goes, and comes again when it is found again", async () => {
  await keep(trace("again"), finding("a"), finding("b"));
  await keep(trace("again", { seenAt: 200n }), finding("a"));
  expect(await titles("again")).toEqual(["a"]);
  await keep(trace("again", { seenAt: 300n }));
  expect(await titles("again")).toEqual([]);
  await keep(trace("again", { seenAt: 400n }), finding("a"));
  expect(await titles("again")).toEqual(["a"]);
});

test("a trace that starts in another minute takes its findings with it", async () => {
  await keep(trace("moved"), finding("a"));
  await keep(trace("moved", { start: start - 5n * minute, seenAt: 200n }), finding("b"));
  expect(await titles("moved")).toEqual(["b"]);
});

test("of two that look, the outcome of the later holds, whichever is kept first", async () => {
  await keep(trace("late", { seenAt: 200n, version: 2n }), finding("new"));
  await keep(trace("late", { seenAt: 100n }), finding("old"), finding("gone"));
  expect(await titles("late")).toEqual(["new"]);
});
