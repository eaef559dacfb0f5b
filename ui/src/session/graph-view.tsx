import { Maximize, Table2, Workflow, X, ZoomIn, ZoomOut } from "lucide-react";
import { type RefObject, useEffect, useEffectEvent, useMemo, useRef, useState } from "react";
import { formatDuration, plural } from "../../../receiver/src/format.ts";
import type { Session } from "../../../receiver/src/model/session.ts";
import type { Span } from "../../../receiver/src/model/span.ts";
import { useKeys } from "../parts/keys.ts";
import { shownName } from "../parts/shown-name.ts";
import { Empty } from "../parts/states.tsx";
import { useIsWide } from "../parts/wide.ts";
import { nameOfSpan, type SpanName } from "../session-search.ts";
import { GraphDrawing } from "./graph-drawing.tsx";
import { GraphTable } from "./graph-table.tsx";
import { layOutGraph, type PlacedGraph } from "./lay-out-graph.ts";
import { type GraphNode, graphOf } from "./session-graph.ts";

interface GraphViewProps {
  readonly session: Session;
  readonly spans: readonly Span[];
  readonly hasMore: boolean;
  /** Nanoseconds after the session began. */
  readonly at: number | undefined;
  /** `trace/span` */
  readonly selected: string | undefined;
  readonly onSelect: (span: SpanName) => void;
  /** It stands beside something else: drawn smaller, and without what leads to each visit. */
  readonly isBeside?: boolean;
}

/** Who called whom, how often, at what cost and with what luck; as a drawing or as a table. */
export function GraphView({ session, spans, hasMore, at, selected, onSelect, isBeside = false }: GraphViewProps) {
  const isWide = useIsWide() && !isBeside;
  const graph = useMemo(() => graphOf(spans), [spans]);
  const placed = useMemo(() => layOutGraph(graph, !isWide), [graph, isWide]);
  const [isTable, setTable] = useState(false);
  const scroller = useRef<HTMLDivElement>(null);
  const { zoom, zoomBy, fit } = useFitted(scroller, placed);
  const chosen = graph.nodes.find(({ visits }) => visits.some((span) => nameOfSpan(span) === selected)) ?? null;
  const atWork = useMemo(() => atWorkAt(graph.nodes, session.startTime, at), [graph, session.startTime, at]);
  function choose(node: GraphNode | undefined): void {
    const span = node?.visits.find(({ status }) => status === "error") ?? node?.visits[0];
    if (span) onSelect(span);
  }
  const inOrder = placed.nodes.map(({ node }) => node).filter(({ visits }) => visits.length > 0);
  const here = chosen === null ? -1 : inOrder.indexOf(chosen);
  const visit = chosen?.visits.findIndex((span) => nameOfSpan(span) === selected) ?? -1;
  const goToVisit = (place: number) => {
    const span = chosen?.visits[place];
    if (span) onSelect(span);
  };
  useKeys({
    j: () => choose(inOrder[here + 1]),
    k: () => choose(inOrder[Math.max(0, here - 1)]),
    e: () =>
      choose(
        inOrder.find(({ failed }, place) => failed > 0 && place > here) ?? inOrder.find(({ failed }) => failed > 0),
      ),
    n: () => goToVisit(visit + 1),
    p: () => goToVisit(visit - 1),
    v: () => setTable(!isTable),
    "+": () => zoomBy(1.25),
    "=": () => zoomBy(1.25),
    "-": () => zoomBy(0.8),
    "0": fit,
  });
  if (inOrder.length === 0) {
    return <Empty title="Nobody to draw">No agent, model or tool was at work in this session.</Empty>;
  }
  const Icon = isTable ? Workflow : Table2;
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col">
      <div className="flex h-9 shrink-0 items-center gap-1 border-line border-b px-4 text-quiet text-table">
        <span className="min-w-0 truncate">
          {summaryOf(inOrder)}
          {hasMore && ", of the steps that are here so far"}
        </span>
        <span className="ml-auto flex shrink-0 items-center">
          {!isTable && (
            <>
              <Tool Icon={ZoomOut} name="Zoom out" hint="-" onClick={() => zoomBy(0.8)} />
              <Tool Icon={ZoomIn} name="Zoom in" hint="+" onClick={() => zoomBy(1.25)} />
              <Tool Icon={Maximize} name="Fit the window" hint="0" onClick={fit} />
            </>
          )}
          <Tool
            Icon={Icon}
            name={isTable ? "Show the drawing" : "Show the table"}
            hint="v"
            onClick={() => setTable(!isTable)}
          />
        </span>
      </div>
      <div
        ref={scroller}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled with the keyboard too
        tabIndex={0}
        className="grid min-h-0 flex-1 items-center overflow-auto overscroll-contain [scrollbar-gutter:stable]"
      >
        {isTable ? (
          <GraphTable graph={graph} chosen={chosen} onChoose={choose} />
        ) : (
          zoom > 0 && <GraphDrawing {...{ placed, zoom, atWork, chosen: chosen?.id ?? null, onChoose: choose }} />
        )}
      </div>
      {!isBeside && <Visits node={chosen} selected={selected} since={session.startTime} onSelect={onSelect} />}
    </div>
  );
}

interface ToolProps {
  readonly Icon: typeof Maximize;
  readonly name: string;
  readonly hint: string;
  readonly onClick: () => void;
}

function Tool({ Icon, name, hint, onClick }: ToolProps) {
  return (
    <button type="button" onClick={onClick} aria-label={name} title={`${name} (${hint})`} className="tool-button">
      <Icon size={15} aria-hidden />
    </button>
  );
}

interface VisitsProps {
  readonly node: GraphNode | null;
  readonly selected: string | undefined;
  readonly since: string;
  readonly onSelect: (span: SpanName) => void;
}

const mostVisits = 200;

/** When the chosen one was visited; each leads to its span. Its room is kept while none is chosen. */
function Visits({ node, selected, since, onSelect }: VisitsProps) {
  return (
    <p className="flex h-9 shrink-0 items-center gap-1.5 overflow-x-auto border-line border-t px-4 text-table [scrollbar-width:none]">
      <span className="shrink-0 text-quiet">
        {node
          ? `${shownName(node.name)}: ${plural(node.visits.length, "visit")}`
          : "Choose one to see when it was visited"}
      </span>
      {node?.visits.slice(0, mostVisits).map((span) => (
        <button
          key={nameOfSpan(span)}
          type="button"
          aria-pressed={nameOfSpan(span) === selected}
          onClick={() => onSelect(span)}
          className={`flex shrink-0 items-center gap-0.5 rounded-sm border bg-raised px-1.5 tabular-nums hover:bg-hover aria-pressed:border-accent aria-pressed:bg-picked ${span.status === "error" ? "border-error/60 text-error" : "border-line"}`}
        >
          {span.status === "error" && <X size={11} strokeWidth={2.5} role="img" aria-label="failed" />}+
          {formatDuration(Math.max(0, Number(BigInt(span.startTime) - BigInt(since))))}
        </button>
      ))}
    </p>
  );
}

function summaryOf(nodes: readonly GraphNode[]): string {
  const count = (kinds: readonly string[]) => nodes.filter(({ kind }) => kinds.includes(kind)).length;
  const [agents, models, tools] = [count(["agent"]), count(["llm", "embedding", "rerank"]), count(["tool"])];
  return [
    agents > 0 ? plural(agents, "agent") : "",
    models > 0 ? plural(models, "model") : "",
    tools > 0 ? plural(tools, "tool") : "",
  ]
    .filter(Boolean)
    .join(", ");
}

function atWorkAt(nodes: readonly GraphNode[], since: string, at: number | undefined): ReadonlySet<string> {
  if (at === undefined) return new Set();
  const moment = BigInt(since) + BigInt(Math.round(at));
  const isAtWork = ({ startTime, endTime }: Span) =>
    BigInt(startTime) <= moment && (endTime === null || BigInt(endTime) > moment);
  return new Set(nodes.filter(({ visits }) => visits.some(isAtWork)).map(({ id }) => id));
}

const [leastZoom, mostZoom] = [0.25, 2];

/** As large as there is room, until it is said otherwise; never so small that it cannot be read. */
function useFitted(scroller: RefObject<HTMLElement | null>, { width, height, nodes }: PlacedGraph) {
  const startAt = nodes[0] ? nodes[0].top + nodes[0].height / 2 : 0;
  const [room, setRoom] = useState({ width: 0, height: 0 });
  const [chosen, setChosen] = useState<number | null>(null);
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const resized = new ResizeObserver(() => setRoom({ width: element.clientWidth, height: element.clientHeight }));
    resized.observe(element);
    return () => resized.disconnect();
  }, [scroller]);
  const whole = Math.min(1.15, room.width / width, Math.max(room.height / height, 0.85));
  const zoom = room.width === 0 ? 0 : (chosen ?? Math.max(0.72, whole));
  const showStart = useEffectEvent(() => {
    if (scroller.current) scroller.current.scrollTop = startAt * zoom - room.height / 2;
  });
  // Once: where there is no room for all, one begins to read at the start.
  const isReady = zoom > 0;
  useEffect(() => {
    if (isReady) showStart();
  }, [isReady]);
  const zoomBy = (factor: number) => setChosen(Math.max(leastZoom, Math.min(mostZoom, zoom * factor)));
  return { zoom, zoomBy, fit: () => setChosen(null) };
}
