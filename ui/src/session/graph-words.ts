import { formatCost, formatDuration, plural } from "../../../receiver/src/format.ts";
import { shownName } from "../parts/shown-name.ts";
import type { GraphEdge, GraphNode } from "./session-graph.ts";

/** Short, as it stands in the graph and its table. */
export function costOf({ cost: { dollars, isEstimated, unknown } }: GraphNode): string | null {
  if (dollars === null || (unknown > 0 && Number(dollars) === 0)) return null;
  return formatCost({ total: dollars, source: isEstimated ? "estimated" : "computed" });
}

/** Everything that is told of a node, in one sentence. */
export function nodeWords(node: GraphNode, edges: readonly GraphEdge[], nameOf: (id: string) => string): string {
  if (node.kind === "start") return "Start of the session";
  const cost = costOf(node);
  return [
    `${node.kind} ${shownName(node.name)}`,
    plural(node.visits.length, "visit"),
    node.failed > 0 ? `${node.failed} failed` : "",
    `${formatDuration(node.nanos)} in all`,
    cost ?? "",
    node.cost.unknown > 0 ? `${plural(node.cost.unknown, "call")} of unknown cost` : "",
    callsWords(node, edges, nameOf),
  ]
    .filter(Boolean)
    .join(", ");
}

/** Whom it called or handed on to, and how often. */
export function callsWords({ id }: GraphNode, edges: readonly GraphEdge[], nameOf: (id: string) => string): string {
  const mine = edges.filter(({ from }) => from === id);
  return mine.map(({ to, count, how }) => `${how} ${nameOf(to)} ${count}×`).join(", ");
}
