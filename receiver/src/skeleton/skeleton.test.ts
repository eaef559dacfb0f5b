import fc from "fast-check";
import { expect, test } from "vitest";
import { type ToldSpan, toldTrace } from "../../test/told-trace.ts";
import { readSkeleton, readSpanIds, rowOfSpan, type Skeleton, spanIdAt } from "./read-skeleton.ts";
import { costSourceShift, flag } from "./wire.ts";
import { type WithIds, writeSkeleton } from "./write-skeleton.ts";

const traceId = "ab".repeat(16);

function bytesOf(all: readonly ToldSpan[], ids: WithIds = "with"): Uint8Array {
  const source = { traceId, version: "v1", spanCount: all.length, truncated: false, ...toldTrace(all) };
  const steps = writeSkeleton(source, ids);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return Buffer.concat(value);
  }
}

const skeletonOf = (all: readonly ToldSpan[]) => readSkeleton(bytesOf(all));
const idAt = ({ ids }: Skeleton, row: number) => (row < 0 ? "top" : spanIdAt(ids as Uint8Array, row) || "missing");
const hex = (id: bigint) => id.toString(16).padStart(16, "0");
const rowsOf = (skeleton: Skeleton) => Array.from({ length: skeleton.rows }, (_, row) => row);
const namesOf = (skeleton: Skeleton) => Array.from(skeleton.shape, (shape) => skeleton.shapes[shape]?.name);
const flagged = (skeleton: Skeleton, bit: number) => rowsOf(skeleton).filter((row) => (skeleton.flags[row] ?? 0) & bit);

test("tells a tree from the top, siblings by start", () => {
  const skeleton = skeletonOf([
    { id: 4n, parent: 2n, start: 1030n, duration: 5n, name: "grandchild" },
    { id: 3n, parent: 1n, start: 1010n, duration: 5n, name: "first" },
    { id: 2n, parent: 1n, start: 1020n, duration: 70n, name: "second", status: "error" },
    { id: 1n, start: 1000n, duration: 100n, name: "root" },
  ]);
  expect(namesOf(skeleton)).toEqual(["root", "first", "second", "grandchild"]);
  expect([...skeleton.depth]).toEqual([0, 1, 1, 2]);
  expect([...skeleton.parent]).toEqual([-1, 0, 0, 2]);
  expect([...skeleton.size]).toEqual([4, 1, 2, 1]);
  expect([...skeleton.start]).toEqual([0, 10, 20, 30]);
  expect([...skeleton.duration]).toEqual([100, 5, 70, 5]);
  expect(rowsOf(skeleton).map((row) => idAt(skeleton, row))).toEqual([1n, 3n, 2n, 4n].map(hex));
  expect(flagged(skeleton, flag.status)).toEqual([2]);
  const { traceId: trace, version, origin, rows, spans, orphans, cuts, truncated } = skeleton;
  expect({ trace, version, origin, rows, spans, orphans, cuts, truncated }).toEqual({
    ...{ trace: traceId, version: "v1", origin: "1000", rows: 4, spans: 4, orphans: 0, cuts: 0, truncated: false },
  });
});

test("hangs spans whose parent has not arrived from a row that says so", () => {
  const skeleton = skeletonOf([
    { id: 1n, start: 10n, duration: 5n, name: "root" },
    { id: 2n, parent: 77n, start: 20n, duration: 30n, name: "orphan" },
    { id: 3n, parent: 88n, start: 25n, duration: 5n, name: "other orphan" },
    { id: 4n, parent: 88n, start: 30n, duration: 5n, name: "its sister" },
    { id: 5n, start: 26n, duration: 1n, name: "later root" },
  ]);
  const missing = "3 spans whose parent has not arrived";
  expect(namesOf(skeleton)).toEqual(["root", missing, "orphan", "other orphan", "its sister", "later root"]);
  expect([...skeleton.parent]).toEqual([-1, -1, 1, 1, 1, -1]);
  expect([skeleton.start[1], skeleton.duration[1], idAt(skeleton, 1)]).toEqual([10, 30, "missing"]);
  expect([flagged(skeleton, flag.missing), flagged(skeleton, flag.orphan)]).toEqual([[1], [2, 3, 4]]);
  expect([skeleton.orphans, skeleton.missingParents, skeleton.spans]).toEqual([3, 2, 5]);
});

test("cuts circles above their first span, and says so", () => {
  const skeleton = skeletonOf([
    { id: 1n, parent: 3n, start: 10n, name: "a" },
    { id: 2n, parent: 1n, start: 5n, name: "b" },
    { id: 3n, parent: 2n, start: 7n, name: "c" },
    { id: 4n, parent: 4n, start: 8n, name: "self" },
    { id: 5n, parent: 1n, start: 9n, name: "hangs from it" },
  ]);
  expect(namesOf(skeleton)).toEqual(["b", "c", "a", "hangs from it", "self"]);
  expect([...skeleton.depth]).toEqual([0, 1, 2, 3, 0]);
  expect([flagged(skeleton, flag.cut), skeleton.cuts]).toEqual([[0, 4], 2]);
});

test("takes the newest telling, leaves out what is hidden, and hangs its children from the span that says it all", () => {
  const skeleton = skeletonOf([
    { id: 1n, start: 1n, name: "old", version: 1n },
    { id: 1n, start: 2n, name: "new", version: 5n },
    { id: 1n, start: 3n, name: "older", version: 3n },
    { id: 2n, parent: 1n, start: 4n, name: "keeper", entry: {} },
    { id: 3n, parent: 1n, start: 4n, name: "hidden", entry: { hidden: true, keeper: 2n } },
    { id: 4n, parent: 3n, start: 5n, name: "child of the hidden" },
  ]);
  expect(namesOf(skeleton)).toEqual(["new", "keeper", "child of the hidden"]);
  expect([...skeleton.parent]).toEqual([-1, 0, 1]);
});

test("says what the ledger knows: whose, what counts, what it cost, and what was taken over", () => {
  const cost = 123_456_789_012_345_678n;
  const skeleton = skeletonOf([
    { id: 1n, name: "a", model: "own", tokens: [1n, 2n], entry: { agent: "planner", cost, counts: true } },
    { id: 2n, start: 1n, name: "b", model: "own", entry: { adopted: { model: "theirs", tokens: [70n, 8n] } } },
    { id: 3n, start: 2n, name: "c", entry: { keeper: 1n, cost: -1n } },
  ]);
  const shapes = Array.from(skeleton.shape, (shape) => skeleton.shapes[shape]);
  const none = { kind: "span", agent: "", model: "", provider: "", service: "", tool: "", error: "" };
  expect(shapes).toEqual([
    { ...none, name: "a", agent: "planner", model: "own" },
    { ...none, name: "b", model: "theirs" },
    { ...none, name: "c" },
  ]);
  expect([[...skeleton.input], [...skeleton.output]]).toEqual([
    [1, 70, 0],
    [2, 8, 0],
  ]);
  expect([...skeleton.cost]).toEqual([cost, 0n, -1n]);
  expect(Array.from(skeleton.flags, (flags) => flags >> costSourceShift)).toEqual([2, 0, 2]);
  expect([
    flagged(skeleton, flag.hasTokens),
    flagged(skeleton, flag.counts),
    flagged(skeleton, flag.duplicate),
  ]).toEqual([[0, 1], [0], [2]]);
});

test("tells ids apart, in the same order", () => {
  const all = [
    { id: 9n, start: 5n },
    { id: 7n, start: 5n, parent: 1n },
    { id: 0xffff_ffff_0000_0001n, start: 5n },
  ];
  const whole = skeletonOf(all);
  const { ids: apart, version } = readSpanIds(bytesOf(all, "only"));
  expect([version, Buffer.from(apart).toString("hex")]).toEqual(["v1", Buffer.from(whole.ids ?? []).toString("hex")]);
  expect(readSkeleton(bytesOf(all, "without"))).toEqual({ ...whole, ids: null });
  expect(rowOfSpan(apart, "ffffffff00000001")).toEqual(3);
  expect([rowOfSpan(apart, "0000000000000002"), rowOfSpan(apart, "")]).toEqual([-1, -1]);
});

test("is empty for an empty trace", () => {
  const { rows, shapes, origin } = skeletonOf([]);
  expect([rows, shapes, origin]).toEqual([0, [], "0"]);
});

test("refuses what is no skeleton", () => {
  const bytes = bytesOf([{ id: 1n, name: "a" }]);
  expect(() => readSkeleton(new Uint8Array(3))).toThrow("this is no skeleton");
  expect(() => readSkeleton(bytes.subarray(0, -1))).toThrow("this is no skeleton");
  expect(() => readSkeleton(Buffer.from("{}".repeat(20)))).toThrow("this is no skeleton");
  expect(() => readSkeleton(bytesOf([{ id: 1n }], "only"))).toThrow("the skeleton holds no flags");
});

test("leaves out texts when there is no more room for them", () => {
  const name = "x".repeat(1024 * 1024);
  const skeleton = skeletonOf(Array.from({ length: 20 }, (_, at) => ({ id: BigInt(at + 1), name: `${at}${name}` })));
  expect([skeleton.textsLeftOut, namesOf(skeleton).at(-1)]).toEqual([5, "…"]);
});

const few = fc.bigInt({ min: 0n, max: 12n });
const anyInteger = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
const span: fc.Arbitrary<ToldSpan> = fc.record({
  id: fc.bigInt({ min: 1n, max: 12n }),
  parent: few,
  start: fc.oneof(few, fc.bigInt({ min: 0n, max: 2n ** 52n })),
  duration: fc.bigInt({ min: -1000n, max: 2n ** 52n - 1n }),
  version: few,
  name: fc.string({ unit: "grapheme" }),
  status: fc.constantFrom("ok", "error", "running"),
  tokens: fc.option(fc.tuple(few, fc.bigInt({ min: 0n, max: 2n ** 53n })), { nil: undefined }),
  entry: fc.option(fc.record({ cost: fc.option(anyInteger, { nil: undefined }), counts: fc.boolean() }), {
    nil: undefined,
  }),
}) as fc.Arbitrary<ToldSpan>;

test("gives back what was told, each span once, whatever the parents", () => {
  fc.assert(
    fc.property(fc.array(span, { maxLength: 40 }), (all) => {
      const skeleton = skeletonOf(all);
      const newest = newestOf(all);
      const rows = rowsOf(skeleton).filter((row) => idAt(skeleton, row) !== "missing");
      expect(rows.map((row) => idAt(skeleton, row)).sort()).toEqual([...newest.keys()].sort());
      const origin = BigInt(skeleton.origin);
      for (const row of rows) {
        const told = newest.get(idAt(skeleton, row)) as ToldSpan;
        expect(backFrom(skeleton, row, origin)).toEqual({
          start: told.start,
          duration: told.duration,
          name: told.name,
          running: told.status === "running",
          error: told.status === "error",
          tokens: told.tokens?.map(Number) ?? null,
          cost: told.entry?.cost ?? null,
          counts: told.entry?.counts ?? false,
          parent: parentTold(skeleton, row, told, newest),
        });
      }
      for (const row of rowsOf(skeleton)) expectInOrder(skeleton, row);
    }),
    { numRuns: 300 },
  );
});

function newestOf(all: readonly ToldSpan[]): Map<string, ToldSpan> {
  const newest = new Map<string, ToldSpan>();
  for (const one of all) {
    const before = newest.get(hex(one.id));
    const isNewer = !before || rank(one) > rank(before);
    if (isNewer) newest.set(hex(one.id), one);
  }
  // The same entry holds for all tellings, that of the highest version.
  const entries = new Map<string, ToldSpan>();
  for (const one of all) {
    const before = entries.get(hex(one.id));
    if (one.entry && (!before || (one.version ?? 0n) > (before.version ?? 0n))) entries.set(hex(one.id), one);
  }
  return new Map([...newest].map(([id, { entry: _, ...one }]) => [id, withEntry(one, entries.get(id)?.entry)]));
}

const withEntry = (one: ToldSpan, entry: ToldSpan["entry"]): ToldSpan => (entry ? { ...one, entry } : one);
const rank = ({ version = 0n, start = 0n }: ToldSpan) => version * 2n ** 64n + start;

function backFrom(skeleton: Skeleton, row: number, origin: bigint) {
  const flags = skeleton.flags[row] ?? 0;
  const hasTokens = (flags & flag.hasTokens) !== 0;
  return {
    start: origin + BigInt(skeleton.start[row] ?? -1),
    duration: BigInt(skeleton.duration[row] ?? -1),
    name: skeleton.shapes[skeleton.shape[row] ?? -1]?.name,
    running: (flags & flag.status) === 2,
    error: (flags & flag.status) === 1,
    tokens: hasTokens ? [skeleton.input[row], skeleton.output[row]] : null,
    cost: flags >> costSourceShift === 2 ? skeleton.cost[row] : null,
    counts: (flags & flag.counts) !== 0,
    parent: idAt(skeleton, skeleton.parent[row] ?? -1),
  };
}

function parentTold(skeleton: Skeleton, row: number, told: ToldSpan, newest: ReadonlyMap<string, ToldSpan>): string {
  if (((skeleton.flags[row] ?? 0) & flag.cut) !== 0) return "top";
  if (told.parent === 0n) return "top";
  return newest.has(hex(told.parent ?? 0n)) ? hex(told.parent ?? 0n) : "missing";
}

function expectInOrder(skeleton: Skeleton, row: number): void {
  const { parent, size, start, depth } = skeleton;
  const above = parent[row] ?? -1;
  expect(above).toBeLessThan(row);
  expect(depth[row]).toEqual(above < 0 ? 0 : (depth[above] ?? 0) + 1);
  const next = row + (size[row] ?? 0);
  if (next >= skeleton.rows || parent[next] !== above) return;
  expect(start[next]).toBeGreaterThanOrEqual(start[row] ?? 0);
}

test("takes a chain and a fan of very many spans, and the widest of times", () => {
  const many = 50_000;
  const chain = Array.from({ length: many }, (_, at) => ({
    id: BigInt(at + 1),
    parent: BigInt(at),
    start: BigInt(at),
  }));
  expect(skeletonOf(chain).depth.at(-1)).toEqual(many - 1);
  const circle = chain.map((one) => (one.id === 1n ? { ...one, parent: BigInt(many) } : one));
  expect([skeletonOf(circle).cuts, skeletonOf(circle).depth.at(-1)]).toEqual([1, many - 1]);
  const fan = chain.map(({ id, start }) => ({ id: id * 7_919n, start: 5n - (start % 5n), parent: 0n }));
  expect(skeletonOf(fan).size.every((size) => size === 1)).toEqual(true);
  const wide = skeletonOf([
    { id: 1n, start: 2n ** 64n - 1n, duration: -(2n ** 63n) },
    { id: 2n, start: 0n, duration: 2n ** 63n - 1n },
  ]);
  expect([[...wide.start], [...wide.duration]]).toEqual([
    [0, 2 ** 64],
    [2 ** 63, -(2 ** 63)],
  ]);
}, 60_000);
