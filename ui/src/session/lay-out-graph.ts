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

interface Shape {
  /** Downwards where there is no room to the right. */
  readonly isNarrow: boolean;
}

const air = 16;

/** Where everything stands, so that callers come before those they call and few lines cross. */
export function layOutGraph({ nodes, edges }: SessionGraph, { isNarrow }: Shape): PlacedGraph {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({
    ...{ rankdir: isNarrow ? "TB" : "LR", marginx: air, marginy: air },
    ...(isNarrow ? { nodesep: 12, ranksep: 26, edgesep: 8 } : { nodesep: 18, ranksep: 44, edgesep: 12 }),
  });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const node of nodes) graph.setNode(node.id, sizeOf(node, isNarrow));
  for (const edge of edges) {
    graph.setEdge(
      edge.from,
      edge.to,
      { width: edge.failed > 0 ? 72 : 34, height: 16, labelpos: "c", weight: 1 },
      edge.how,
    );
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
    if (!from || !to) return [];
    return [{ edge, path: pathOf(told.points, from, to, isNarrow), x: told.x, y: told.y }];
  });
  const { width = 0, height = 0 } = graph.graph() as unknown as { width?: number; height?: number };
  const inOrder = placed.toSorted((one, other) =>
    isNarrow ? one.top - other.top || one.left - other.left : one.left - other.left || one.top - other.top,
  );
  return { width, height, nodes: inOrder, edges: drawn };
}

function sizeOf({ kind }: GraphNode, isNarrow: boolean) {
  if (kind === "start") return { width: 56, height: 28 };
  return isNarrow ? { width: 156, height: 56 } : { width: 196, height: 58 };
}

/** From the middle of one side to the middle of the other where it goes on, else as it was laid. */
function pathOf(points: readonly Point[], from: PlacedNode, to: PlacedNode, isNarrow: boolean): string {
  const goesOn = isNarrow ? to.top > from.top + from.height : to.left > from.left + from.width;
  if (!goesOn) return curveOf(points);
  const inner = points.slice(1, -1);
  const [start, end] = isNarrow
    ? [
        { x: from.left + from.width / 2, y: from.top + from.height },
        { x: to.left + to.width / 2, y: to.top },
      ]
    : [
        { x: from.left + from.width, y: from.top + from.height / 2 },
        { x: to.left, y: to.top + to.height / 2 },
      ];
  return swingOf([start, ...inner, end], isNarrow);
}

/** Through all points, straight on at each of them. */
function swingOf(points: readonly Point[], isNarrow: boolean): string {
  const [first, ...rest] = points;
  if (!first) return "";
  let before: Point = first;
  let path = `M${at(first)}`;
  for (const point of rest) {
    const half = middle(before, point);
    const [one, other] = isNarrow
      ? [
          { x: before.x, y: half.y },
          { x: point.x, y: half.y },
        ]
      : [
          { x: half.x, y: before.y },
          { x: half.x, y: point.y },
        ];
    path += `C${at(one)} ${at(other)} ${at(point)}`;
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
