import { expect, test } from "vitest";
import { cost, noonMillis, toldSession, toldSpan, toldTrace } from "../../test/told-answers.ts";
import { formatMoment } from "../format.ts";
import { LiveLines } from "./live-lines.ts";
import { drawLine, type Sheet } from "./sheet.ts";

const sheet: Sheet = { width: null, isColoured: false, now: 0 };
const clock = (nanos: string) => `[${formatMoment(nanos).slice(11, 19)}]`;
const [start, end] = [clock("1795257046000000000"), clock("1795257047800000000")];

function lines(width: number | null = null) {
  const live = new LiveLines(noonMillis, width);
  return (event: string, data: unknown, said: Parameters<LiveLines["lineOf"]>[1] = null) => {
    const line = live.lineOf({ event, data }, said);
    return line === null ? null : drawLine(line, sheet);
  };
}

const told = (own: object) => ({
  ...toldSpan(),
  toolName: null,
  errorType: null,
  hidden: false,
  change: "ended",
  ...own,
});

test("a line for each step that starts, ends or fails", () => {
  const line = lines();
  const tool = { kind: "tool", toolName: "kubectl_apply", tokens: null, cost: null };
  const said = toldSpan({
    tool: { name: "kubectl_apply", callId: null, arguments: { file: "a\u001b[2J.yaml" }, result: null },
  });
  expect([
    line("span", told({ ...tool, change: "started", status: "running", endTime: null, durationNanos: null }), said),
    line("span", told({ ...tool, change: "changed", status: "running", endTime: null, durationNanos: null }), said),
    line("span", told({ ...tool, status: "error", errorType: "timeout" })),
    line("span", told({ spanId: "b" })),
    line("span", told({ spanId: "c", kind: "agent", tokens: null, cost: null })),
  ]).toEqual([
    `${start} ■ Tool kubectl_apply {"file":"a\\u001b[2J.yaml"} started  devops u-118 0af76519`,
    null,
    `${end} ✕ Tool kubectl_apply failed after 1.8 s: timeout  devops u-118 0af76519`,
    `${end} ● Model gpt-5 done after 1.8 s, 1.2k tokens, $0.0041  devops u-118 0af76519`,
    `${end} ◆ Agent devops done after 1.8 s  u-118 0af76519`,
  ]);
});

test("what was said is cut, so that what became of the step is seen", () => {
  const said = toldSpan({ tool: { name: "look", callId: null, arguments: { query: "x".repeat(60) }, result: null } });
  const tool = told({ kind: "tool", toolName: "look", tokens: null, cost: null });
  expect([lines(90)("span", tool, said), lines(10)("span", tool, said)]).toEqual([
    `${end} ■ Tool look {"query":"xxxxxxxxxxxxxxxx… done after 1.8 s  devops u-118 0af76519`,
    `${end} ■ Tool look {"query":"xxxxxxxxx… done after 1.8 s  devops u-118 0af76519`,
  ]);
});

test("what another span tells is not told, what was told is not told again, and a cost is when it becomes known", () => {
  const line = lines();
  expect([
    line("span", told({ hidden: true })),
    line("span", told({ cost: null })),
    line("span", told({ change: "changed", cost: null })),
    line("span", told({ change: "changed", cost: cost("0.5", "estimated") })),
    line("span", told({ change: "changed" })),
  ]).toEqual([
    null,
    `${end} ● Model gpt-5 done after 1.8 s, 1.2k tokens  devops u-118 0af76519`,
    null,
    `${end} ● Model gpt-5 is priced, 1.2k tokens, ~$0.50  devops u-118 0af76519`,
    null,
  ]);
});

test("what ended while nobody listened is told late, and what ended before is not told", () => {
  const line = lines();
  expect([
    line("span", told({ change: "changed" })),
    line("span", told({ change: "changed", spanId: "b", endTime: "1795257045000000000" })),
  ]).toEqual([`${end} ● Model gpt-5 done after 1.8 s, 1.2k tokens, $0.0041  devops u-118 0af76519`, null]);
});

test("traces, sessions, sums and what was not told", () => {
  const line = lines();
  const usage = { calls: 12, errors: 1, tokens: null, cost: cost("1.5") };
  const ended = clock("1795257048100000000");
  expect([
    line("trace", toldTrace({ errorCount: 2 })),
    line("session", toldSession()),
    line("totals", { from: "0", usage }),
    line("totals", { from: "0", usage: null }),
    line("gap", { reason: "slow", skipped: 120 }),
    line("gap", { reason: "old", skipped: null }),
    line("something new", {}),
  ]).toEqual([
    `${ended} ✓ Trace answer 6 steps, 2 failed, 2.1 s  0af76519`,
    `${ended} ✓ Session answer 6 steps, 2.1 s  s-1`,
    "Today: 12 calls, 1 failed, $1.50",
    null,
    "… 120 events not told: this reader is too slow",
    "… Something was not told: that is too long ago",
    null,
  ]);
});
