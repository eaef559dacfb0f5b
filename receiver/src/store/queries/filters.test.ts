import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestStore, testStore } from "../../../test/test-store.ts";
import { questionsTo } from "../questions.ts";
import { endOfTime } from "./conditions.ts";
import { failedSpans } from "./failed-spans.ts";
import {
  type Filters,
  logConditions,
  pointConditions,
  sessionConditions,
  summaryConditions,
  traceConditions,
} from "./filters.ts";
import { ledgerSpans } from "./ledger-spans.ts";
import { Parameters } from "./parameters.ts";
import { shownSpans } from "./shown-spans.ts";
import { spanConditions } from "./span-conditions.ts";
import { sortOf } from "./summary-sorts.ts";

let engine: TestStore;
beforeAll(async () => {
  engine = await testStore();
});
afterAll(() => engine.cleanup());

/** Texts that would break out of a literal, a pattern, a placeholder or the statement, and any other text. */
const hostile = fc.constantFrom(
  "'; DROP TABLE spans; --",
  "\\' OR 1=1 --",
  "{p0:String}",
  "'",
  "\\",
  "\u0000",
  "a\tb\nc\r",
  "/* */ UNION ALL SELECT 1",
  "%_",
  "",
  "ß\ud83d\ude00",
  "[1,'x']",
);
const text = fc.oneof(hostile, fc.string({ maxLength: 12 }));
const texts = fc.array(text, { maxLength: 3 });
const count = fc.bigInt({ min: 0n, max: 10n ** 18n });
const names = [
  ...["session", "user", "agent", "model", "provider", "tool", "kind", "status", "tag", "service", "platform"],
  ...["environment", "release", "bot", "botType", "endReason"],
];

const filters = fc.record(
  {
    project: text,
    range: fc.record({ from: count, to: fc.constantFrom(endOfTime, 10n ** 18n) }),
    ...Object.fromEntries(names.map((name) => [name, texts])),
    q: texts,
    minDuration: count,
    maxDuration: count,
    minCost: fc.constant("0.1"),
    minTokens: count,
    maxTokens: count,
    minErrors: count,
    hasError: fc.boolean(),
    metadata: fc.array(fc.record({ key: text, values: texts }), { maxLength: 2 }),
    attributes: fc.array(fc.record({ key: text, values: texts, origins: fc.constantFrom([], ["AA".repeat(16)]) }), {
      maxLength: 2,
    }),
  },
  { requiredKeys: ["project", "range"] },
) as unknown as fc.Arbitrary<Filters>;

const builders = [
  ...[spanConditions, traceConditions, sessionConditions, logConditions, pointConditions, summaryConditions],
  (asked: Filters, add: Parameters) => shownSpans(asked).conditions(asked, add),
  (asked: Filters, add: Parameters) => shownSpans(asked).own(asked, add),
];

test("no text of a caller gets into the text of a question: it is made of our words and placeholders alone", () => {
  const shapeOf = (asked: Filters) => {
    const add = new Parameters();
    const tables = [ledgerSpans(asked, add), failedSpans(asked, add)];
    const parts = [...builders.flatMap((build) => build(asked, add)), ...tables];
    return parts.join("\n");
  };
  fc.assert(fc.property(filters, (asked) => void expect(shapeOf(asked)).toBe(shapeOf(renamed(asked)))));
});

/** The same filters with every text put by a harmless one. */
function renamed(asked: Filters): Filters {
  const tame = (value: unknown): unknown => {
    if (typeof value === "string") return value === "" ? "" : "x";
    if (Array.isArray(value)) return value.map(tame);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, key === "origins" ? one : tame(one)]));
  };
  return { ...(tame({ ...asked, minCost: undefined }) as Filters), ...(asked.minCost && { minCost: "x" }) };
}

test("the engine takes every filter for every question, and finds nothing where nothing is", async () => {
  const ask = questionsTo(engine.store);
  const empty = { items: [], nextCursor: null };
  const page = { limit: 5 };
  await fc.assert(
    fc.asyncProperty(filters, async (asked) => {
      expect(await ask.findTraces(asked, page)).toEqual(empty);
      expect(await ask.findSessions(asked, page)).toEqual(empty);
      expect(await ask.findLogs(asked, page)).toEqual(empty);
      expect(await ask.findPoints(asked, page, { metric: "m" })).toEqual(empty);
      expect(await ask.listMetrics(asked, page)).toEqual(empty);
      expect(await ask.readUsage(asked, { groupBy: ["tag"], interval: "month", limit: 5 })).toEqual([]);
      expect(await ask.listEntities("errors", asked, page)).toEqual(empty);
    }),
    { numRuns: 15 },
  );
}, 120_000);
