import { expect, test } from "vitest";
import { sampleSpan } from "../../test/sample-span.ts";
import { ancestorsOf, nextRow, toggled, visibleRows } from "./rows.ts";
import { buildTree, type TreeNode } from "./tree.ts";

const base = 1_731_500_000_000_000_000n;

function span(spanId: string, parentSpanId: string | null, start: number, end: number | null = start + 10) {
  return sampleSpan({
    spanId,
    parentSpanId,
    startTime: String(base + BigInt(start)),
    endTime: end === null ? null : String(base + BigInt(end)),
    status: end === null ? "running" : "ok",
  });
}

const outline = (nodes: readonly TreeNode[]): unknown[] =>
  nodes.map((node) => [node.type === "missing" ? `missing ${node.id}` : node.id, ...outline(node.children)]);

test("children hang from their parents in order of start, whatever order they came in", () => {
  const tree = buildTree([span("c", "a", 30), span("b", "a", 10), span("a", null, 0, 50), span("d", "b", 12, null)]);
  expect(outline(tree.roots)).toEqual([["a", ["b", ["d"]], ["c"]]]);
  expect([tree.origin, tree.extent]).toEqual([base, 50]);
  expect(tree.bySpanId.get("d")).toMatchObject({ start: 12, end: null });
});

test("children of a parent that was not received hang together from a missing row", () => {
  const tree = buildTree([span("a", null, 0), span("c", "gone", 30, 45), span("b", "gone", 20, 70)]);
  expect(outline(tree.roots)).toEqual([["a"], ["missing gone", ["b"], ["c"]]]);
  expect(tree.roots[1]).toMatchObject({ start: 20, end: 70 });
});

test("a circle is opened at its first span and loses nobody, nor does a span that is its own parent", () => {
  const tree = buildTree([span("b", "a", 5), span("a", "b", 1), span("c", "b", 7), span("self", "self", 9)]);
  expect(outline(tree.roots)).toEqual([["a", ["b", ["c"]]], ["self"]]);
});

test("a failure is known to all above it", () => {
  const failed = { ...span("c", "b", 2), status: "error" as const };
  const tree = buildTree([span("a", null, 0), span("b", "a", 1), failed, span("d", "a", 5)]);
  const inside = ["a", "b", "c", "d"].map((id) => tree.bySpanId.get(id)?.hasFailedInside);
  expect(inside).toEqual([true, true, false, false]);
});

test("an empty trace has no rows", () => {
  expect(buildTree([])).toEqual({ roots: [], bySpanId: new Map(), origin: 0n, extent: 0 });
});

test("rows leave out what is closed, and know what is above a span", () => {
  const { roots } = buildTree([span("a", null, 0), span("b", "a", 1), span("c", "b", 2), span("d", "a", 3)]);
  const ids = (closed: string[]) => visibleRows(roots, new Set(closed)).map(({ node, depth }) => `${depth}${node.id}`);
  expect(ids([])).toEqual(["0a", "1b", "2c", "1d"]);
  expect(ids(["b"])).toEqual(["0a", "1b", "1d"]);
  expect(ancestorsOf(roots, "c")).toEqual(["b", "a"]);
  expect([...toggled(toggled(new Set(["a"]), "b"), "a")]).toEqual(["b"]);
  const rows = visibleRows(roots, new Set());
  expect(nextRow(rows, 2, ({ node }) => node.id < "c")?.node.id).toBe("a");
});

test("a hundred thousand spans, one below the other, are laid out", { timeout: 15_000 }, () => {
  const spans = Array.from({ length: 100_000 }, (_, i) => span(`s${i}`, i === 0 ? null : `s${i - 1}`, i));
  expect(visibleRows(buildTree(spans).roots, new Set())).toHaveLength(100_000);
});
