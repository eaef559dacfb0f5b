import { expect, test } from "vitest";
import { cost, noonMillis, toldSession, toldTrace } from "../../test/told-answers.ts";
import type { Sheet } from "./sheet.ts";
import { drawLine } from "./sheet.ts";
import { summaryLines } from "./summary.ts";
import { sessionTable, traceTable } from "./summary-table.ts";

const paper = (width: number | null): Sheet => ({ width, isColoured: false, now: noonMillis + 180_000 });
const unknown = { reported: 0, computed: 1, estimated: 0, unknown: 1 };

const sessions = [
  toldSession({ name: "Deploy to production", status: "error", errorCount: 2 }),
  toldSession({ sessionId: "s-22", name: "s-22", userId: null, cost: null, costCoverage: unknown, tokens: null }),
  toldSession({ sessionId: "s-3", status: "running", endTime: null, durationNanos: null, costCoverage: unknown }),
  toldSession({ sessionId: "s-4", cost: cost("0.5", "estimated"), agentName: null, service: "注文" }),
];

test("sessions are a row each, and unknown costs are never nothing", () => {
  expect(sessionTable(sessions, paper(120))).toEqual([
    "   Session  Title                 Agent   User   Steps  Failed  Tokens     Cost   Took     When",
    "✕  s-1      Deploy to production  devops  u-118      6       2    8.2k   $0.021  2.1 s  3 m ago",
    "✓  s-22     –                     devops  –          6       –       –  unknown  2.1 s  3 m ago",
    "◌  s-3      answer                devops  u-118      6       –    8.2k  ≥$0.021    3 m  3 m ago",
    "✓  s-4      answer                注文    u-118      6       –    8.2k   ~$0.50  2.1 s  3 m ago",
  ]);
});

test("elsewhere than in a terminal they tell when by the clock", () => {
  expect(sessionTable(sessions.slice(0, 1), paper(null))).toEqual([
    " \tSession\tTitle               \tAgent \tUser \tSteps\tFailed\tTokens\t  Cost\t Took\t                When",
    "✕\ts-1    \tDeploy to production\tdevops\tu-118\t    6\t     2\t  8.2k\t$0.021\t2.1 s\t2026-11-21T10:30:46Z",
  ]);
});

test("traces are a row each, with what was asked", () => {
  expect(traceTable([toldTrace({ inputPreview: "Is it\nlate?" })], paper(130))).toEqual([
    "   Trace                             Name    Asked        Steps  Tokens    Cost   Took     When",
    "✓  0af7651916cd43dd8448eb211c80319c  answer  Is it late?      6    8.2k  $0.021  2.1 s  3 m ago",
  ]);
});

test("a summary stands above what it is about", () => {
  const lines = (told: Parameters<typeof summaryLines>[0], width: number | null) =>
    summaryLines(told, paper(width)).map((line) => drawLine(line, paper(width)));
  expect(lines(toldTrace({ errorCount: 1, tags: ["a", "b"] }), null)).toEqual([
    "✓ answer ok",
    "  trace 0af7651916cd43dd8448eb211c80319c · session s-1 · u-118 · devops · a, b",
    "  6 steps (1 failed) · 2 model calls · 3 tool calls · 8.2k tokens (50 % cached) · $0.021 · 2.1 s · 2026-11-21T10:30:46Z",
  ]);
  expect(lines(toldSession({ cost: null, costCoverage: unknown }), 60)).toEqual([
    "✓ answer ok",
    "  session s-1 · u-118 · devops",
    "  1 trace · 6 steps · 2 model calls · 3 tool calls",
    "  8.2k tokens (50 % cached) · cost unknown · 2.1 s · 3 m ago",
  ]);
});
