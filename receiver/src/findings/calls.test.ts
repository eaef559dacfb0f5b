import { describe, expect, test } from "vitest";
import { chat, failed, many, problemsIn, said, step, tokens, told, tool } from "../../test/steps.ts";
import type { Step } from "../model/step.ts";

const same = { said: said({ given: "a", returned: "b" }) };
const other = (number: number) => ({ said: said({ given: `a${number}`, returned: `b${number}` }) });
const nothing = (number: number) => ({ said: said({ given: `a${number}`, isBlank: true }) });
/** Begins `number` seconds after the moment and takes five. */
const sideBySide = (number: number) => ({ from: 1 + number / 10, to: 6 });

interface Fires {
  readonly name: string;
  readonly steps: readonly Step[];
  readonly told: readonly unknown[];
}

const fires = (name: string, steps: readonly Step[], ...told: readonly unknown[]): Fires => ({ name, steps, told });

describe("repeated-call", () => {
  test.each([
    fires(
      "a tool asked the same three times",
      many(3, () => tool("get", same)),
      "get was called 3 times in a loop with the same arguments and gave the same result each time.",
      3,
    ),
    fires(
      "a result that was not captured",
      many(4, () => tool("get", { said: said({ given: "a" }) })),
      "get was called 4 times in a loop with the same arguments.",
      4,
    ),
    fires(
      "a model asked the same, whatever it answered",
      many(3, (number) => chat({ said: said({ given: "a", returned: `b${number}` }) })),
      "gpt-4o was asked the very same 3 times in a loop.",
      3,
    ),
  ])("finds $name", ({ steps, told: [title, spans] }) => {
    expect(told(problemsIn(steps))).toEqual([["repeated-call", "warning", title, spans]]);
  });

  test("finds loops over several calls, and tells apart what is repeated after other work", () => {
    const test = () => tool("test", same);
    const severities = (steps: readonly Step[]) =>
      problemsIn(steps).map(({ severity, facts }) => [severity, facts.called]);
    const round = () => [test(), tool("read", same)];
    expect(severities([...round(), ...round(), ...round()])).toEqual([
      ["warning", "test"],
      ["warning", "read"],
    ]);
    const work = [0, 1, 2].flatMap((number) => [tool("edit", other(number)), test()]);
    expect(severities(work)).toEqual([["info", "test"]]);
    const title = "test was called 3 times with the same arguments and gave the same result each time.";
    expect(told(problemsIn(work))).toEqual([["repeated-call", "info", title, 3]]);
  });

  test.each([
    ["two calls", many(2, () => tool("get", same))],
    ["other arguments", many(5, (number) => tool("get", other(number)))],
    [
      "asking until it is ready: other results",
      many(5, (number) => tool("get", { said: said({ given: "a", returned: `b${number}` }) })),
    ],
    ["calls side by side", many(5, (number) => tool("get", { ...same, ...sideBySide(number) }))],
    ["arguments that were not captured", many(5, () => tool("get", { said: said() }))],
    ["what was not looked at", many(5, () => tool("get"))],
    ["other tools", ["a", "b", "c"].map((name) => tool(name, same))],
    ["the same call told twice", many(5, (number) => tool("get", { ...same, counts: number === 0 }))],
    ["hidden tellings", many(5, (number) => tool("get", { ...same, isHidden: number > 1 }))],
    ["models asked side by side for a vote", many(5, (number) => chat({ ...same, ...sideBySide(number) }))],
  ])("is no finding: %s", (_, steps) => {
    expect(problemsIn(steps)).toEqual([]);
  });
});

describe("tool-thrash", () => {
  test("finds calls in a row of which half come to nothing", () => {
    const steps = many(6, (number) => tool("find", number % 2 === 0 ? nothing(number) : other(number)));
    const title = "find was called 6 times in a row with 6 different arguments, and 3 of the calls came to nothing.";
    expect(told(problemsIn(steps))).toEqual([["tool-thrash", "warning", title, 6]]);
  });

  test("finds ever the same result for ever other arguments", () => {
    const steps = many(7, (number) => tool("find", { said: said({ given: `a${number}`, returned: "none" }) }));
    const title = "find was called 7 times in a row with 7 different arguments, and 6 of the calls came to nothing.";
    expect(told(problemsIn(steps))).toEqual([["tool-thrash", "warning", title, 7]]);
  });

  test.each([
    ["calls that all bring something", many(20, (number) => tool("find", other(number)))],
    ["five calls", many(5, (number) => tool("find", nothing(number)))],
    ["calls side by side", many(8, (number) => tool("find", { ...nothing(number), ...sideBySide(number) }))],
    ["two tools in turn", many(12, (number) => tool(number % 2 ? "find" : "list", nothing(number)))],
    ["two agents in turn", many(10, (number) => tool("find", { ...nothing(number), agentName: `a${number % 2}` }))],
    ["one empty result in three", many(9, (number) => tool("find", number % 3 ? other(number) : nothing(number)))],
  ])("is no finding: %s", (_, steps) => {
    expect(problemsIn(steps)).toEqual([]);
  });
});

describe("retry-storm", () => {
  test("finds failures one after the other, and whether they came to an end", () => {
    const storm = many(4, (number) => tool("pay", { ...failed, from: number * 2, to: number * 2 + 1 }));
    const title = "pay failed 4 times in 7 s and never went well after that: took too long.";
    expect(told(problemsIn(storm))).toEqual([["retry-storm", "error", title, 4]]);
    const recovered = [...storm, tool("pay", { from: 20 })];
    const mended = "pay failed 4 times in 7 s before it went well: took too long.";
    expect(told(problemsIn(recovered))).toEqual([["retry-storm", "warning", mended, 4]]);
  });

  test("finds the requests by which a library tries again below one call", () => {
    const call = chat({ from: 0, to: 50 });
    const requests = many(5, (number) =>
      step({ kind: "http", name: "POST", parentSpanId: call.spanId, from: number, to: number + 0.5, status: "error" }),
    );
    const steps = [call, ...requests];
    const title = "POST failed 5 times in 4.5 s and never went well after that.";
    expect(told(problemsIn(steps))).toEqual([["retry-storm", "error", title, 5]]);
  });

  test.each([
    ["three failures", many(3, (number) => tool("pay", { ...failed, from: number }))],
    ["failures far apart", many(8, (number) => tool("pay", { ...failed, from: number * 60, to: number * 60 + 1 }))],
    ["failures side by side", many(8, (number) => tool("pay", { ...failed, ...sideBySide(number) }))],
    [
      "a success between",
      many(7, (number) => tool("pay", { ...(number === 3 ? {} : failed), from: number, to: number + 0.5 })),
    ],
    ["other tools", many(8, (number) => tool(`pay${number}`, { ...failed, from: number }))],
    [
      "requests of other calls",
      many(8, (number) => step({ kind: "http", name: "GET", parentSpanId: `p${number}`, status: "error" })),
    ],
  ])("is no finding: %s", (_, steps) => {
    expect(problemsIn(steps)).toEqual([]);
  });
});

describe("empty-answer", () => {
  const blank = { said: said({ given: "a", isBlank: true }) };

  test("finds blank answers, those of thoughts alone, and those of no tokens", () => {
    const steps = [
      chat(blank),
      chat({ ...blank, ...tokens(10, 504, 500) }),
      chat({ ...tokens(10, 0), finishReasons: ["stop"] }),
      chat(tokens(10, 50)),
    ];
    const title = "gpt-4o answered nothing 3 times.";
    expect(told(problemsIn(steps))).toEqual([["empty-answer", "warning", title, 3]]);
    const ended = "gpt-4o answered nothing once, and with that the run ended.";
    expect(told(problemsIn(steps.slice(0, 1)))).toEqual([["empty-answer", "error", ended, 1]]);
  });

  test.each([
    ["an answer", chat({ said: said({ given: "a", returned: "b" }) })],
    ["an answer that was not captured", chat({ said: said({ given: "a" }), ...tokens(10, 40) })],
    ["a blank that used many tokens", chat({ ...blank, ...tokens(10, 40) })],
    ["what was not looked at", chat()],
    ["no tokens, but a tool to be called", chat({ ...tokens(10, 0), finishReasons: ["tool_calls"] })],
    ["no tokens told at all", chat({ ...tokens(0, 0), finishReasons: ["stop"] })],
    ["no tokens, but words", chat({ ...tokens(10, 0), finishReasons: ["stop"], said: said({ returned: "b" }) })],
    ["a call that failed", chat({ ...blank, status: "error" })],
    ["a call that runs", chat({ ...blank, from: 3599, to: null })],
    ["a tool that gives nothing", tool("clear", blank)],
  ])("is no finding: %s", (_, one) => {
    expect(problemsIn([one])).toEqual([]);
  });
});

describe("truncated-answer", () => {
  test.each(["length", "max_tokens", "MAX_TOKENS", "max_output_tokens", "model_context_window_exceeded"])(
    "finds %s",
    (reason) => {
      const title = "An answer of gpt-4o was cut off twice after 4,096 tokens at most.";
      const steps = [chat({ finishReasons: [reason], ...tokens(9, 4096) }), chat({ finishReasons: [reason] })];
      expect(told(problemsIn(steps))).toEqual([["truncated-answer", "warning", title, 2]]);
    },
  );

  test.each(["stop", "end_turn", "tool_calls", "content_filter", "lengthy", "", "constructor"])(
    "%s is no finding",
    (reason) => {
      expect(problemsIn([chat({ finishReasons: [reason] })])).toEqual([]);
    },
  );

  test("a wrapper's telling of the same is not counted again", () => {
    const steps = [chat({ finishReasons: ["length"] }), chat({ finishReasons: ["length"], counts: false })];
    expect(told(problemsIn(steps))).toEqual([
      ["truncated-answer", "warning", "An answer of gpt-4o was cut off once.", 1],
    ]);
  });
});

describe("context-near-limit", () => {
  test("finds a full context, and one that was refused", () => {
    const steps = [chat(tokens(1000)), chat(tokens(110_000, 10_000)), chat(tokens(115_000, 1000))];
    const title = "gpt-4o was called with 120,000 of the 128,000 tokens it can hold (93 %).";
    expect(told(problemsIn(steps))).toEqual([["context-near-limit", "warning", title, 2]]);
    const refused = [chat({ ...tokens(130_000, 0), status: "error" })];
    const over = "gpt-4o was called with 130,000 of the 128,000 tokens it can hold (101 %).";
    expect(told(problemsIn(refused))).toEqual([["context-near-limit", "error", over, 1]]);
  });

  test.each([
    ["less than that", chat(tokens(108_000, 700))],
    ["a model that holds more than we know", chat(tokens(200_000))],
    ["a model nobody knows", chat({ ...tokens(120_000), model: "mine" })],
    ["a telling that does not count", chat({ ...tokens(120_000), counts: false })],
    ["unknown tokens", chat()],
  ])("is no finding: %s", (_, one) => {
    expect(problemsIn([one])).toEqual([]);
  });
});

describe("slow-first-token", () => {
  test("finds the slowest of each model", () => {
    const steps = [chat({ firstToken: 10, to: 99 }), chat({ firstToken: 12.25, to: 99 }), chat({ firstToken: 1 })];
    const title = "gpt-4o took 12 s to its first token, the longest of 2 such waits.";
    expect(told(problemsIn(steps))).toEqual([["slow-first-token", "warning", title, 2]]);
  });

  test.each([
    ["just under", chat({ firstToken: 9.999 })],
    ["a long call that says nothing of it", chat({ from: 0, to: 99 })],
    ["another kind", tool("get", { firstToken: 20 })],
  ])("is no finding: %s", (_, one) => {
    expect(problemsIn([one])).toEqual([]);
  });
});
