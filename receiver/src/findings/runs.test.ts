import { describe, expect, test } from "vitest";
import { at, chat, failed, many, problemsIn, said, step, tokens, told, tool } from "../../test/steps.ts";
import type { Step } from "../model/step.ts";

const agent = (agentName: string, given: Parameters<typeof step>[0] = {}) =>
  step({ kind: "agent", name: `invoke_agent ${agentName}`, agentName, ...given });
const inside = (outer: Step, inner: Step): Step => ({ ...inner, parentSpanId: outer.spanId });

describe("ping-pong", () => {
  const title = "ann and bob handed the work to and fro 5 times.";
  const turns = (names: string, given: Parameters<typeof step>[0] = {}) =>
    names.split("").map((letter) => agent(letter === "a" ? "ann" : letter === "b" ? "bob" : letter, given));

  test("finds agents that hand over beside each other", () => {
    expect(told(problemsIn(turns("ababab")))).toEqual([["ping-pong", "warning", title, 6]]);
    expect(told(problemsIn(turns("aabbabaab")))).toEqual([["ping-pong", "warning", title, 6]]);
  });

  test("finds agents that hand over inside each other, with spans between", () => {
    const steps: Step[] = [];
    for (const one of turns("ababab", { to: 9999 })) {
      const outer = steps.at(-1);
      const between = outer === undefined ? [] : [inside(outer, tool("transfer", { to: 9999 }))];
      steps.push(...between, between[0] === undefined ? one : inside(between[0], one));
    }
    expect(told(problemsIn(steps))).toEqual([["ping-pong", "warning", title, 6]]);
  });

  test("finds calls of agents where no span stands for an agent", () => {
    const steps = many(6, (number) => chat({ agentName: number % 2 ? "bob" : "ann" }));
    expect(told(problemsIn(steps))).toEqual([["ping-pong", "warning", title, 6]]);
  });

  const lead = agent("lead", { from: 0, to: 9999 });
  test.each([
    ["three hand-overs", turns("abab")],
    ["three agents in a round", turns("abcabcabc")],
    ["one agent again and again", turns("aaaaaaaaaa")],
    ["agents side by side", many(8, (number) => agent(number % 2 ? "ann" : "bob", { from: number / 10, to: 9 }))],
    [
      "a lead that asks one helper again and again",
      [lead, ...many(9, (number) => inside(lead, number % 2 ? chat({ agentName: "lead" }) : agent("helper")))],
    ],
  ])("is no finding: %s", (_, steps) => {
    expect(problemsIn(steps)).toEqual([]);
  });

  test("parents in a circle end", () => {
    const [one, other] = [agent("ann"), agent("bob")];
    const round = { ...one, parentSpanId: other.spanId };
    expect(problemsIn([round, { ...other, parentSpanId: one.spanId }, { ...lead, parentSpanId: lead.spanId }])).toEqual(
      [],
    );
  });
});

describe("growing-prompt", () => {
  test("finds a prompt that only grows, with what was cut down told apart", () => {
    const steps = [2, 6, 10, 9, 16, 24, 1, 2].map((thousands) => chat({ ...tokens(thousands * 1000), agentName: "a" }));
    const title = "The prompt of gpt-4o grew from 2,000 to 24,000 tokens over 6 calls (12 times).";
    expect(told(problemsIn(steps))).toEqual([["growing-prompt", "warning", title, 6]]);
  });

  const growing = (sizes: readonly number[], more = {}) => sizes.map((size) => chat({ ...tokens(size), ...more }));
  test.each([
    ["four calls", growing([1000, 10_000, 20_000, 30_000])],
    ["a short prompt", growing([1000, 3000, 6000, 9000, 19_999])],
    ["a long one that hardly grows", growing([20_000, 25_000, 30_000, 40_000, 60_000])],
    ["one that is cut down in time", growing([4000, 12_000, 20_000, 5000, 12_000, 20_000, 4000, 12_000])],
    [
      "calls of other agents",
      many(10, (number) => chat({ ...tokens(2000 * number + 1000), agentName: `a${number % 3}` })),
    ],
    ["calls that do not count", growing([1000, 5000, 10_000, 20_000, 40_000], { counts: false })],
  ])("is no finding: %s", (_, steps) => {
    expect(problemsIn(steps)).toEqual([]);
  });
});

describe("stuck-run", () => {
  const run = agent("ann", { from: 0, to: null });
  const waiting = inside(run, tool("wait", { from: 60, to: null }));

  test("finds a run in which nothing happens, and where", () => {
    const steps = [run, inside(run, chat({ from: 1, to: 60 })), waiting];
    const title = "Nothing has happened for 11 min in wait, which has been running for 11 min.";
    expect(told(problemsIn(steps, at(700)))).toEqual([["stuck-run", "warning", title, 1]]);
  });

  test("finds a run that was abandoned", () => {
    const abandoned = { status: "error", isAbandoned: true, end: undefined } as const;
    const steps = [run, waiting].map((one) => ({ ...one, ...abandoned }));
    const title = "The process fell silent in wait, and 2 spans never ended.";
    expect(told(problemsIn(steps))).toEqual([["stuck-run", "error", title, 1]]);
  });

  test.each([
    ["something happened of late", [run, inside(run, chat({ from: 1, to: 200 }))]],
    ["it began of late", [agent("ann", { from: 101, to: null })]],
    ["it ended", [agent("ann", { from: 0, to: 1 })]],
    ["a clock that runs ahead", [agent("ann", { from: 800, to: null })]],
  ])("is no finding: %s", (_, steps) => {
    expect(problemsIn(steps, at(700))).toEqual([]);
  });
});

describe("error-swallowed", () => {
  const root = agent("ann", { from: 0, to: 99 });
  const loop = inside(root, step({ kind: "workflow", name: "loop", from: 0, to: 98 }));
  const pay = inside(loop, tool("pay", { from: 1, to: 2, ...failed }));

  test("finds a failure that all above it say nothing of", () => {
    const steps = [root, loop, pay, inside(loop, chat({ from: 3, to: 4 }))];
    const title = "pay failed once, and what called it says that all went well: took too long.";
    expect(told(problemsIn(steps))).toEqual([["error-swallowed", "warning", title, 1]]);
  });

  test("finds an error that a tool gave back as if it were a result", () => {
    const complaint = said({ given: "a", returned: "b", complaint: "Error: no such user" });
    const steps = [root, inside(root, tool("find", { from: 1, said: complaint }))];
    const title = "find failed once, and what called it says that all went well: Error: no such user.";
    expect(told(problemsIn(steps))).toEqual([["error-swallowed", "warning", title, 1]]);
  });

  test("finds the outermost of failures inside each other", () => {
    const helper = inside(loop, agent("bob", { from: 1, to: 9, ...failed }));
    const steps = [root, loop, helper, inside(helper, chat({ from: 2, to: 3, ...failed }))];
    const [finding] = problemsIn(steps);
    expect([finding?.rule, finding?.spanIds]).toEqual(["error-swallowed", [helper.spanId]]);
  });

  test.each([
    ["the run says so", [{ ...root, ...failed }, loop, pay]],
    ["what stands between says so", [root, { ...loop, ...failed, kind: "span" as const }, pay]],
    ["it went well the next time", [root, loop, pay, inside(loop, tool("pay", { from: 3 }))]],
    ["the run has not ended", [{ ...root, status: "running" as const, end: undefined }, loop, pay].map(later)],
    ["nothing stands above it", [{ ...pay, parentSpanId: "" }]],
    ["a guardrail objects", [root, inside(root, step({ kind: "guardrail", ...failed }))]],
    ["it was abandoned: told as that", [root, { ...pay, end: undefined }]],
    [
      "another model answered",
      [root, inside(root, chat({ from: 1, ...failed })), inside(root, chat({ from: 5, model: "b" }))],
    ],
    ["a plain span failed", [root, inside(root, step({ ...failed }))]],
  ])("is no finding: %s", (_, steps) => {
    expect(problemsIn(steps)).toEqual([]);
  });

  /** So that a run that goes on is not a stuck one. */
  function later(one: Step): Step {
    return { ...one, start: one.start + (at(3500) - at(0)), end: one.end && one.end + (at(3500) - at(0)) };
  }
});
