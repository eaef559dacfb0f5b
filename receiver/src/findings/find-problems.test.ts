import fc from "fast-check";
import { expect, test } from "vitest";
import { chat, failed, many, problemsIn, said, step, thresholds, told, tool } from "../../test/steps.ts";
import { type RuleName, traceRules } from "../model/finding.ts";
import { kinds, statuses } from "../model/span.ts";
import type { Step } from "../model/step.ts";
import { findSessionProblems } from "./find-session-problems.ts";
import { rules } from "./index.ts";
import { worthReading } from "./worth-reading.ts";

test("every rule has its name in the list of names", () => {
  expect(rules.map(({ name }): RuleName => name)).toEqual([...traceRules]);
});

test("tells the worst first, spans and findings within bounds", () => {
  const same = (name: string) => many(30, () => tool(name, { said: said({ given: "a", returned: "b" }) }));
  const names = Array.from({ length: 12 }, (_, number) => `t${number}`);
  const findings = problemsIn([...names.flatMap(same), chat({ said: said({ isBlank: true }) })]);
  expect(told(findings).map(([rule, severity, , spans]) => [rule, severity, spans])).toEqual([
    ["empty-answer", "error", 1],
    ...Array.from({ length: 10 }, () => ["repeated-call", "warning", 20]),
  ]);
});

test("a hundred thousand steps take no more than their share of time", () => {
  const deep = many(50_000, (number) =>
    step({ kind: number % 2 ? "agent" : "tool", agentName: `a${number % 4}`, from: number }),
  );
  const chain = deep.map((one, index) => ({ ...one, parentSpanId: deep[index - 1]?.spanId ?? "" }));
  const wide = many(50_000, (number) =>
    tool("get", { from: number, ...(number % 3 ? failed : {}), said: said({ given: `${number % 7}` }) }),
  );
  const begun = performance.now();
  problemsIn([...chain, ...wide]);
  expect(performance.now() - begun).toBeLessThan(5000);
});

const text = fc.constantFrom("", "a", "b", "length", "__proto__", "\ud800");
const nanos = fc.bigInt(0n, 2n ** 64n - 1n);
const number = fc.oneof(fc.nat(200_000), fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, 2 ** 60));
const anyStep: fc.Arbitrary<Step> = fc.record({
  spanId: text,
  parentSpanId: text,
  name: text,
  kind: fc.constantFrom(...kinds),
  status: fc.constantFrom(...statuses),
  isAbandoned: fc.boolean(),
  start: nanos,
  end: fc.option(nanos, { nil: undefined }),
  isHidden: fc.boolean(),
  counts: fc.boolean(),
  agentName: text,
  provider: text,
  model: fc.constantFrom("gpt-4o", "b"),
  usage: fc.option(fc.record({ input: number, output: number, reasoning: number }), { nil: undefined }),
  finishReasons: fc.array(text),
  firstToken: nanos,
  toolName: text,
  errorType: text,
  errorMessage: text,
  said: fc.option(fc.record({ given: text, returned: text, isBlank: fc.boolean(), complaint: text }), {
    nil: undefined,
  }),
});

test("takes whatever comes, in whatever order, and says the same of it", () => {
  fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 40 }), (given) => {
      const steps = given.map((one, index) => ({ ...one, spanId: `${one.spanId}${index}` }));
      const findings = problemsIn(steps);
      expect(problemsIn(steps.toReversed())).toEqual(findings);
      const ids = new Set(steps.map(({ spanId }) => spanId));
      for (const { spanIds, title } of findings) {
        expect(spanIds.length).toBeGreaterThan(0);
        expect(spanIds.every((id) => ids.has(id))).toBe(true);
        expect(title).not.toBe("");
      }
      findSessionProblems([{ traceId: "t", steps, question: "a" }], thresholds);
      expect(worthReading(steps, thresholds).every((id) => ids.has(id))).toBe(true);
    }),
    { numRuns: 300 },
  );
});

test("worth reading are tools, short answers, and what may be the same again", () => {
  const usage = { usage: { input: 50, output: 90, reasoning: 0 } };
  const read = [tool("get"), chat(), chat({ usage: { input: 1, output: 20, reasoning: 15 } })];
  const alike = many(3, () => chat(usage));
  const unread = [
    chat({ usage: { input: 7, output: 90, reasoning: 0 } }),
    step(),
    chat({ ...failed }),
    tool("get", { to: null }),
    tool("get", { isHidden: true }),
  ];
  expect(worthReading([...unread, ...alike, ...read], thresholds)).toEqual(
    [...read.slice(0, 1), ...read.slice(1), ...alike].map(({ spanId }) => spanId),
  );
});
