import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readFrames, writeFrames } from "./frames.ts";
import { workloads } from "./gen.ts";
import { checkAgent, spansIn } from "./workloads/check-agent.ts";

const until = Date.UTC(2026, 10, 21, 12);
const plain = ["small", "agent", "big", "multi"] as const;

test.each(plain)("%s: the same seed makes the same bytes, another seed others", (name) => {
  const make = (seed: string) =>
    [...(workloads[name]?.({ seed, spans: 3000, until }) ?? [])].map((load) => ({
      ...load,
      body: digestOf(load.body),
    }));
  expect(make("one")).toEqual(make("one"));
  expect(make("one")).not.toEqual(make("two"));
});

test.each(plain)("%s: another decoder finds as many spans as were asked for, each with ids of its own", (name) => {
  const loads = [...(workloads[name]?.({ seed: "one", spans: 3000, until }) ?? [])];
  const spans = loads.flatMap(({ body }) => spansIn(body));
  expect(loads.reduce((sum, load) => sum + load.spans, 0)).toEqual(3000);
  expect(new Set(spans.map(({ traceId, spanId }) => `${traceId} ${spanId}`)).size).toEqual(3000);
});

test("big is one trace; small has ten spans a trace", () => {
  const traces = (name: string) => {
    const loads = [...(workloads[name]?.({ seed: "one", spans: 3000, until }) ?? [])];
    return new Set(loads.flatMap(({ body }) => spansIn(body).map(({ traceId }) => traceId))).size;
  };
  expect([traces("big"), traces("small")]).toEqual([1, 300]);
});

test("there is a call, alone in a trace, for each trace of small", () => {
  const loads = [...(workloads.calls?.({ seed: "one", spans: 3000, until }) ?? [])];
  const spans = loads.flatMap(({ body }) => spansIn(body));
  expect([spans.length, new Set(spans.map(({ traceId }) => traceId)).size]).toEqual([300, 300]);
});

test("agent messages compress and repeat as measured in the field, or storage figures would lie", () => {
  const loads = [...(workloads.agent?.({ seed: "one", spans: 4000, until }) ?? [])];
  const { singleMessageRatio, repetition, bytesPerSpan } = checkAgent(loads);
  expect({ singleMessageRatio, repetition, bytesPerSpan }).toEqual({
    singleMessageRatio: expect.closeTo(3.5, 0),
    repetition: expect.closeTo(3.5, 0),
    bytesPerSpan: expect.closeTo(8000, -4),
  });
});

const digestOf = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

test("frames hold what was written", () => {
  const folder = mkdtempSync(join(tmpdir(), "frames-"));
  const path = join(folder, "small");
  const loads = [...(workloads.small?.({ seed: "one", spans: 2500, until }) ?? [])];
  writeFrames(path, loads);
  expect([...readFrames(path)].map(({ body, spans }) => ({ body: Buffer.from(body), spans }))).toEqual(
    loads.map(({ body, spans }) => ({ body: Buffer.from(body), spans })),
  );
  rmSync(folder, { recursive: true });
});
