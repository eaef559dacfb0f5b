import { dollars, type PicoDollars, picoDollars } from "../../../receiver/src/model/cost.ts";
import type { Kind, Span } from "../../../receiver/src/model/span.ts";
import { hasCost } from "../trace/has-cost.ts";
import { shortNameOf } from "./short-name.ts";

/** An agent, a tool, a model: whoever did something in a session, however often. */
export interface GraphNode {
  readonly id: string;
  /** `start` is where nobody called: the session itself. */
  readonly kind: Kind | "start";
  readonly name: string;
  /** In the order of time. */
  readonly visits: readonly Span[];
  readonly failed: number;
  /** Of all visits together, in nanoseconds. */
  readonly nanos: number;
  /** Of its own calls of models, and those it made itself. */
  readonly cost: NodeCost;
}

interface NodeCost {
  /** A decimal string; null where none was called. */
  readonly dollars: string | null;
  readonly isEstimated: boolean;
  /** Calls of which nobody knows the cost. */
  readonly unknown: number;
}

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  /** Called by it; or began when it had ended, beside it. */
  readonly how: "calls" | "then";
  readonly count: number;
  readonly failed: number;
}

export interface SessionGraph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

const startId = "start";
/** More than so many do not make a picture: those that were visited least are one. */
const mostNodes = 48;
/** A parent's parents are looked through so far. */
const deepest = 64;

/** Who called whom in a session, and how often. Linear in the spans, which come by their start. */
export function graphOf(spans: readonly Span[]): SessionGraph {
  const reading = new Reading(spans);
  for (const span of spans) reading.read(span);
  return crowdedTogether(reading.graph());
}

const visited: ReadonlySet<string> = new Set([
  ...["agent", "workflow", "llm", "tool", "retrieval", "embedding", "rerank", "memory", "guardrail", "evaluator"],
]);

interface Gathered {
  readonly id: string;
  readonly kind: GraphNode["kind"];
  readonly name: string;
  readonly visits: Span[];
  failed: number;
  nanos: number;
  pico: PicoDollars;
  priced: number;
  isEstimated: boolean;
  unknown: number;
}

class Reading {
  readonly #bySpan: ReadonlyMap<string, Span>;
  readonly #nodes = new Map<string, Gathered>();
  readonly #edges = new Map<string, { -readonly [Name in keyof GraphEdge]: GraphEdge[Name] }>();
  /** Traces in which an agent without spans of its own was told of already. */
  readonly #told = new Set<string>();
  /** By who began them: the last agent that ended. */
  readonly #before = new Map<string, Span>();

  constructor(spans: readonly Span[]) {
    this.#bySpan = new Map(spans.map((span) => [`${span.traceId}/${span.spanId}`, span]));
  }

  read(span: Span): void {
    if (!isVisit(span)) return;
    const caller = this.#callerOf(span);
    const node = this.#nodeOf(span);
    // Several layers tell of the same agent one below the other.
    if (node.kind === "agent" && caller.id === node.id) return;
    visit(node, span);
    this.#edge(caller.id, node.id, "calls", span);
    this.#price(span, [node, caller]);
    if (node.kind === "agent" && (caller.kind === "start" || caller.kind === "workflow"))
      this.#follow(span, caller, node);
  }

  graph(): SessionGraph {
    const nodes = [...this.#nodes.values()].map(({ pico, priced, isEstimated, unknown, ...node }): GraphNode => {
      const cost = { dollars: priced === 0 && unknown === 0 ? null : dollars(pico), isEstimated, unknown };
      return { ...node, cost };
    });
    return { nodes, edges: [...this.#edges.values()] };
  }

  #nodeOf(span: Span): Gathered {
    return this.#named(span.kind, shortNameOf(span));
  }

  #named(kind: GraphNode["kind"], name: string): Gathered {
    const id = kind === "start" ? startId : `${kind} ${name}`;
    const found = this.#nodes.get(id);
    if (found) return found;
    const counts = { failed: 0, nanos: 0, pico: 0n, priced: 0, isEstimated: false, unknown: 0 };
    const node: Gathered = { id, kind, name, visits: [], ...counts };
    this.#nodes.set(id, node);
    return node;
  }

  /** The nearest that did something above it; else the agent it says it is of; else nobody. */
  #callerOf(span: Span): Gathered {
    let above = this.#parentOf(span);
    for (let depth = 0; above && depth < deepest; depth += 1) {
      if (isVisit(above)) return this.#nodeOf(above);
      above = this.#parentOf(above);
    }
    if (span.kind === "agent" || span.agentName === null) return this.#named("start", "Start");
    return this.#agentOf(span, span.agentName);
  }

  /** It has no span of its own here: where its work begins, it was visited. */
  #agentOf(span: Span, name: string): Gathered {
    const agent = this.#named("agent", name);
    const key = `${span.traceId} ${name}`;
    if (this.#told.has(key)) return agent;
    this.#told.add(key);
    visit(agent, span);
    this.#edge(this.#named("start", "Start").id, agent.id, "calls", span);
    return agent;
  }

  #parentOf({ traceId, parentSpanId }: Span): Span | undefined {
    return parentSpanId === null ? undefined : this.#bySpan.get(`${traceId}/${parentSpanId}`);
  }

  #edge(from: string, to: string, how: GraphEdge["how"], { status }: Span): void {
    const key = `${from}\n${to}\n${how}`;
    const edge = this.#edges.get(key) ?? { from, to, how, count: 0, failed: 0 };
    edge.count += 1;
    if (status === "error") edge.failed += 1;
    this.#edges.set(key, edge);
  }

  #price(span: Span, nodes: readonly Gathered[]): void {
    if (!span.countsTowardTotals || !hasCost(span)) return;
    const pico = picoDollars(span.cost?.total) ?? 0n;
    for (const node of nodes) {
      node.pico += pico;
      node.priced += span.cost ? 1 : 0;
      node.unknown += span.cost === null && span.noCostBecause !== "failed" ? 1 : 0;
      node.isEstimated ||= span.cost?.source === "estimated";
    }
  }

  /** One agent after another, begun by no other agent: the work was handed on. */
  #follow(span: Span, caller: Gathered, node: Gathered): void {
    const key = `${span.traceId} ${caller.id}`;
    const before = this.#before.get(key);
    this.#before.set(key, span);
    if (!before || before.endTime === null || BigInt(before.endTime) > BigInt(span.startTime)) return;
    const from = this.#nodeOf(before);
    if (from.id !== node.id) this.#edge(from.id, node.id, "then", span);
  }
}

function isVisit({ kind, duplicateOf, notCountedBecause }: Span): boolean {
  return visited.has(kind) && !duplicateOf && notCountedBecause !== "wrapper";
}

function visit(node: Gathered, span: Span): void {
  node.visits.push(span);
  node.nanos += Math.max(0, Number(span.durationNanos ?? 0));
  if (span.status === "error") node.failed += 1;
}

/** What was visited least stands together, by its kind. */
function crowdedTogether(graph: SessionGraph): SessionGraph {
  if (graph.nodes.length <= mostNodes) return graph;
  const ranked = graph.nodes.toSorted((one, other) => rankOf(other) - rankOf(one));
  const crowds = Map.groupBy(ranked.slice(mostNodes), ({ kind }) => kind);
  const isIn = new Map([...crowds.values()].flat().map(({ id, kind }) => [id, `more ${kind}`]));
  const together = [...crowds].map(([kind, nodes]) => crowdOf(kind, nodes));
  const edges = new Map<string, GraphEdge>();
  for (const edge of graph.edges) {
    const [from, to] = [isIn.get(edge.from) ?? edge.from, isIn.get(edge.to) ?? edge.to];
    const key = `${from}\n${to}\n${edge.how}`;
    const before = edges.get(key) ?? { count: 0, failed: 0 };
    edges.set(key, { ...edge, from, to, count: edge.count + before.count, failed: edge.failed + before.failed });
  }
  const kept = graph.nodes.filter(({ id }) => !isIn.has(id));
  return { nodes: [...kept, ...together], edges: [...edges.values()] };
}

const rankOf = ({ kind, visits, failed }: GraphNode) =>
  kind === "start" ? Number.POSITIVE_INFINITY : visits.length + failed * 1000;

function crowdOf(kind: GraphNode["kind"], nodes: readonly GraphNode[]): GraphNode {
  const sum = (of: (node: GraphNode) => number) => nodes.reduce((all, node) => all + of(node), 0);
  const known = nodes.flatMap(({ cost }) => (cost.dollars === null ? [] : [picoDollars(cost.dollars) ?? 0n]));
  return {
    ...{ id: `more ${kind}`, kind, name: `${nodes.length} more`, visits: nodes.flatMap(({ visits }) => visits) },
    ...{ failed: sum(({ failed }) => failed), nanos: sum(({ nanos }) => nanos) },
    cost: {
      dollars: known.length === 0 ? null : dollars(known.reduce((all, one) => all + one, 0n)),
      isEstimated: nodes.some(({ cost }) => cost.isEstimated),
      unknown: sum(({ cost }) => cost.unknown),
    },
  };
}
