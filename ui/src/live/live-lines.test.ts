import { expect, test } from "vitest";
import type { LiveSession, LiveSpan, LiveTrace } from "./live-events.ts";
import { liveEvent } from "./live-events.ts";
import { barShare, keyOfLine, type LiveLine, lineOf, pathOfLine, sessionOf } from "./live-line.ts";
import { heldLines, noLines, withLines } from "./live-lines.ts";

const span = (spanId: string, more: Partial<LiveSpan> = {}): LiveLine => {
  const told = { traceId: "t", spanId, change: "started", status: "running", endTime: null, hidden: false, ...more };
  return { what: "span", told: told as LiveSpan };
};
const session = (sessionId: string, more: Partial<LiveSession> = {}): LiveLine => ({
  what: "session",
  told: { sessionId, status: "running", endTime: null, spanCount: 1, ...more } as LiveSession,
});
const trace = (traceId: string, more: Partial<LiveTrace> = {}): LiveLine => ({
  what: "trace",
  told: { traceId, status: "running", endTime: null, sessionId: null, ...more } as LiveTrace,
});

const said = (lines: readonly LiveLine[]) => lines.map((line) => `${keyOfLine(line)} ${line.told.status}`);
const ended = { change: "ended", status: "ok", endTime: "2000000000" } as const;

test("what is new comes on top, what is known is told anew where it stands", () => {
  const first = withLines(noLines, [span("a"), span("b")], 0);
  const second = withLines(first, [span("c"), span("a", ended)], 0);
  expect([said(first.lines), said(second.lines), second.arrived]).toEqual([
    ["span t b running", "span t a running"],
    ["span t c running", "span t b running", "span t a ok"],
    3,
  ]);
});

test("sessions and traces have a line each, which grows where it stands", () => {
  const first = withLines(noLines, [session("s"), trace("t"), span("a")], 0);
  const later = session("s", { status: "error", endTime: "2000000000", spanCount: 9 });
  const { lines, arrived } = withLines(first, [later], 0);
  expect([said(lines), arrived]).toEqual([["span t a running", "trace t running", "session s error"], 3]);
  expect(lines[2]).toEqual(later);
});

test("of a span that is told twice at once the last counts", () => {
  const { lines, arrived } = withLines(noLines, [span("a"), span("a", ended)], 0);
  expect([said(lines), arrived]).toEqual([["span t a ok"], 1]);
});

test("what another tells too goes, what ended long ago does not come", () => {
  const first = withLines(noLines, [span("a")], 500_000);
  const old = span("b", { ...ended, change: "changed" });
  const told = [span("a", { hidden: true }), old, span("c", { hidden: true }), session("s", { endTime: "2000000000" })];
  expect(withLines(first, told, 500_000)).toEqual({ lines: [], arrived: 1 });
});

test("five hundred are kept, all are counted", () => {
  const many = Array.from({ length: 1200 }, (_, at) => span(`s${at}`));
  const { lines, arrived } = withLines(noLines, many, 0);
  expect([lines.length, lines[0] && keyOfLine(lines[0]), arrived]).toEqual([500, "span t s1199", 1200]);
});

test("lines that are held tell what became of them, and no others", () => {
  const held = withLines(noLines, [span("a"), span("b")], 0).lines;
  expect(said(heldLines(held, [span("c"), span("a", ended)]))).toEqual(["span t b running", "span t a ok"]);
});

test("a line leads to what it tells of, and to its session", () => {
  const step = span("a", { sessionId: "s 1" });
  expect([pathOfLine("p", step), sessionOf(step)]).toEqual(["/p/p/traces/t?span=a", "s 1"]);
  expect([pathOfLine("p", trace("t")), sessionOf(trace("t"))]).toEqual(["/p/p/traces/t", null]);
  expect([pathOfLine("p", session("s 1")), sessionOf(session("s 1"))]).toEqual(["/p/p/sessions/s%201", null]);
});

test("a bar grows with the time, and never beyond its room", () => {
  const shares = [-5, 0, 100, 1000, 10_000, 60_000, 600_000, 1e12].map(barShare);
  expect(shares.toSorted((a, b) => a - b)).toEqual(shares);
  expect([shares[0], shares[1], shares.at(-1)]).toEqual([0, 0, 1]);
});

test("what no receiver wrote is no event", () => {
  const told = { id: "", retry: null };
  expect([
    liveEvent({ ...told, event: "span", data: "{" }),
    liveEvent({ ...told, event: "span", data: "null" }),
    liveEvent({ ...told, event: "weather", data: "{}" }),
    liveEvent({ ...told, event: "totals", data: '{"usage":null}' }),
  ]).toEqual([null, null, null, { event: "totals", data: { usage: null } }]);
  expect(lineOf({ event: "totals", data: { usage: null } })).toBeUndefined();
});
