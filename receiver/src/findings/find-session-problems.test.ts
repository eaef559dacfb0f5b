import { describe, expect, test } from "vitest";
import { chat, failed, step, thresholds, tokens, told, tool } from "../../test/steps.ts";
import type { Step } from "../model/step.ts";
import { findSessionProblems } from "./find-session-problems.ts";

const turn = (traceId: string, steps: readonly Step[], question: string | null = null) => ({
  traceId,
  steps,
  question,
});
const found = (...turns: readonly ReturnType<typeof turn>[]) => findSessionProblems(turns, thresholds);
const inTurns = (steps: readonly Step[]) => steps.map((one, index) => turn(`t${index}`, [one]));

describe("same-error", () => {
  const fails = (message: string) => tool("pay", { ...failed, errorMessage: message });

  test("finds an error that three traces share, but for its numbers", () => {
    const findings = found(
      ...inTurns(["no order 17 for 8f3a-b2", "no order 4 for 11aa-c3", "no order 99 for 0"].map(fails)),
    );
    const title = "pay failed alike in 3 traces of the session: no order 99 for 0.";
    expect(told(findings)).toEqual([["same-error", "warning", title, 3]]);
    expect(findings[0]?.traceId).toBe("t2");
  });

  test("is none in two traces, of other words, or above what failed", () => {
    expect(found(turn("a", [fails("x"), fails("x")]), turn("b", [fails("x")]))).toEqual([]);
    expect(found(...inTurns(["no order", "no user", "no way"].map(fails)))).toEqual([]);
    const outer = step({ ...failed });
    const nested = ["a", "b", "c"].map((id) => turn(id, [outer, { ...fails(id), parentSpanId: outer.spanId }]));
    expect(found(...nested)).toEqual([]);
  });
});

describe("prompt-grows-by-turn", () => {
  const begins = (size: number) => [chat(tokens(size)), chat(tokens(90_000))];

  test("finds that each turn begins with more", () => {
    const findings = found(
      ...[2000, 8000, 12_000, 20_000, 30_000].map((size, index) => turn(`t${index}`, begins(size))),
    );
    const title = "The prompt that a turn begins with grew from 2,000 to 30,000 tokens over 5 traces (15 times).";
    expect(told(findings)).toEqual([["prompt-grows-by-turn", "warning", title, 5]]);
  });

  test("is none where it was cut down", () => {
    const sizes = [2000, 8000, 20_000, 2000, 30_000];
    expect(found(...sizes.map((size, index) => turn(`t${index}`, begins(size))))).toEqual([]);
  });
});

describe("asked-again", () => {
  const asks = (...questions: readonly (string | null)[]) =>
    found(...questions.map((question, index) => turn(`t${index}`, [step()], question)));

  test("finds the same question, however it is written", () => {
    expect(told(asks("Where is my order?", "thanks", "where  is my ORDER"))).toEqual([
      ["asked-again", "info", "The user asked the same twice: Where is my order?", 2],
    ]);
    expect(told(asks("注文した本はどこにありますか？", "注文した本はどこにありますか"))).toHaveLength(1);
  });

  test("is none of other questions, of short words, of what is not known", () => {
    expect(asks("Where is my order?", "Where is my refund?")).toEqual([]);
    expect(asks("go on", "go on", "go on")).toEqual([]);
    expect(asks(null, null, "")).toEqual([]);
  });
});
