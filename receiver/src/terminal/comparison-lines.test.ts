import { expect, test } from "vitest";
import { cost, tokens, toldTrace } from "../../test/told-answers.ts";
import { type Comparison, comparisonLines } from "./comparison-lines.ts";

const sheet = { width: 100, isColoured: false, now: 0 };
type Pair = Comparison["traces"][number]["steps"][number];

const step = (spanId: string, parentSpanId: string | null, own: Partial<NonNullable<Pair["left"]>> = {}) =>
  ({
    ...{ spanId, parentSpanId, name: "chat", kind: "llm", status: "ok", startTime: "0", durationNanos: "1000000000" },
    ...{ agentName: null, provider: null, model: null, responseModel: null, toolName: null, errorType: null },
    ...{
      finishReasons: [],
      tokens: tokens(10, 2),
      cost: cost("0.01"),
      timeToFirstTokenNanos: null,
      countsTowardTotals: true,
    },
    ...own,
  }) as NonNullable<Pair["left"]>;

const difference = { tokens: tokens(5, -2), cost: "-0.002", durationNanos: "-500000000", timeToFirstTokenNanos: null };
const noChange = { tokens: null, cost: null, durationNanos: "0", timeToFirstTokenNanos: null };
const sums = { ...difference, spanCount: 1, errorCount: 0, llmCalls: 0, toolCalls: -1 };
const root = { kind: "agent", name: "plan", tokens: null, cost: null } as const;

const steps: readonly Pair[] = [
  { status: "same", left: step("a", null, root), right: step("b", null, root), changes: [], difference: noChange },
  {
    status: "changed",
    left: step("c", "a"),
    right: step("d", "b"),
    difference,
    changes: [
      { field: "toolName", left: "look", right: "find" },
      {
        field: "arguments",
        omitted: 0,
        toldAt: null,
        values: [
          {
            path: "$.city",
            status: "changed",
            edits: [
              { edit: "removed", text: "Riga" },
              { edit: "added", text: "\u001b[2JBonn" },
            ],
          },
        ],
      },
      { field: "system", edits: null, toldAt: 0 },
      {
        field: "input",
        omitted: 0,
        messages: [
          {
            status: "changed",
            leftIndex: 0,
            rightIndex: 0,
            leftRole: "user",
            rightRole: "user",
            toldAt: null,
            edits: [
              { edit: "same", text: "x".repeat(60) },
              { edit: "added", text: "!" },
            ],
          },
          {
            status: "changed",
            leftIndex: 1,
            rightIndex: 1,
            leftRole: "user",
            rightRole: "user",
            toldAt: 1,
            edits: null,
          },
        ],
      },
    ],
  },
  { status: "removed", left: step("e", "a"), right: null, changes: [], difference: null },
  { status: "added", left: null, right: step("f", "d"), changes: [], difference: null },
];

const told: Comparison = {
  left: { trace: toldTrace(), session: null },
  right: { trace: toldTrace({ name: "another", cost: null }), session: null },
  difference: sums,
  traces: [
    {
      status: "changed",
      left: toldTrace(),
      right: toldTrace({ name: "another" }),
      difference: sums,
      counts: { same: 1, changed: 1, added: 1, removed: 1 },
      steps,
    },
  ],
  cut: { traces: false, steps: true, contents: false, changes: false },
};

test("the totals side by side, and then each step that differs, with what differs", () => {
  expect(comparisonLines(told, false, sheet)).toEqual([
    "               Left    Right  Difference",
    "Name         answer  another",
    "Status           ok       ok",
    "Took          2.1 s    2.1 s     −500 ms",
    "Cost         $0.021        –    −$0.0020",
    "Input            8k       8k          +5",
    "Output          200      200          −2",
    "Steps             6        6          +1",
    "Failed            0        0           =",
    "Model calls       2        2           =",
    "Tool calls        3        3          −1",
    "",
    "~ answer 0af7651916cd43dd8448eb211c80319c → 0af7651916cd43dd8448eb211c80319c",
    "  1 changed, 1 added, 1 removed, 1 the same",
    "Step                    Took  Tokens      Cost",
    "  = 1 step the same",
    "    ~ ● chat         −500 ms      +3  −$0.0020",
    "        tool: look → find",
    "        arguments $.city: [−Riga][+\\x1b[2JBonn]",
    "        system: as told above",
    "        input, 1 message: as told above",
    "        input, user changed: …xxxxxxxxxxxxxxxxxxxxxxxx[+!]",
    "    − ● chat             1 s      12    $0.010",
    "      + ● chat           1 s      12    $0.010",
    "There are more steps than are compared or told.",
  ]);
});

test("what is the same is told when it is asked for", () => {
  const lines = comparisonLines(told, true, sheet);
  expect(lines.filter((line) => /plan|the same$/.test(line))).toEqual([
    "  1 changed, 1 added, 1 removed, 1 the same",
    "  = ◆ plan            =       –         –",
  ]);
});
