import { expect, test } from "vitest";
import { stepColumns, type ToldStep } from "../../test/step-columns.ts";
import { type TimingOptions, timingOf } from "./timing.ts";

const timing = (steps: readonly ToldStep[], options: Partial<TimingOptions> = {}) =>
  timingOf(stepColumns(steps), { now: 1000n, ...options });

/** Who is on the path from when to when. */
const pathOf = (steps: readonly ToldStep[], options?: Partial<TimingOptions>) =>
  timing(steps, options).criticalPath.segments.map(({ spanId, startTime, durationNanos }) => [
    spanId === null ? null : Number.parseInt(spanId, 16),
    Number(startTime),
    Number(startTime) + Number(durationNanos),
  ]);

const run = [
  { id: 1, kind: "agent", name: "run", start: 0, end: 100 },
  { id: 2, parent: 1, kind: "llm", name: "chat", start: 10, end: 40, firstToken: 5 },
  { id: 3, parent: 1, kind: "tool", name: "search", start: 45, end: 90 },
  { id: 4, parent: 1, kind: "tool", name: "read", start: 45, end: 60 },
  { id: 5, parent: 3, kind: "http", name: "GET", start: 50, end: 80 },
] as const;

test("tells where the time of a run went", () => {
  expect(timing(run)).toEqual({
    startTime: "0",
    endTime: "100",
    wallNanos: "100",
    busyNanos: "75",
    idleNanos: "25",
    byKind: {
      model: { steps: 1, busyNanos: "30" },
      tool: { steps: 3, busyNanos: "45" },
      retrieval: { steps: 0, busyNanos: "0" },
      agent: { steps: 1, busyNanos: "0" },
      other: { steps: 0, busyNanos: "0" },
    },
    waiting: {
      betweenStepsNanos: "25",
      firstTokenNanos: "5",
      rateLimitNanos: "0",
      failedAttemptsNanos: "0",
      retries: 0,
    },
    parallelism: { average: 1.2, most: 2 },
    criticalPath: {
      startTime: "0",
      endTime: "100",
      wallNanos: "100",
      byKind: { model: "30", tool: "45", retrieval: "0", agent: "0", other: "0", waiting: "25" },
      steps: [
        { spanId: "0000000000000002", name: "chat", kind: "llm", selfNanos: "30" },
        { spanId: "0000000000000005", name: "GET", kind: "http", selfNanos: "30" },
        { spanId: "0000000000000001", name: "run", kind: "agent", selfNanos: "25" },
        { spanId: "0000000000000003", name: "search", kind: "tool", selfNanos: "15" },
      ],
      segments: [
        { spanId: "0000000000000001", startTime: "0", durationNanos: "10" },
        { spanId: "0000000000000002", startTime: "10", durationNanos: "30" },
        { spanId: "0000000000000001", startTime: "40", durationNanos: "5" },
        { spanId: "0000000000000003", startTime: "45", durationNanos: "5" },
        { spanId: "0000000000000005", startTime: "50", durationNanos: "30" },
        { spanId: "0000000000000003", startTime: "80", durationNanos: "10" },
        { spanId: "0000000000000001", startTime: "90", durationNanos: "10" },
      ],
      leftOut: { steps: 0, segments: 0, segmentsNanos: "0" },
    },
    steps: 5,
    running: 0,
    roots: 1,
    orphans: 0,
    circles: 0,
    skewed: 0,
    isCut: false,
  });
});

test("keeps the longest parts of a path that is too long", () => {
  const { segments, leftOut } = timing(run, { most: 3 }).criticalPath;
  expect(segments.map(({ durationNanos }) => durationNanos)).toEqual(["10", "30", "30"]);
  expect(leftOut).toEqual({ steps: 1, segments: 4, segmentsNanos: "30" });
});

test("does not wait for a sibling that was still running when the next began", () => {
  const steps = [
    { id: 1, start: 0, end: 20 },
    { id: 2, parent: 1, start: 0, end: 10 },
    { id: 3, parent: 1, start: 5, end: 20 },
  ];
  expect(pathOf(steps)).toEqual([
    [1, 0, 5],
    [3, 5, 20],
  ]);
});

test("leads through a child that outlives the one that began it", () => {
  const steps = [
    { id: 1, start: 0, end: 100 },
    { id: 2, parent: 1, start: 10, end: 30 },
    { id: 3, parent: 2, start: 20, end: 80 },
  ];
  expect(pathOf(steps)).toEqual([
    [1, 0, 10],
    [2, 10, 20],
    [3, 20, 80],
    [1, 80, 100],
  ]);
});

test("leads to the last that goes on behind the root, or to the end of the root", () => {
  const steps = [
    { id: 1, start: 0, end: 10 },
    { id: 2, parent: 1, start: 1, end: 9 },
    { id: 3, parent: 1, start: 4, end: 60 },
  ];
  expect(pathOf(steps)).toEqual([
    [1, 0, 4],
    [3, 4, 60],
  ]);
  expect(pathOf(steps, { until: "root" })).toEqual([
    [1, 0, 1],
    [2, 1, 9],
    [1, 9, 10],
  ]);
});

test("goes on in the trace where the one that began it was over", () => {
  const steps = [
    { id: 1, start: 0, end: 100 },
    { id: 2, parent: 1, start: 10, end: 20 },
    { id: 3, parent: 2, start: 50, end: 90 },
  ];
  expect(pathOf(steps)).toEqual([
    [1, 0, 10],
    [2, 10, 20],
    [1, 20, 50],
    [3, 50, 90],
    [1, 90, 100],
  ]);
});

test("says so where nothing that was told runs, between roots and orphans", () => {
  const steps = [
    { id: 1, start: 0, end: 10 },
    { id: 2, parent: 99, start: 30, end: 40 },
  ];
  expect(pathOf(steps)).toEqual([
    [1, 0, 10],
    [null, 10, 30],
    [2, 30, 40],
  ]);
  expect(timing(steps)).toMatchObject({ roots: 1, orphans: 1, busyNanos: "20", idleNanos: "20" });
});

test("cuts a circle where it begins", () => {
  const steps = [
    { id: 1, parent: 2, start: 5, end: 10 },
    { id: 2, parent: 1, start: 0, end: 20 },
    { id: 3, parent: 3, start: 20, end: 30 },
  ];
  expect(pathOf(steps)).toEqual([
    [2, 0, 5],
    [1, 5, 10],
    [2, 10, 20],
    [3, 20, 30],
  ]);
  expect(timing(steps)).toMatchObject({ roots: 2, circles: 2 });
});

test("takes what runs to run until now, and what was abandoned until the last that was heard of it", () => {
  const steps = [
    { id: 1, start: 0, state: "running" },
    { id: 2, parent: 1, start: 10, state: "abandoned" },
    { id: 3, parent: 2, start: 20, end: 30 },
  ] as const;
  expect(pathOf(steps, { now: 50n })).toEqual([
    [1, 0, 10],
    [2, 10, 20],
    [3, 20, 30],
    [1, 30, 50],
  ]);
  expect(timing(steps, { now: 50n })).toMatchObject({ running: 1, wallNanos: "50" });
});

test("moves another service's steps to where its clock can have been right", () => {
  const behind = [
    { id: 1, start: 100, end: 200, service: "web", spanKind: 3 },
    { id: 2, parent: 1, start: 40, end: 90, service: "tools", spanKind: 2 },
    { id: 3, parent: 2, start: 50, end: 60, service: "tools" },
  ];
  expect(pathOf(behind)).toEqual([
    [2, 100, 110],
    [3, 110, 120],
    [2, 120, 150],
    [1, 150, 200],
  ]);
  const ahead = [behind[0], { ...behind[1], start: 160, end: 220 }].filter((one) => one !== undefined) as ToldStep[];
  expect(pathOf(ahead)).toEqual([
    [1, 100, 140],
    [2, 140, 200],
  ]);
  expect(timing(behind).skewed).toBe(2);
});

test("counts attempts that failed until the next began, and what steps tell of having waited", () => {
  const steps = [
    { id: 1, kind: "agent", start: 0, end: 100 },
    { id: 2, parent: 1, kind: "llm", model: "m", start: 0, end: 10, failed: true },
    { id: 3, parent: 1, kind: "llm", model: "m", start: 20, end: 50, wait: { rateLimitNanos: 7, retries: 2 } },
    { id: 4, parent: 1, kind: "tool", start: 50, end: 60, failed: true },
    { id: 5, parent: 1, kind: "llm", model: "m", start: 60, end: 100 },
  ] as const;
  expect(timing(steps).waiting).toEqual({
    betweenStepsNanos: "10",
    firstTokenNanos: "0",
    rateLimitNanos: "7",
    failedAttemptsNanos: "20",
    retries: 3,
  });
});

test("tells an empty trace", () => {
  expect(timing([])).toMatchObject({ wallNanos: "0", busyNanos: "0", steps: 0, criticalPath: { segments: [] } });
});
