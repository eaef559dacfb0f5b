import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestStore, testStore } from "../../../test/test-store.ts";
import { type Questions, questionsTo } from "../questions.ts";
import type { Question } from "../store.ts";
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
  ...["environment", "release", "bot", "botType", "endReason", "errorType", "errorShape"],
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

/** Characters that mean something to the engine and others, each put for the other: a text of the same words, and another one. */
const swapped = new Map("';{}:%_*-`?|~^+=<>&$".split("").map((one, at, all) => [one, all.at(at - 10) ?? one]));
const otherWords = (text: string) =>
  text
    .replace(/[a-z0-9]/gi, (one) => (/[z9]/i.test(one) ? { z: "a", Z: "A", 9: "0" }[one] : undefined) ?? after(one))
    .replace(/[';{}:%_*\-`?|~^+=<>&$]/g, (one) => swapped.get(one) ?? one);
const after = (one: string) => String.fromCharCode(one.charCodeAt(0) + 1);

/** The same filters with every text put by a harmless one; how what is searched for is asked hangs on its words. */
function renamed(asked: Filters): Filters {
  const tame = (value: unknown): unknown => {
    if (typeof value === "string") return value === "" ? "" : "x";
    if (Array.isArray(value)) return value.map(tame);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, key === "origins" ? one : tame(one)]));
  };
  const q = asked.q?.map(otherWords);
  const tamed = tame({ ...asked, q: undefined, minCost: undefined }) as Filters;
  return { ...tamed, ...(q && { q }), ...(asked.minCost && { minCost: "x" }) };
}

const page = { limit: 5 };
const spansOnly = ({ minErrors: _, among: __, ...asked }: Filters) => asked;
const byTag = { groupBy: ["tag", "bot"], interval: "week", limit: 5 } as const;
type Ask = (ask: Questions, asked: Filters) => Promise<unknown>;

/** Every question that takes filters, and what is to come out where nothing is. */
const questions: readonly (readonly [Ask, unknown])[] = [
  ...(
    [
      (ask, asked) => ask.findTraces(asked, page),
      (ask, asked) => ask.findTraces(asked, { ...page, sort: "tag" }),
      (ask, asked) => ask.findSessions(asked, page),
      (ask, asked) => ask.findSessions(asked, { ...page, sort: `meta.${asked.project}x`, order: "asc" }),
      (ask, asked) => ask.findLogs(asked, page),
      (ask, asked) => ask.findPoints(asked, page, { metric: "m" }),
      (ask, asked) => ask.listMetrics(asked, page),
      (ask, asked) => ask.findSpans(spansOnly(asked), page, "full"),
      (ask, asked) => ask.findSpans(spansOnly(asked), { ...page, sort: "duration" }, "none"),
      (ask, asked) => ask.findSpans(spansOnly(asked), { ...page, sort: "cost" }, "none"),
      (ask, asked) => ask.listErrors(asked, page),
      (ask, asked) => ask.listErrors(asked, { ...page, sort: "sessions" }),
      (ask, asked) => ask.listUnpricedModels(asked, page),
      (ask, asked) => ask.listEntities("users", asked, { ...page, sort: "failureRate" }),
    ] as Ask[]
  ).map((question) => [question, { items: [], nextCursor: null }] as const),
  ...(
    [
      (ask, asked) => ask.readUsage(spansOnly(asked), { groupBy: ["tag", "environment"], interval: "month", limit: 5 }),
      (ask, asked) => ask.readUsage(spansOnly(asked), byTag),
      (ask, asked) => ask.readPieces(spansOnly(asked), [asked.range.from, asked.range.from + 5n]),
      (ask, asked) => ask.readCacheUse(spansOnly(asked), { groupBy: ["model", "session"], limit: 5 }),
      (ask, asked) => ask.readUnratedCalls(spansOnly(asked), { groupBy: ["agent"], limit: 5 }),
      async (ask, asked) => (await ask.findPromptPairs(spansOnly(asked), 5)).pairs,
      (ask, asked) => ask.readUsage(asked, { ...byTag, of: "traces" }),
      (ask, asked) => ask.readUsage(asked, { ...byTag, of: "sessions" }),
    ] as Ask[]
  ).map((question) => [question, []] as const),
  ...(["spans", "traces", "sessions"] as const).map(
    (of) =>
      [
        (ask: Questions, asked: Filters) => ask.readFacets(of === "spans" ? spansOnly(asked) : asked, of),
        { of, counted: 0, isCut: false, facets: {} },
      ] as const,
  ),
  [
    (ask: Questions, asked: Filters) => ask.readStrips({ ...asked, of: "sessions", ids: asked.session ?? [] }),
    { strips: { of: "sessions", items: [], texts: [""] }, firstTraces: new Map() },
  ] as const,
];

test("the engine takes every filter for every question, and finds nothing where nothing is", async () => {
  const ask = questionsTo(engine.store);
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...questions), filters, async ([question, nothing], asked) => {
      expect(await question(ask, asked)).toEqual(nothing);
    }),
    { numRuns: 60 },
  );
}, 120_000);

test("every look into a table is bounded by a project and by time", async () => {
  const texts: string[] = [];
  const note = (question: Question) => {
    texts.push(question.text);
    return engine.store.query<never>(question);
  };
  const ask = questionsTo(
    new Proxy(engine.store, { get: (store, name) => (name === "query" ? note : Reflect.get(store, name)) }),
  );
  const everything = {
    ...Object.fromEntries(names.map((name) => [name, ["x"]])),
    q: ["x"],
    hasError: true,
    minErrors: 1n,
  };
  const attributes = [{ key: "a", values: ["x"] }];
  const asked = { project: "p", range: { from: 1n, to: 2n }, ...everything, attributes, metadata: attributes };
  for (const [question] of questions) {
    await question(ask, asked as unknown as Filters);
    await question(ask, { project: "p", range: asked.range, attributes, metadata: attributes, status: ["ok"] });
  }
  const looks = texts.flatMap((text) => [
    ...text.matchAll(/FROM\s+(?:spans|ledger|traces|sessions|logs|points|contents)\b.*?(?=FROM|$)/gs),
  ]);
  const unbound = looks.map(([look]) => look).filter((look) => !bounded.test(look));
  expect([looks.length > 100, unbound]).toEqual([true, []]);
}, 60_000);

const bounded = /^FROM \w+(?: FINAL)?\s+WHERE project = \{p\d+:String\} AND (?:start|time|received) >= /;
