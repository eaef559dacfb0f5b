import { formatCount, formatDuration } from "../../../receiver/src/format.ts";
import { KindMark } from "../parts/marks.tsx";
import { shownName } from "../parts/shown-name.ts";
import { callsWords, costOf, nodeWords } from "./graph-words.ts";
import { hasLabel, type PlacedEdge, type PlacedGraph, type PlacedNode } from "./lay-out-graph.ts";
import type { GraphNode } from "./session-graph.ts";

interface GraphDrawingProps {
  readonly placed: PlacedGraph;
  readonly zoom: number;
  /** The id of the node that is selected. */
  readonly chosen: string | null;
  /** Those that are at work at the moment that is looked at. */
  readonly atWork: ReadonlySet<string>;
  readonly onChoose: (node: GraphNode) => void;
}

/** Boxes that can be reached and read, and lines between them. What is not of the chosen one is pale. */
export function GraphDrawing({ placed, zoom, chosen, atWork, onChoose }: GraphDrawingProps) {
  const { width, height, nodes, edges } = placed;
  const names = new Map(nodes.map(({ node }) => [node.id, shownName(node.name)]));
  const told = edges.map(({ edge }) => edge);
  const nameOf = (id: string) => names.get(id) ?? "";
  const near = new Set(
    told.filter(({ from, to }) => from === chosen || to === chosen).flatMap(({ from, to }) => [from, to]),
  );
  const isPale = (id: string) => chosen !== null && id !== chosen && !near.has(id);
  return (
    <div className="mx-auto" style={{ width: width * zoom, height: height * zoom }}>
      <div className="relative origin-top-left" style={{ width, height, scale: zoom }}>
        <svg width={width} height={height} className="absolute inset-0" aria-hidden>
          <defs>
            <marker
              id="arrow"
              viewBox="0 0 8 8"
              refX="7.5"
              refY="4"
              markerUnits="userSpaceOnUse"
              markerWidth="9"
              markerHeight="9"
              orient="auto"
            >
              <path d="M0 .8 7 4 0 7.2Z" fill="context-stroke" />
            </marker>
          </defs>
          {edges.map((edge) => (
            <Edge key={`${edge.edge.from} ${edge.edge.how} ${edge.edge.to}`} placed={edge} chosen={chosen} />
          ))}
        </svg>
        <ul aria-label="Agents, models and tools">
          {nodes.map((one) => (
            <li key={one.node.id} className="contents">
              <Node
                placed={one}
                words={nodeWords(one.node, told, nameOf)}
                calls={callsWords(one.node, told, nameOf)}
                isOn={one.node.id === chosen}
                isPale={isPale(one.node.id)}
                isAtWork={atWork.has(one.node.id)}
                onChoose={onChoose}
              />
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

/** The stroke is said by its colour and not by `currentColor`, since the arrow takes it on. */
const looks = {
  failed: { line: "stroke-error", words: "fill-error" },
  near: { line: "stroke-accent", words: "fill-accent" },
  plain: { line: "stroke-quiet", words: "fill-quiet" },
} as const;

function Edge({ placed: { edge, path, x, y }, chosen }: { placed: PlacedEdge; chosen: string | null }) {
  const isNear = edge.from === chosen || edge.to === chosen;
  const look = looks[edge.failed > 0 ? "failed" : isNear ? "near" : "plain"];
  return (
    <g className={chosen === null || isNear ? "" : "opacity-25"}>
      <path
        d={path}
        fill="none"
        strokeWidth={Math.min(4, 1.1 + Math.log10(edge.count))}
        strokeDasharray={edge.how === "then" ? "4 4" : undefined}
        markerEnd="url(#arrow)"
        opacity={isNear ? 1 : 0.6}
        className={look.line}
      />
      {hasLabel(edge) && (
        <text
          x={x}
          y={y + 4}
          textAnchor="middle"
          paintOrder="stroke"
          strokeWidth={5}
          className={`stroke-ground font-medium text-[11px] tabular-nums ${look.words}`}
        >
          {`${formatCount(edge.count)}×`}
        </text>
      )}
    </g>
  );
}

interface NodeProps {
  readonly placed: PlacedNode;
  readonly words: string;
  readonly calls: string;
  readonly isOn: boolean;
  readonly isPale: boolean;
  readonly isAtWork: boolean;
  readonly onChoose: (node: GraphNode) => void;
}

function Node({
  placed: { node, left, top, width, height },
  words,
  calls,
  isOn,
  isPale,
  isAtWork,
  onChoose,
}: NodeProps) {
  const place = { left, top, width, height };
  if (node.kind === "start") {
    return (
      <p
        className="absolute flex items-center justify-center rounded-full border border-line bg-ground text-[11px] text-quiet"
        style={place}
      >
        Start
      </p>
    );
  }
  const edge = isOn
    ? "border-accent outline-2 outline-accent"
    : isAtWork
      ? "border-running outline-2 outline-running"
      : node.failed > 0
        ? "border-error/60"
        : "border-line";
  return (
    <button
      type="button"
      data-node={node.id}
      aria-pressed={isOn}
      title={words}
      onClick={() => onChoose(node)}
      className={`absolute flex flex-col justify-center rounded-box border px-2.5 text-left hover:bg-hover ${edge} ${isPale ? "bg-ground text-quiet" : "bg-raised"}`}
      style={place}
    >
      <span className="flex w-full min-w-0 items-center gap-1.5">
        <KindMark kind={node.kind} size={10} />
        <span className={`truncate font-semibold text-table ${isAtWork ? "animate-breathe" : ""}`}>
          {shownName(node.name)}
        </span>
        <span className="ml-auto shrink-0 font-semibold text-table tabular-nums">
          {formatCount(node.visits.length)}×
        </span>
      </span>
      <span className="mt-0.5 flex w-full min-w-0 gap-2 whitespace-nowrap text-[11px] text-quiet tabular-nums">
        <span>{formatDuration(node.nanos)}</span>
        <NodeCost node={node} />
        {node.failed > 0 && <span className="ml-auto font-semibold text-error">{node.failed} failed</span>}
      </span>
      <span className="sr-only">
        {isAtWork && "at work now"} {calls}
      </span>
    </button>
  );
}

/** Hatched where nobody knows it, or not all of it. */
export function NodeCost({ node }: { node: GraphNode }) {
  const cost = costOf(node);
  if (cost === null && node.cost.unknown === 0) return null;
  return (
    <span className="whitespace-nowrap">
      {node.cost.unknown > 0 && (
        <span className="hatched mr-1 inline-block size-2 rounded-xs align-[-1px]" aria-hidden />
      )}
      {cost ?? "unknown"}
    </span>
  );
}
