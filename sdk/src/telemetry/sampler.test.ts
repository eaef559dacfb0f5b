import { randomUUID } from "node:crypto";
import { ROOT_CONTEXT, SpanKind, TraceFlags, trace } from "@opentelemetry/api";
import { SamplingDecision } from "@opentelemetry/sdk-trace";
import { expect, test } from "vitest";
import { withSession } from "../context.ts";
import type { Session } from "../sessions/session.ts";
import { createSampler, keepsId, keepsRecord } from "./sampler.ts";

const { RECORD_AND_SAMPLED, NOT_RECORD } = SamplingDecision;
const traceId = () => randomUUID().replaceAll("-", "");
const session = (id: string) => withSession(ROOT_CONTEXT, { id } as Session);
const below = (within: typeof ROOT_CONTEXT, isSampled: boolean, isRemote = false) =>
  trace.setSpanContext(within, {
    traceId: traceId(),
    spanId: "00f067aa0ba902b7",
    traceFlags: isSampled ? TraceFlags.SAMPLED : TraceFlags.NONE,
    isRemote,
  });

const decide = (ratio: number, within = ROOT_CONTEXT, isParentBased = true, id = traceId()) =>
  createSampler({ ratio, isParentBased }).shouldSample(within, id, "span", SpanKind.INTERNAL, {}, []).decision;

test("all and nothing", () => {
  expect([decide(1), decide(0), decide(1, session("s")), decide(0, session("s"))]).toEqual([
    RECORD_AND_SAMPLED,
    NOT_RECORD,
    RECORD_AND_SAMPLED,
    NOT_RECORD,
  ]);
});

test("of many ids that differ little, the share is kept", () => {
  const kept = Array.from({ length: 10_000 }, (_, index) => `session-${index}`).filter((id) => keepsId(id, 0.2));
  expect(kept.length).toBeGreaterThan(1850);
  expect(kept.length).toBeLessThan(2150);
});

test("each trace of a session is kept, or none", () => {
  for (const id of ["a", "b", "c", "d", "e", "f", "g", "h"]) {
    const decisions = new Set(Array.from({ length: 20 }, () => decide(0.5, session(id))));
    expect([...decisions]).toEqual([keepsId(id, 0.5) ? RECORD_AND_SAMPLED : NOT_RECORD]);
  }
});

test("below a span of this process it is as with that span", () => {
  expect(decide(0, below(session("s"), true))).toBe(RECORD_AND_SAMPLED);
  expect(decide(1, below(session("s"), false))).toBe(NOT_RECORD);
});

test("below another process it is as there, unless a session or the variable says otherwise", () => {
  expect(decide(0, below(ROOT_CONTEXT, true, true))).toBe(RECORD_AND_SAMPLED);
  expect(decide(1, below(ROOT_CONTEXT, false, true))).toBe(NOT_RECORD);
  expect(decide(1, below(ROOT_CONTEXT, false, true), false)).toBe(RECORD_AND_SAMPLED);
  expect(decide(1, below(session("s"), false, true))).toBe(RECORD_AND_SAMPLED);
});

test("log records go with their session, else with their trace", () => {
  const half = { ratio: 0.5, isParentBased: true };
  const left = ["a", "b", "c", "d", "e", "f", "g", "h"].find((id) => !keepsId(id, 0.5)) ?? "";
  expect(keepsRecord(half, { attributes: { "session.id": left } }, ROOT_CONTEXT)).toBe(false);
  expect(keepsRecord(half, {}, below(ROOT_CONTEXT, false))).toBe(false);
  expect(keepsRecord(half, {}, below(ROOT_CONTEXT, true))).toBe(true);
  expect(keepsRecord(half, {}, ROOT_CONTEXT)).toBe(true);
});
