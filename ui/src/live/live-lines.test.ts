import { expect, test } from "vitest";
import type { LiveSpan } from "./live-events.ts";
import { liveEvent } from "./live-events.ts";
import { heldLines, noLines, withSpans } from "./live-lines.ts";

const span = (spanId: string, more: Partial<LiveSpan> = {}) =>
  ({ traceId: "t", spanId, change: "started", status: "running", endTime: null, hidden: false, ...more }) as LiveSpan;

const said = (lines: readonly LiveSpan[]) => lines.map(({ spanId, status }) => `${spanId} ${status}`);
const ended = { change: "ended", status: "ok", endTime: "2000000000" } as const;

test("what is new comes on top, what is known is told anew where it stands", () => {
  const first = withSpans(noLines, [span("a"), span("b")], 0);
  const second = withSpans(first, [span("c"), span("a", ended)], 0);
  expect([said(first.lines), said(second.lines), second.arrived]).toEqual([
    ["b running", "a running"],
    ["c running", "b running", "a ok"],
    3,
  ]);
});

test("of a span that is told twice at once the last counts", () => {
  const { lines, arrived } = withSpans(noLines, [span("a"), span("a", ended)], 0);
  expect([said(lines), arrived]).toEqual([["a ok"], 1]);
});

test("what another tells too goes, what ended long ago does not come", () => {
  const first = withSpans(noLines, [span("a")], 5000);
  const old = span("b", { ...ended, change: "changed" });
  expect(withSpans(first, [span("a", { hidden: true }), old, span("c", { hidden: true })], 5000)).toEqual({
    lines: [],
    arrived: 1,
  });
});

test("five hundred are kept, all are counted", () => {
  const many = Array.from({ length: 1200 }, (_, at) => span(`s${at}`));
  const { lines, arrived } = withSpans(noLines, many, 0);
  expect([lines.length, lines[0]?.spanId, arrived]).toEqual([500, "s1199", 1200]);
});

test("lines that are held tell what became of them, and no others", () => {
  const held = withSpans(noLines, [span("a"), span("b")], 0).lines;
  expect(said(heldLines(held, [span("c"), span("a", ended)]))).toEqual(["b running", "a ok"]);
});

test("what no receiver wrote is no event", () => {
  const told = { id: "", retry: null };
  expect([
    liveEvent({ ...told, event: "span", data: "{" }),
    liveEvent({ ...told, event: "span", data: "null" }),
    liveEvent({ ...told, event: "session", data: "{}" }),
    liveEvent({ ...told, event: "totals", data: '{"usage":null}' }),
  ]).toEqual([null, null, null, { event: "totals", data: { usage: null } }]);
});
