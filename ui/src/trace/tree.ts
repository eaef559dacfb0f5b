import type { Span } from "../../../receiver/src/model/span.ts";

/** A span in its place. Times are nanoseconds since the first start of the trace. */
export interface SpanNode {
  readonly type: "span";
  readonly id: string;
  readonly span: Span;
  readonly start: number;
  /** null while it runs. */
  readonly end: number | null;
  readonly children: readonly TreeNode[];
  readonly hasFailedInside: boolean;
}

/** Stands for a parent that was named but has not been received; its children hang from it. */
export interface MissingNode {
  readonly type: "missing";
  readonly id: string;
  readonly start: number;
  readonly end: number | null;
  readonly children: readonly TreeNode[];
  readonly hasFailedInside: boolean;
}

export type TreeNode = SpanNode | MissingNode;

export interface Tree {
  readonly roots: readonly TreeNode[];
  readonly bySpanId: ReadonlyMap<string, SpanNode>;
  /** Unix nanoseconds of the first start; every other time counts from here. */
  readonly origin: bigint;
  /** The last moment told of, in nanoseconds from the origin. */
  readonly extent: number;
}

type Growing<Node extends TreeNode> = Omit<Node, "children" | "hasFailedInside"> & {
  children: GrowingNode[];
  hasFailedInside: boolean;
};
type GrowingNode = Growing<SpanNode> | Growing<MissingNode>;

/** Loses no span: one whose parent is unknown hangs from a missing node, one of a circle is made a root. */
export function buildTree(spans: readonly Span[]): Tree {
  const origin = spans.reduce<bigint | null>((first, { startTime }) => smaller(first, BigInt(startTime)), null) ?? 0n;
  const nodes = new Map(spans.map((span) => [span.spanId, toNode(span, origin)]));
  const roots = [...hang(nodes), ...missingParents(nodes)];
  roots.push(...breakCircles(nodes, roots));
  for (const node of depthFirst(roots).reverse()) settle(node);
  const tops = roots.sort(byStart);
  return { roots: tops, bySpanId: nodes, origin, extent: extentOf(nodes.values()) };
}

function toNode(span: Span, origin: bigint): Growing<SpanNode> {
  const start = Number(BigInt(span.startTime) - origin);
  const end = span.endTime === null ? null : Math.max(start, Number(BigInt(span.endTime) - origin));
  return { type: "span", id: span.spanId, span, start, end, children: [], hasFailedInside: false };
}

function hang(nodes: ReadonlyMap<string, Growing<SpanNode>>): GrowingNode[] {
  const roots: GrowingNode[] = [];
  for (const node of nodes.values()) {
    const { parentSpanId } = node.span;
    if (parentSpanId === null) roots.push(node);
    else nodes.get(parentSpanId)?.children.push(node);
  }
  return roots;
}

function missingParents(nodes: ReadonlyMap<string, Growing<SpanNode>>): GrowingNode[] {
  const missing = new Map<string, Growing<MissingNode>>();
  for (const node of nodes.values()) {
    const { parentSpanId } = node.span;
    if (parentSpanId === null || nodes.has(parentSpanId)) continue;
    const parent: Growing<MissingNode> = missing.get(parentSpanId) ?? {
      type: "missing",
      id: parentSpanId,
      start: node.start,
      end: null,
      children: [],
      hasFailedInside: false,
    };
    parent.children.push(node);
    missing.set(parentSpanId, parent);
  }
  return [...missing.values()].map((node) => ({
    ...node,
    start: Math.min(...node.children.map((child) => child.start)),
    end: lastEnd(node.children),
  }));
}

/** What no root leads to is part of a circle or hangs from one: each circle is opened at its first span. */
function breakCircles(nodes: ReadonlyMap<string, Growing<SpanNode>>, roots: readonly GrowingNode[]): GrowingNode[] {
  const reached = new Set(depthFirst(roots));
  const opened: GrowingNode[] = [];
  for (const node of [...nodes.values()].filter((node) => !reached.has(node)).sort(byStart)) {
    if (reached.has(node)) continue;
    const parent = node.span.parentSpanId === null ? undefined : nodes.get(node.span.parentSpanId);
    if (parent) parent.children = parent.children.filter((child) => child !== node);
    opened.push(node);
    for (const below of depthFirst([node])) reached.add(below);
  }
  return opened;
}

function depthFirst(roots: readonly GrowingNode[]): GrowingNode[] {
  const found: GrowingNode[] = [];
  const waiting = [...roots];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    found.push(node);
    for (const child of node.children) waiting.push(child);
  }
  return found;
}

/** Children come before their parents, so one pass is enough. */
function settle(node: GrowingNode): void {
  node.children.sort(byStart);
  node.hasFailedInside = node.children.some(
    (child) => child.hasFailedInside || (child.type === "span" && child.span.status === "error"),
  );
}

function lastEnd(children: readonly GrowingNode[]): number | null {
  let last = 0;
  for (const { end } of children) {
    if (end === null) return null;
    last = Math.max(last, end);
  }
  return last;
}

function extentOf(nodes: Iterable<Growing<SpanNode>>): number {
  let extent = 0;
  for (const { start, end } of nodes) extent = Math.max(extent, end ?? start);
  return extent;
}

function byStart(a: GrowingNode, b: GrowingNode): number {
  return a.start - b.start || (a.id < b.id ? -1 : 1);
}

function smaller(a: bigint | null, b: bigint): bigint {
  return a === null || b < a ? b : a;
}
