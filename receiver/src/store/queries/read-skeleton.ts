import type { ToldEntries, ToldSpans, ToldTokens } from "../../model/skeleton.ts";
import type { Columns } from "../native-columns.ts";
import type { Store } from "../store.ts";
import { inTrace, modelOf, type TracePlace } from "./conditions.ts";
import { findTraceExtent } from "./find-extent.ts";
import { Parameters } from "./parameters.ts";

export interface SkeletonQuery {
  readonly project: string;
  readonly traceId: string;
  /** So many tellings of spans are read at most, the first by start. */
  readonly most: number;
  /** How many there are, as `readTraceVersion` says. */
  readonly tellings: number;
}

export interface SkeletonRows {
  readonly spans: ToldSpans;
  readonly entries: ToldEntries;
  /** There are more. */
  readonly isCut: boolean;
}

/** The narrow columns of all spans of a trace. Null for a trace that is not there. */
export async function readSkeleton(store: Store, query: SkeletonQuery): Promise<SkeletonRows | null> {
  const { project, traceId, most } = query;
  const extent = await findTraceExtent(store, project, traceId);
  if (extent === undefined) return null;
  const mayBeCut = query.tellings > most;
  // One after the other: a trace this large must not take every session of its lane.
  const spans = toldSpans(await readSpans(store, { project, traceId, extent, most, inOrder: mayBeCut }));
  const isCut = mayBeCut && spans.count === most;
  const to = isCut ? (spans.starts.at(-1) ?? 0n) + 1n : extent.to;
  const entries = toldEntries(await readEntries(store, { project, traceId, extent: { ...extent, to } }));
  return { spans, entries, isCut };
}

/** In characters: a skeleton's names are for one line. */
const longestName = 128;

const tokens = "has_tokens, input_tokens, output_tokens";
/** Other spans may name a tool that they only tell of. */
const tool = "toLowCardinality(if(kind = 'tool', tool_name, '')) AS called_tool";
const called = `toLowCardinality(${modelOf}) AS called_model`;

interface Spans extends TracePlace {
  readonly most: number;
  readonly inOrder: boolean;
}

function readSpans(store: Store, { most, inOrder, ...place }: Spans): Promise<Columns> {
  const add = new Parameters();
  const text = `
    SELECT span_id, parent_span_id, version, start, duration, status, state, signal, counts, ${tokens},
      toLowCardinality(substringUTF8(name, 1, ${longestName})) AS title, kind, agent_name, ${called}, provider, service,
      ${tool}, error_type
    FROM spans FINAL
    WHERE ${inTrace(place, add)}
    ${inOrder ? "ORDER BY start, span_id" : ""}
    LIMIT ${add.add("UInt32", most)}`;
  return store.columns({ text, params: add.values });
}

function toldSpans(columns: Columns): ToldSpans {
  return {
    count: columns.rows,
    ids: columns.fixed("span_id"),
    parents: columns.fixed("parent_span_id"),
    versions: new BigUint64Array(columns.fixed("version").buffer),
    starts: new BigUint64Array(columns.fixed("start").buffer),
    durations: new BigInt64Array(columns.fixed("duration").buffer),
    statuses: columns.fixed("status"),
    states: columns.fixed("state"),
    fromLogs: columns.fixed("signal"),
    counts: columns.fixed("counts"),
    tokens: tokensOf(columns),
    texts: {
      name: columns.texts("title"),
      kind: columns.texts("kind"),
      agent: columns.texts("agent_name"),
      model: columns.texts("called_model"),
      provider: columns.texts("provider"),
      service: columns.texts("service"),
      tool: columns.texts("called_tool"),
      error: columns.texts("error_type"),
    },
  };
}

function readEntries(store: Store, place: TracePlace): Promise<Columns> {
  const add = new Parameters();
  const text = `
    SELECT span_id, version, hidden, failed, counts, duplicate_of, adopted, cost_source, cost, ${tokens},
      agent_name, ${called}, provider, error_type
    FROM ledger FINAL
    WHERE ${inTrace(place, add)}`;
  return store.columns({ text, params: add.values });
}

function toldEntries(columns: Columns): ToldEntries {
  return {
    count: columns.rows,
    ids: columns.fixed("span_id"),
    versions: new BigUint64Array(columns.fixed("version").buffer),
    hidden: columns.fixed("hidden"),
    failed: columns.fixed("failed"),
    counts: columns.fixed("counts"),
    keepers: columns.fixed("duplicate_of"),
    adopted: columns.fixed("adopted"),
    costSources: columns.fixed("cost_source"),
    costs: new BigInt64Array(columns.fixed("cost").buffer),
    tokens: tokensOf(columns),
    texts: {
      agent: columns.texts("agent_name"),
      model: columns.texts("called_model"),
      provider: columns.texts("provider"),
      error: columns.texts("error_type"),
    },
  };
}

const tokensOf = (columns: Columns): ToldTokens => ({
  known: columns.fixed("has_tokens"),
  input: new BigUint64Array(columns.fixed("input_tokens").buffer),
  output: new BigUint64Array(columns.fixed("output_tokens").buffer),
});
