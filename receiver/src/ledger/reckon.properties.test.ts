import fc from "fast-check";
import { expect, test } from "vitest";
import { reckoned, slimSpan, used } from "../../test/slim-span.ts";
import type { SlimSpan } from "../model/ledger.ts";
import type { Kind } from "../model/span.ts";

const usage = fc.option(
  fc.constantFrom(used(10, 5), used(20, 5), used(10, 7), used(30, 10), used(110, 5, { cached: 100 })),
  { nil: undefined },
);
const kind = fc.constantFrom<Kind>("llm", "llm", "llm", "tool", "agent", "operation", "http", "span", "embedding");

const given = fc.record({
  parent: fc.nat(14),
  kind,
  usage,
  isLog: fc.boolean(),
  at: fc.nat(5),
  took: fc.nat(3),
  model: fc.constantFrom("", "gpt-5", "gpt-5-2025-08-07", "claude-sonnet-4-5", "unknown"),
  responseId: fc.constantFrom("", "", "", "r1", "r2"),
  toolName: fc.constantFrom("", "search", "read"),
  toolCallId: fc.constantFrom("", "", "c1"),
  sessionId: fc.constantFrom("", "", "s1", "s2"),
  tags: fc.constantFrom([], [], ["t"]),
  reportedCost: fc.constantFrom("", "", "0.25", "nonsense", "1e99"),
  failed: fc.boolean(),
});

/** Parents may be missing, come later, or go round in circles. */
const spans: fc.Arbitrary<SlimSpan[]> = fc.array(given, { maxLength: 12 }).map((list) =>
  list.map(({ parent, isLog, ...rest }, at) =>
    slimSpan(`s${at}`, {
      parentSpanId: parent === 14 || parent === at ? "" : `s${parent}`,
      signal: isLog ? "log" : "span",
      ...rest,
    }),
  ),
);

const plain = ({ entries, summary }: ReturnType<typeof reckoned>) => ({
  entries: entries.map(({ spanId, counts, why, duplicateOf, hidden, cost, usage: of, sessionId, tags }) => {
    return { spanId, counts, why, duplicateOf, hidden, cost, of, sessionId, tags };
  }),
  summary,
});

test("the order of the spans never matters", () => {
  const shuffled = spans.chain((list) =>
    fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
  );
  fc.assert(
    fc.property(shuffled, ([one, other]) => void expect(plain(reckoned(other))).toEqual(plain(reckoned(one)))),
    { numRuns: 1000 },
  );
});

test("what counts adds up to the summary, each that yields names one that counts or is their sum, and no tokens come from nowhere", () => {
  fc.assert(
    fc.property(spans, (list) => {
      const { entries, summary } = reckoned(list);
      const counting = entries.filter(({ counts }) => counts);
      const sum = (of: (entry: (typeof entries)[number]) => number) => counting.reduce((all, one) => all + of(one), 0);
      expect(sum((one) => one.usage?.input ?? 0)).toBe(summary.usage?.input ?? 0);
      expect(sum((one) => Number(one.cost.total))).toBe(Number(summary.cost.total));
      expect(sum((one) => Number(one.kind === "llm"))).toBe(summary.llmCalls);
      const priced = summary.reportedCalls + summary.computedCalls + summary.unpricedCalls;
      const refused = sum((one) => Number(one.cost.source === "failed"));
      expect(priced + refused).toBe(sum((one) => Number(one.kind !== "tool" || one.cost.source !== "none")));
      const stands = new Set(["", "view", "sum of the calls below"]);
      const ids = new Set(entries.filter(({ counts, why }) => counts || stands.has(why)).map(({ spanId }) => spanId));
      for (const { duplicateOf, why } of entries)
        if (duplicateOf !== "" && why !== "told by a span") expect(ids.has(duplicateOf)).toBe(true);
      const told = list.reduce((all, one) => all + (one.usage?.input ?? 0), 0);
      expect(summary.usage?.input ?? 0).toBeLessThanOrEqual(told);
    }),
    { numRuns: 1000 },
  );
});

test("a call told once more, by a span below it or by an event, changes no total", () => {
  fc.assert(
    fc.property(spans, fc.boolean(), (all, byEvent) => {
      const list = all.map((span) => ({ ...span, signal: "span" as const }));
      const { entries, summary } = reckoned(list);
      const isLeaf = ({ spanId }: SlimSpan) => list.every(({ parentSpanId }) => parentSpanId !== spanId);
      const call = entries.find((entry) => entry.kind === "llm" && entry.counts && entry.usage && isLeaf(entry));
      const told = call && list.find(({ spanId }) => spanId === call.spanId);
      fc.pre(told?.usage !== undefined);
      const again = slimSpan("z", {
        ...told,
        spanId: "z",
        parentSpanId: told.spanId,
        signal: byEvent ? "log" : "span",
      });
      expect(reckoned([...list, again]).summary).toMatchObject({
        llmCalls: summary.llmCalls,
        toolCalls: summary.toolCalls,
        usage: summary.usage,
        cost: summary.cost,
      });
    }),
    { numRuns: 500 },
  );
});
