import { Graph, layout } from "@dagrejs/dagre";
import type { GraphEdge, GraphNode, SessionGraph } from "./session-graph.ts";

export interface PlacedNode {
  readonly node: GraphNode;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface PlacedEdge {
  readonly edge: GraphEdge;
  /** As SVG draws it. */
  readonly path: string;
  /** The middle of its label. */
  readonly x: number;
  readonly y: number;
}

export interface PlacedGraph {
  readonly width: number;
  readonly height: number;
  /** From the start on, as they are read. */
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
}

interface Point {
  readonly x: number;
  readonly y: number;
}

const air = 16;

/** Where everything stands, so that callers are left of those they call and few lines cross. */
export function layOutGraph({ nodes, edges }: SessionGraph, isCompact: boolean): PlacedGraph {
  const graph = new Graph({ multigraph: true });
  const gaps = isCompact ? { nodesep: 10, ranksep: 22, edgesep: 8 } : { nodesep: 12, ranksep: 48, edgesep: 10 };
  graph.setGraph({ rankdir: "LR", marginx: air, marginy: air, ...gaps });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const node of nodes) graph.setNode(node.id, sizeOf(node, isCompact));
  for (const edge of edges) {
    graph.setEdge(edge.from, edge.to, { width: hasLabel(edge) ? 30 : 0, height: 14, labelpos: "c" }, edge.how);
  }
  layout(graph);
  const placed = nodes.map((node): PlacedNode => {
    const { x, y, width, height } = graph.node(node.id) as unknown as Point & { width: number; height: number };
    return { node, left: x - width / 2, top: y - height / 2, width, height };
  });
  const byId = new Map(placed.map((one) => [one.node.id, one]));
  const drawn = edges.flatMap((edge): readonly PlacedEdge[] => {
    const told = graph.edge(edge.from, edge.to, edge.how) as unknown as Point & { points: readonly Point[] };
    const [from, to] = [byId.get(edge.from), byId.get(edge.to)];
    return from && to ? [{ edge, path: pathOf(told.points, from, to), x: told.x, y: told.y }] : [];
  });
  const { width = 0, height = 0 } = graph.graph() as unknown as { width?: number; height?: number };
  const inOrder = placed.toSorted((one, other) => one.left - other.left || one.top - other.top);
  return { width, height, nodes: inOrder, edges: drawn };
}

/** Once is what a line says by itself. */
export const hasLabel = ({ count }: GraphEdge) => count > 1;

function sizeOf({ kind }: GraphNode, isCompact: boolean) {
  if (kind === "start") return { width: isCompact ? 44 : 56, height: 28 };
  return isCompact ? { width: 150, height: 54 } : { width: 196, height: 58 };
}

/** From the middle of one side to the middle of the other where it goes on, else as it was laid. */
function pathOf(points: readonly Point[], from: PlacedNode, to: PlacedNode): string {
  if (to.left <= from.left + from.width) return curveOf(points);
  const start = { x: from.left + from.width, y: from.top + from.height / 2 };
  const end = { x: to.left, y: to.top + to.height / 2 };
  return swingOf([start, ...points.slice(1, -1), end]);
}

/** Through all points, level at each of them. */
function swingOf([first, ...rest]: readonly Point[]): string {
  if (!first) return "";
  let before: Point = first;
  let path = `M${at(first)}`;
  for (const point of rest) {
    const x = (before.x + point.x) / 2;
    path += `C${at({ x, y: before.y })} ${at({ x, y: point.y })} ${at(point)}`;
    before = point;
  }
  return path;
}

/** Through the middles of the lines between the points, so that it bends softly. */
function curveOf(points: readonly Point[]): string {
  const [first, ...rest] = points;
  const last = rest.pop();
  if (!first || !last) return "";
  let path = `M${at(first)}`;
  let before: Point = first;
  for (const [place, point] of rest.entries()) {
    const next = rest[place + 1] ?? last;
    path += place === 0 ? `L${at(middle(before, point))}` : "";
    path += `Q${at(point)} ${at(middle(point, next))}`;
    before = point;
  }
  return `${path}L${at(last)}`;
}

const middle = (one: Point, other: Point): Point => ({ x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 });
const at = ({ x, y }: Point) => `${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`;
