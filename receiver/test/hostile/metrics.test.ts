import { afterAll, beforeAll, expect, test } from "vitest";
import type { MetricInput } from "../../src/otlp/otlp-input.ts";
import { metricsRequest } from "../../src/otlp/otlp-writer.ts";
import { requestOf, tag, varint, wrapped } from "../raw-fields.ts";
import { spanId, start, traceId } from "../sent-spans.ts";
import { doors } from "../tenant.ts";
import { type WholeReceiver, wholeReceiver } from "../whole-receiver.ts";

let at: WholeReceiver;
beforeAll(async () => {
  at = await wholeReceiver({ limits: { exemplarsPerPoint: 10 } });
});
afterAll(() => at.cleanup());

const ok = { status: 200, rejected: 0, message: "" };
const MiB = 1024 * 1024;
const time = start;

interface Point {
  readonly time: string;
  readonly value: number | string | null;
  readonly sum: number | null;
  readonly exponential: { readonly scale: number; readonly zeroThreshold: number | string } | null;
  readonly exemplars: readonly { readonly traceId: string | null }[];
}

const send = (tenant: ReturnType<WholeReceiver["tenant"]>, ...items: readonly MetricInput[]) =>
  tenant.send("http", "metrics", metricsRequest({ items }));

const gauge = (name: string, value: number | bigint, given: object = {}): MetricInput => ({
  name,
  data: { type: "gauge", points: [{ time, value, ...given }] },
});

const sum = (name: string, points: readonly object[], temporality?: number): MetricInput => ({
  name,
  data: { type: "sum", points, monotonic: true, ...(temporality !== undefined && { temporality }) },
});

const histogram = (name: string, given: object): MetricInput => ({
  name,
  data: { type: "histogram", temporality: 1, points: [{ time, ...given }] },
});

test.each(doors)("row 16, row 63: a temporality that is none costs the points of sums, by %s", async (door) => {
  const tenant = at.tenant();
  const items = [0, 9, 1].map((temporality) =>
    sum(`t${temporality}`, [{ time, value: BigInt(temporality) }], temporality),
  );
  const told = await tenant.send(door, "metrics", metricsRequest({ items }));
  expect(told).toMatchObject({ status: 200, rejected: 2, message: expect.stringContaining("aggregation_temporality") });
  expect((await tenant.list<{ name: string }>("/metrics")).map(({ name }) => name)).toEqual(["t1"]);
  expect((await tenant.rejected()).map(({ code }) => code)).toEqual(["bad_temporality", "bad_temporality"]);
});

test.each(doors)("row 61: a histogram whose counts and bounds do not fit is refused, by %s", async (door) => {
  const tenant = at.tenant();
  const right = histogram("right", { count: 3n, bucketCounts: [1n, 2n], explicitBounds: [5] });
  const wrong = histogram("wrong", { count: 3n, bucketCounts: [1n, 2n], explicitBounds: [5, 6] });
  const told = await tenant.send(door, "metrics", metricsRequest({ items: [right, wrong] }));
  expect(told).toMatchObject({ status: 200, rejected: 1, message: expect.stringContaining("one bucket count more") });
  expect(await tenant.list("/metrics/right")).toMatchObject([{ sum: null, buckets: ["1", "2"] }]);
  expect(await tenant.list("/metrics/wrong")).toEqual([]);
  expect(await tenant.rejected()).toMatchObject([{ code: "bad_buckets", signal: "metrics" }]);
});

test.each([
  ["unsorted bounds", { count: 3n, bucketCounts: [1n, 1n, 1n], explicitBounds: [5, 1] }, "bounds do not rise"],
  ["NaN among its bounds", { count: 2n, bucketCounts: [1n, 1n], explicitBounds: [Number.NaN] }, "bounds do not rise"],
  [
    "another count than its buckets",
    { count: 9n, bucketCounts: [1n, 1n], explicitBounds: [1] },
    "buckets do not add up",
  ],
  ["a minimum over its maximum", { count: 0n, min: 5, max: 1 }, "minimum is over"],
])("row 61: a histogram with %s is kept, and its sender warned", async (_, given, warning) => {
  const tenant = at.tenant();
  const told = await send(tenant, histogram("h", given));
  expect(told).toMatchObject({ status: 200, rejected: 0, message: expect.stringContaining(warning) });
  expect(await tenant.list("/metrics/h")).toHaveLength(1);
});

test("row 61: a negative count in JSON costs its point", async () => {
  const tenant = at.tenant();
  const dataPoints = [{ timeUnixNano: String(time), count: "1", bucketCounts: ["-1"], explicitBounds: [] }];
  const metrics = [{ name: "h", histogram: { aggregationTemporality: 1, dataPoints } }];
  const told = await tenant.json("metrics", { resourceMetrics: [{ scopeMetrics: [{ metrics }] }] });
  expect(told).toMatchObject({ status: 200, rejected: 1, message: expect.stringContaining("-1") });
  expect(await tenant.list("/metrics/h")).toEqual([]);
});

const exponential = (name: string, given: object): MetricInput => ({
  name,
  data: { type: "exponentialHistogram", temporality: 1, points: [{ time, count: 1n, ...given }] },
});

test("row 62: exponential histograms at the ends of their numbers are kept as they are", async () => {
  const tenant = at.tenant();
  const one = { bucketCounts: [1n] };
  const items = [
    exponential("high", { scale: 2 ** 31 - 1, positive: { offset: 2 ** 31 - 1, ...one } }),
    exponential("low", { scale: -(2 ** 31), positive: { offset: -(2 ** 31), ...one } }),
    exponential("negative", { negative: one }),
    exponential("threshold", { zeroThreshold: -1 }),
    exponential("nan", { zeroThreshold: Number.NaN }),
  ];
  expect(await send(tenant, ...items)).toMatchObject({ status: 200, rejected: 0 });
  const scales = async (name: string) => (await tenant.list<Point>(`/metrics/${name}`)).map((one) => one.exponential);
  expect(await scales("high")).toMatchObject([{ scale: 2 ** 31 - 1, positiveOffset: 2 ** 31 - 1 }]);
  expect(await scales("low")).toMatchObject([{ scale: -(2 ** 31), positiveOffset: -(2 ** 31) }]);
  expect(await scales("negative")).toMatchObject([{ positive: [], negative: ["1"] }]);
  expect(await scales("threshold")).toMatchObject([{ zeroThreshold: -1 }]);
  expect(await scales("nan")).toMatchObject([{ zeroThreshold: "NaN" }]);
});

test.each(["http", "grpc"] as const)(
  "row 62: ten million buckets are refused without being read, by %s",
  async (door) => {
    const tenant = at.tenant();
    const before = process.memoryUsage.rss();
    const buckets = wrapped(8, wrapped(2, Buffer.alloc(10_000_000, 1)));
    const data = Buffer.concat([wrapped(1, buckets), tag(2, 0), varint(1)]);
    const told = await tenant.send(door, "metrics", requestOf(Buffer.concat([wrapped(1, "bomb"), wrapped(10, data)])));
    expect(told).toMatchObject({ status: 200, rejected: 1, message: expect.stringContaining("2048 buckets") });
    expect(process.memoryUsage.rss() - before).toBeLessThan(200 * MiB);
    expect(await tenant.rejected()).toMatchObject([{ code: "too_many_buckets" }]);
  },
);

test("row 63: points that go backwards, overlap or begin anew are kept, each once", async () => {
  const tenant = at.tenant();
  const cumulative = sum(
    "c",
    [9n, 3n].map((value, index) => ({ time: time + BigInt(index), start: 1n, value })),
    2,
  );
  const backwards = sum("b", [{ time, start: time + 9n, value: 1n }], 1);
  const overlapping = sum(
    "o",
    [
      { time: time + 5n, start: time, value: 2n },
      { time: time + 5n, start: time + 2n, value: 3n },
    ],
    1,
  );
  const anew = sum(
    "a",
    [1n, 2n, 3n].map((step) => ({ time: time + step, start: time + step, value: 1n })),
    2,
  );
  for (let times = 0; times < 2; times += 1) {
    expect(await send(tenant, cumulative, backwards, overlapping, anew)).toEqual(ok);
  }
  const values = async (name: string) =>
    (await tenant.list<Point>(`/metrics/${name}?order=asc`)).map(({ value }) => value);
  expect(await values("c")).toEqual([9, 3]);
  expect(await values("b")).toEqual([1]);
  expect(await values("o")).toEqual([3]);
  expect(await values("a")).toEqual([1, 1, 1]);
});

test("row 64: a metric without data is nothing, of two kinds the last holds, and one without a name is refused", async () => {
  const tenant = at.tenant();
  const number = (value: bigint) => {
    const bytes = Buffer.alloc(18);
    bytes[0] = (3 << 3) | 1;
    bytes.writeBigUInt64LE(time, 1);
    bytes[9] = (6 << 3) | 1;
    bytes.writeBigUInt64LE(value, 10);
    return wrapped(1, bytes);
  };
  const two = Buffer.concat([
    wrapped(1, "two"),
    wrapped(5, number(1n)),
    wrapped(7, Buffer.concat([number(2n), tag(2, 0), varint(1)])),
  ]);
  expect(await tenant.send("http", "metrics", requestOf(wrapped(1, "none"), two))).toEqual(ok);
  expect(await tenant.list("/metrics/two")).toMatchObject([{ type: "sum", value: 2 }]);
  expect(await send(tenant, gauge("", 1))).toMatchObject({ status: 200, rejected: 1 });
  expect(await tenant.rejected()).toMatchObject([{ code: "no_metric_name" }]);
});

test("row 64: one name with other types, units and temporalities is kept apart", async () => {
  const tenant = at.tenant();
  const items = [
    gauge("m", 1),
    { ...gauge("m", 2), unit: "s" },
    sum("m", [{ time, value: 3n }], 1),
    sum("m", [{ time, value: 4n }], 2),
    histogram("m", { count: 5n }),
  ];
  expect(await send(tenant, ...items)).toEqual(ok);
  const points = await tenant.list<{ series: string }>("/metrics/m");
  expect(new Set(points.map(({ series }) => series)).size).toBe(5);
});

test("row 64: 100,000 sets of attributes are 100,000 series, and memory stays flat", async () => {
  const tenant = at.tenant();
  const before = process.memoryUsage.rss();
  const points = Array.from({ length: 100_000 }, (_, index) => ({ time, value: 1n, attributes: { user: index } }));
  expect(await tenant.send("gzip", "metrics", metricsRequest({ items: [sum("many", points, 1)] }))).toEqual(ok);
  expect(await tenant.list("/metrics")).toMatchObject([{ series: 100_000, points: 100_000 }]);
  expect(process.memoryUsage.rss() - before).toBeLessThan(500 * MiB);
});

test.each(doors)("row 65: a point may have no value, NaN, or say that none was recorded, by %s", async (door) => {
  const tenant = at.tenant();
  const fixed = (field: number, bytes: Buffer) => Buffer.concat([tag(field, 1), bytes]);
  const eight = Buffer.alloc(8);
  eight.writeBigUInt64LE(time);
  const both = Buffer.concat([
    fixed(3, eight),
    fixed(4, Buffer.alloc(8)),
    fixed(6, Buffer.from([7, 0, 0, 0, 0, 0, 0, 0])),
  ]);
  await tenant.send(door, "metrics", requestOf(Buffer.concat([wrapped(1, "both"), wrapped(5, wrapped(1, both))])));
  const items: MetricInput[] = [
    { name: "empty", data: { type: "gauge", points: [{ time }] } },
    gauge("nan", Number.NaN),
    gauge("stale", 5, { flags: 1 }),
  ];
  expect(await tenant.send(door, "metrics", metricsRequest({ items }))).toEqual(ok);
  const value = async (name: string) => (await tenant.list<Point>(`/metrics/${name}`)).map((one) => one.value);
  expect(await value("both")).toEqual([7]);
  expect(await value("empty")).toEqual([null]);
  expect(await value("nan")).toEqual(["NaN"]);
  expect(await value("stale")).toEqual([null]);
});

test.each(doors)("row 66: exemplars may have odd ids and times, and only so many are kept, by %s", async (door) => {
  const tenant = at.tenant();
  const odd = [
    { traceId: "ab", spanId: "cd", value: 1 },
    { time: 2n ** 63n, traceId, spanId, value: 2 },
  ];
  const many = Array.from({ length: 5000 }, () => ({ value: 3, traceId }));
  const items = [gauge("odd", 1, { exemplars: odd }), gauge("many", 1, { exemplars: many })];
  const told = await tenant.send(door, "metrics", metricsRequest({ items }));
  expect(told).toEqual({ ...ok, message: "4990 over the limits, cut with a mark" });
  expect(await tenant.list("/metrics/odd")).toMatchObject([
    { exemplars: [{ value: 1 }, { traceId, spanId, value: 2 }] },
  ]);
  expect((await tenant.list<Point>("/metrics/many"))[0]?.exemplars).toHaveLength(10);
});
