import { formatCount, formatDuration } from "../../../receiver/src/format.ts";
import { KindMark } from "../parts/marks.tsx";
import { shownName } from "../parts/shown-name.ts";
import { NodeCost } from "./graph-drawing.tsx";
import type { GraphNode, SessionGraph } from "./session-graph.ts";

interface GraphTableProps {
  readonly graph: SessionGraph;
  readonly chosen: GraphNode | null;
  readonly onChoose: (node: GraphNode) => void;
}

/** The same as the drawing, in numbers. */
export function GraphTable({ graph: { nodes, edges }, chosen, onChoose }: GraphTableProps) {
  const names = new Map(nodes.map(({ id, name }) => [id, shownName(name)]));
  const callersOf = (id: string) =>
    edges
      .filter(({ to, how }) => to === id && how === "calls")
      .map(({ from, count }) => `${names.get(from)} ${formatCount(count)}×`);
  const shown = nodes.filter(({ visits }) => visits.length > 0).toSorted((one, other) => other.nanos - one.nanos);
  return (
    <div className="self-start px-4 py-2">
      <table aria-label="Agents, models and tools" className="w-full min-w-[620px] text-table tabular-nums">
        <thead className="text-quiet">
          <tr className="border-line border-b">
            <th className="py-1.5 text-left font-normal">Who</th>
            {["Visits", "Failed", "In all", "Each", "Cost"].map((name) => (
              <th key={name} className="pl-4 text-right font-normal">
                {name}
              </th>
            ))}
            <th className="pl-6 text-left font-normal">Called by</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((node) => (
            <tr key={node.id} className={`border-line border-b ${node === chosen ? "bg-picked" : "hover:bg-hover"}`}>
              <td className="max-w-64 py-1.5">
                <button
                  type="button"
                  onClick={() => onChoose(node)}
                  className="flex max-w-full items-center gap-1.5 hover:underline"
                >
                  <KindMark kind={node.kind} size={9} />{" "}
                  <span className="truncate font-medium">{names.get(node.id)}</span>
                </button>
              </td>
              <td className="pl-4 text-right">{formatCount(node.visits.length)}</td>
              <td className={`pl-4 text-right ${node.failed > 0 ? "font-semibold text-error" : "text-quiet"}`}>
                {node.failed || "–"}
              </td>
              <td className="whitespace-nowrap pl-4 text-right">{formatDuration(node.nanos)}</td>
              <td className="whitespace-nowrap pl-4 text-right">{formatDuration(node.nanos / node.visits.length)}</td>
              <td className="pl-4 text-right">
                <NodeCost node={node} />
              </td>
              <td className="max-w-80 truncate pl-6 text-quiet" title={callersOf(node.id).join(", ")}>
                {callersOf(node.id).join(", ")}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
