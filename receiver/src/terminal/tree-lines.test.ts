import { expect, test } from "vitest";
import { noonMillis, type Step, toldTree } from "../../test/told-answers.ts";
import { flag } from "../skeleton/wire.ts";
import { foldTree } from "./folded-tree.ts";
import type { Line, Sheet } from "./sheet.ts";
import { treeLines } from "./tree-lines.ts";

const sheet: Sheet = { width: 120, isColoured: false, now: noonMillis };
const nothing = (): readonly Line[] => [];

function drawn(steps: readonly Step[], most = 100, below: (row: number) => readonly Line[] = nothing): string[] {
  const tree = toldTree(steps);
  return treeLines(tree, foldTree(tree, most), below, sheet);
}

const model: Step = { name: "chat", kind: "llm", model: "gpt-5", nanos: 1.8e9, tokens: 1200, dollars: 0.0041 };
const tool: Step = { name: "execute_tool search", kind: "tool", tool: "search", nanos: 4.1e6 };

test("a tree with what each step took, used and cost, and what went wrong in words", () => {
  const failed: Step = { ...tool, status: 1, error: "timeout", nanos: 2e9 };
  const steps: Step[] = [
    {
      name: "plan",
      kind: "agent",
      agent: "planner",
      nanos: 4e9,
      below: [model, { ...failed, below: [{ name: "POST", kind: "http" }] }, model],
    },
    { name: "late", kind: "llm", status: 2 },
  ];
  expect(drawn(steps, 100, (row) => (row === 2 ? ["timeout: no answer"] : []))).toEqual([
    "Step                         Took  Tokens     Cost  Span",
    "◆ plan planner                4 s       –        –  01010101",
    "├─ ● chat gpt-5             1.8 s    1.2k  $0.0041  02020202",
    "├─ ✕ ■ execute_tool search    2 s       –        –  03030303",
    "│    timeout: no answer",
    "│  └─ ▬ POST                    –       –        –  04040404",
    "└─ ● chat gpt-5             1.8 s    1.2k  $0.0041  05050505",
    "● late running                  –       –        –  06060606",
  ]);
});

test("more than twenty siblings alike are one line, with what they took, used and hold", () => {
  const many = Array.from(
    { length: 21 },
    (_, at): Step => ({ ...tool, nanos: (at + 1) * 1e6, below: [{ name: "POST", status: at === 3 ? 1 : 0 }] }),
  );
  const few = Array.from({ length: 2 }, (): Step => ({ ...model, dollars: undefined as never }));
  expect(drawn([{ name: "loop", kind: "agent", below: [...many, ...few] }])).toEqual([
    "Step                                                                        Took  Tokens     Cost  Span",
    "◆ loop                                                                         –       –        –  01010101",
    "├─ ■ execute_tool search ×21 with 21 steps below, 1 of them failed  1 ms – 21 ms       –        –",
    "├─ ● chat gpt-5                                                            1.8 s    1.2k  unknown  2c2c2c2c",
    "└─ ● chat gpt-5                                                            1.8 s    1.2k  unknown  2d2d2d2d",
  ]);
  const tree = toldTree([{ name: "loop", below: many }]);
  expect(foldTree(tree, 1000, Number.POSITIVE_INFINITY).entries.length).toBe(43);
});

test("what there is no room for is told, and what failed in it is named", () => {
  const steps = Array.from({ length: 15 }, (_, at): Step => ({ name: `step ${at}`, status: at > 3 ? 1 : 0 }));
  expect(drawn(steps, 2, (row) => (row === 4 ? ["no room"] : []))).toEqual([
    "Step      Span",
    "▬ step 0  01010101",
    "▬ step 1  02020202",
    "… 13 more steps, 11 of them failed; --limit shows more",
    "  ✕ ▬ step 4",
    "    no room",
    ...Array.from({ length: 9 }, (_, at) => `  ✕ ▬ step ${at + 5}`),
  ]);
});

test("what is told twice stands in brackets, what is missing or in a circle is said to be", () => {
  const steps: Step[] = [
    { name: "3 spans whose parent has not arrived", flags: flag.missing, below: [{ ...model, flags: flag.duplicate }] },
    { name: "round", flags: flag.cut },
  ];
  expect(drawn(steps).map((line) => line.trimEnd())).toEqual([
    "Step                                     Took  Tokens  Span",
    "┄ 3 spans whose parent has not arrived      –       –  01010101",
    "└─ ● chat gpt-5                         1.8 s  (1.2k)  02020202",
    "▬ round (its parents form a circle)         –       –  03030303",
  ]);
});

test("a tree of twenty thousand steps, each below the other, is drawn as far as is asked", () => {
  const tree = toldTree([]);
  const rows = 20_000;
  const deep = {
    ...tree,
    ...{ rows, spans: rows, spanCount: rows },
    size: Uint32Array.from({ length: rows }, (_, at) => rows - at),
    shape: new Uint32Array(rows),
    shapes: [{ name: "down", kind: "agent", agent: "", model: "", provider: "", service: "", tool: "", error: "" }],
    flags: new Uint16Array(rows),
    duration: new Float64Array(rows),
    input: new Float64Array(rows),
    output: new Float64Array(rows),
    cost: new BigInt64Array(rows),
    ids: null,
  };
  const lines = treeLines(deep, foldTree(deep, rows), nothing, { ...sheet, width: null });
  expect([lines.length, Math.max(...lines.map((line) => line.length)) < 120]).toEqual([rows + 1, true]);
});
