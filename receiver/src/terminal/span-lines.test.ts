import { expect, test } from "vitest";
import { noonMillis, toldSpan } from "../../test/told-answers.ts";
import { addedLines, addedWords, errorWords } from "./said-lines.ts";
import { drawLine, type Sheet } from "./sheet.ts";
import { spanLines } from "./span-lines.ts";

const sheet: Sheet = { width: 60, isColoured: false, now: noonMillis };

test("a span is told whole, with its messages to be read", () => {
  const span = toldSpan({
    system: "Be brief.\nBe kind.",
    input: [{ role: "user", parts: [{ type: "text", text: "Where is order 17?\u001b[2J" }] }],
    output: [
      {
        role: "assistant",
        parts: [
          { type: "reasoning", text: "look it up" },
          { type: "tool_call", id: "c1", name: "lookup_order", arguments: { id: 17 } },
          { type: "media", modality: "image", mimeType: "image/png", uri: `data:image/png;base64,${"A".repeat(500)}` },
        ],
      },
    ],
    status: "error",
    error: { type: "timeout", message: "no answer", stack: "at once\nand again" },
    events: [{ time: "1795257046000000000", name: "retry", attributes: { attempt: 2 } }],
    attributes: { "gen_ai.long": "x".repeat(1000), "exe\u202egnp": true },
    timeToFirstTokenNanos: "812000000",
    tags: ["prod"],
  });
  expect(spanLines(span, sheet)).toEqual([
    "✕ ● chat gpt-5 Model",
    "  Trace        0af7651916cd43dd8448eb211c80319c",
    "  Span         b7ad6b7169203331",
    "  Start        2026-11-21T10:30:46Z",
    "  Took         1.8 s",
    "  First token  after 812 ms",
    "  Session      s-1",
    "  User         u-118",
    "  Agent        devops",
    "  Service      devops",
    "  Model        gpt-5, openai",
    "  Tokens       1,200 in (200 cached), 34 out",
    "  Cost         $0.0041, computed",
    "  Finished     stop",
    "  Tags         prod",
    "",
    "System",
    "  Be brief.",
    "  Be kind.",
    "",
    "Input",
    "user",
    "  Where is order 17?\\x1b[2J",
    "",
    "Output",
    "assistant",
    "  (reasoning)",
    "  look it up",
    "  → lookup_order",
    "    {",
    '      "id": 17',
    "    }",
    "  (image, image/png, data:image/png;base64,AAAAAAAAAAAAAAAA…",
    "",
    "Error",
    "  timeout: no answer",
    "  at once",
    "  and again",
    "",
    "Events",
    "  2026-11-21T10:30:46Z retry",
    "    attempt  2",
    "",
    "Attributes",
    `  gen_ai.long  ${"x".repeat(44)}…`,
    "  exe\\u202egnp  true",
  ]);
});

test("of a cost that nobody knows nothing is made up", () => {
  const told = spanLines(
    toldSpan({ cost: null, noCostBecause: "unknown", countsTowardTotals: false, duplicateOf: "aa" }),
    sheet,
  );
  expect(told.filter((line) => /Cost|Counted|Told/.test(line))).toEqual([
    "  Cost      unknown",
    "  Counted   no",
    "  Told by   span aa",
  ]);
});

const text = (role: string, said: string) => ({ role, parts: [{ type: "text", text: said }] }) as const;

test("a step tells what it added to what was said", () => {
  const input = [text("user", "one"), text("assistant", "two"), text("user", "three")];
  const drawn = (own: Parameters<typeof toldSpan>[0]) =>
    addedLines(toldSpan(own), { width: 60, lines: 2, isDense: true }).map((line) => drawLine(line, sheet));
  expect(drawn({ input, output: [text("assistant", "four\nfive\nsix")] })).toEqual([
    "user",
    "  three",
    "assistant",
    "  four",
    "  … 13 characters in all",
  ]);
  expect(drawn({ tool: { name: "look", callId: null, arguments: { id: 17 }, result: "gone" } })).toEqual([
    '  → {"id":17}',
    "  ← gone",
  ]);
});

test("in a few words: the arguments of a tool, the answer of a model", () => {
  const tool = { name: "look", callId: null, arguments: { id: 17 }, result: null };
  expect(addedWords(toldSpan({ tool }))).toBe('{"id":17}');
  expect(addedWords(toldSpan({ output: [text("assistant", "Yes,\nsurely.")] }))).toBe("Yes, surely.");
  expect(addedWords(toldSpan({ output: [text("assistant", "x".repeat(9999))] }))).toBe(`${"x".repeat(119)}…`);
  expect(addedWords(toldSpan())).toBe("");
});

test("what went wrong is told once", () => {
  const words = (type: string | null, message: string) =>
    errorWords({ error: { type, message, stack: null }, statusMessage: null });
  expect([words("timeout", "no answer\nat all"), words("E", "E: gone"), words(null, "gone"), words("E", "")]).toEqual([
    "timeout: no answer",
    "E: gone",
    "gone",
    "E",
  ]);
});
