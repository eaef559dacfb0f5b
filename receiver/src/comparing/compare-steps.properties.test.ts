import fc from "fast-check";
import { expect, test } from "vitest";
import { allPairs, comparedSteps, type GivenStep, said } from "../../test/compared-steps.ts";
import { openAllowance } from "./allowance.ts";
import type { Change } from "./changes.ts";
import type { StepPair } from "./compare-steps.ts";
import { SaidPool } from "./said.ts";
import type { Edit } from "./words.ts";

const text = fc.array(fc.constantFrom("a", "b", "c d", " ", "東京", "\n", "\u0001", "__proto__"), { maxLength: 6 });
const words = text.map((parts) => parts.join(" "));
const messages = fc.array(
  fc.tuple(fc.constantFrom("user", "tool"), words).map(([role, told]) => said(role, told)),
  { maxLength: 4 },
);
const tokens = fc
  .record({ input: fc.nat(9), output: fc.nat(9), cached: fc.nat(9), cacheWrite: fc.nat(9), reasoning: fc.nat(9) })
  .map((one) => ({ ...one, total: one.input + one.output }));
const cost = fc.constantFrom("0", "0.1", "0.2", "0.000000000001", "12345678.9").map((total) => ({
  ...{ total, input: "0", output: "0", cached: "0", cacheWrite: "0" },
  ...{ source: "computed" as const, priceVersion: null },
}));

const step = fc.record({
  parent: fc.option(fc.integer({ min: 1, max: 14 }), { nil: undefined }),
  start: fc.nat(20),
  kind: fc.constantFrom("agent", "llm", "tool", "http"),
  name: fc.constantFrom("one", "two", "three"),
  model: fc.constantFrom(null, "m", "n"),
  status: fc.constantFrom("ok", "error"),
  durationNanos: fc.constantFrom(null, "1", "30"),
  tokens: fc.option(tokens),
  cost: fc.option(cost),
  system: fc.option(words),
  input: messages,
  output: messages,
  tool: fc.option(
    fc.record({
      name: fc.constantFrom("search", "read"),
      callId: fc.constant(null),
      arguments: fc.jsonValue({ maxDepth: 3 }),
      result: fc.oneof(words, fc.jsonValue({ maxDepth: 2 })),
    }),
  ),
} as const);
const trace = fc
  .array(step, { maxLength: 10 })
  .map((steps) => steps.map((one, at) => ({ id: at + 1, ...one }) as unknown as GivenStep));

function compare(left: readonly GivenStep[], right: readonly GivenStep[]): readonly StepPair[] {
  const pool = new SaidPool();
  return allPairs(comparedSteps(left, pool), comparedSteps(right, pool), openAllowance());
}

test("a trace compared with itself is the same throughout", () => {
  fc.assert(
    fc.property(trace, (steps) => {
      for (const { status, left, right, changes, difference } of compare(steps, steps)) {
        expect([status, changes, left]).toEqual(["same", [], right]);
        expect([difference?.cost ?? "0", difference?.durationNanos ?? "0"]).toEqual(["0", "0"]);
        expect(Object.values(difference?.tokens ?? {}).every((one) => one === 0)).toBe(true);
      }
    }),
  );
});

test("each step of each side is in one pair", () => {
  fc.assert(
    fc.property(trace, trace, (left, right) => {
      const pairs = compare(left, right);
      const ids = (steps: readonly { readonly spanId: string }[]) => steps.map(({ spanId }) => spanId).sort();
      const told = (side: "left" | "right") => ids(pairs.flatMap((pair) => pair[side] ?? []));
      expect([told("left"), told("right")]).toEqual([ids(comparedSteps(left)), ids(comparedSteps(right))]);
    }),
    { numRuns: 500 },
  );
});

test("sides that are swapped tell the opposite", () => {
  fc.assert(
    fc.property(trace, trace, (left, right) => {
      const bySides = (pairs: readonly StepPair[]) =>
        pairs
          .map(({ status, left: one, right: other, changes, difference }) => ({
            ...{ status, left: one?.spanId ?? "", right: other?.spanId ?? "" },
            ...{ changes: changes.map(untold), difference },
          }))
          .sort((one, other) => (one.left + one.right < other.left + other.right ? -1 : 1));
      const turned = compare(right, left).map(opposite);
      expect(bySides(turned)).toEqual(bySides(compare(left, right)));
    }),
    { numRuns: 500 },
  );
});

test("what was removed and what is the same make the left text, what was added and that the right one", () => {
  fc.assert(
    fc.property(words, words, (left, right) => {
      const pairs = compare([{ id: 1, system: `x${left}` }], [{ id: 1, system: `x${right}` }]);
      const edits =
        pairs[0]?.changes.flatMap((change) => (change.field === "system" ? (change.edits ?? []) : [])) ?? [];
      const side = (gone: Edit["edit"]) =>
        edits
          .filter(({ edit }) => edit !== gone)
          .map((one) => one.text)
          .join("");
      if (left !== right) expect([side("added"), side("removed")]).toEqual([`x${left}`, `x${right}`]);
    }),
    { numRuns: 500 },
  );
});

const others = { same: "same", changed: "changed", added: "removed", removed: "added" } as const;

/** Where something was told depends on which pair comes first. */
function untold(change: Change): unknown {
  const { field } = change;
  if ("left" in change) return change;
  if ("messages" in change) return { field, messages: change.messages.map(({ edits, toldAt, ...one }) => one) };
  return { field };
}

function opposite(pair: StepPair): StepPair {
  const { left, right, difference } = pair;
  return {
    ...{ status: others[pair.status], left: right, right: left, changes: pair.changes.map(oppositeChange) },
    difference: difference && {
      tokens: difference.tokens && {
        input: 0 - difference.tokens.input,
        output: 0 - difference.tokens.output,
        total: 0 - difference.tokens.total,
        cached: 0 - difference.tokens.cached,
        cacheWrite: 0 - difference.tokens.cacheWrite,
        reasoning: 0 - difference.tokens.reasoning,
      },
      cost: negated(difference.cost),
      durationNanos: negated(difference.durationNanos),
      timeToFirstTokenNanos: negated(difference.timeToFirstTokenNanos),
    },
  };
}

const negated = (amount: string | null) =>
  amount === null || amount === "0" ? amount : amount.startsWith("-") ? amount.slice(1) : `-${amount}`;

function oppositeChange(change: Change): Change {
  if ("left" in change) return { ...change, left: change.right, right: change.left };
  if ("messages" in change) {
    const messages = change.messages.map((one) => ({
      ...{ ...one, status: others[one.status] as "added" },
      ...{ leftIndex: one.rightIndex, rightIndex: one.leftIndex, leftRole: one.rightRole, rightRole: one.leftRole },
    }));
    return { ...change, messages };
  }
  return change;
}

const marathon = (turns: number, word: string) => {
  const history = Array.from({ length: 200 }, (_, at) => said("user", `${word} ${at} `.repeat(20)));
  return [
    { id: 1, kind: "agent", name: "run" } as const,
    ...Array.from(
      { length: turns },
      (_, at): GivenStep => ({
        ...{ id: at + 2, parent: 1, name: `step ${at % 7}`, kind: at % 2 === 0 ? "llm" : "tool" },
        ...(at % 2 === 0
          ? {
              system: `Be ${word} ${at}`,
              input: history.slice(0, at % 200),
              output: [said("assistant", `${word} ${at}`)],
            }
          : { tool: { name: `t${at % 5}`, callId: null, arguments: { [word]: at }, result: `${word} found ${at}` } }),
      }),
    ),
  ];
};

test("compares five thousand siblings of which none is the same within a breath", () => {
  const pool = new SaidPool();
  const [left, right] = [comparedSteps(marathon(4999, "this"), pool), comparedSteps(marathon(4900, "that"), pool)];
  const began = performance.now();
  const pairs = allPairs(left, right, openAllowance());
  const took = performance.now() - began;
  expect(pairs.length).toBeGreaterThanOrEqual(5000);
  expect(took).toBeLessThan(5000);
});
