import type { Span } from "../../model/span.ts";
import type { Store } from "../store.ts";
import { costOfEntry } from "./cost-row.ts";
import { type EntryLine, readEntryLine } from "./entry-line.ts";
import { minute, type Range, within } from "./filters.ts";
import { Parameters } from "./parameters.ts";
import { idOrNull, type SpanRow } from "./span-row.ts";

/** What the ledger holds of a span. */
export interface LedgerEntry extends EntryLine {
  readonly trace: string;
  readonly span: string;
}

const columns = "lower(hex(trace_id)) AS trace, lower(hex(span_id)) AS span, line";

interface StoredEntry {
  readonly trace: string;
  readonly span: string;
  readonly line: string;
}

export type Entries = ReadonlyMap<string, LedgerEntry>;

type PlacedRow = Pick<SpanRow, "trace" | "start">;

/** The ledger's entries for these spans, by `entryKey`. */
export async function readEntries(store: Store, project: string, rows: readonly PlacedRow[]): Promise<Entries> {
  if (rows.length === 0) return new Map();
  const starts = rows.map(({ start }) => BigInt(start)).sort((one, other) => (one < other ? -1 : 1));
  const [low = 0n, high = low] = [starts[0], starts.at(-1)];
  const traces = [...new Set(rows.map(({ trace }) => trace))];
  const range = { from: low, to: high + 1n };
  return byKey(
    await findEntries(store, { project, traces, range, ...(traces.length > 1 && { minutes: minutesOf(rows) }) }),
  );
}

/** Where spans of several traces lie, so that what lies between them is not read. */
const minutesOf = (rows: readonly PlacedRow[]) => [
  ...new Set(rows.map(({ start }) => BigInt(start) / 60_000_000_000n)),
];

/** All entries of a trace, without waiting for its spans; undefined where there are more than `most`. */
export async function readEntriesOfTrace(
  store: Store,
  place: { readonly project: string; readonly traceId: string; readonly range: Range },
  most: number,
): Promise<Entries | undefined> {
  const { project, traceId, range } = place;
  const found = await findEntries(store, { project, traces: [traceId], range, limit: most + 1 });
  return found.length > most ? undefined : byKey(found);
}

interface EntriesAsked {
  readonly project: string;
  readonly traces: readonly string[];
  readonly range: Range;
  readonly minutes?: readonly bigint[];
  readonly limit?: number;
}

async function findEntries(
  store: Store,
  { project, traces, range, minutes, limit }: EntriesAsked,
): Promise<LedgerEntry[]> {
  const add = new Parameters();
  const text = `
    SELECT ${columns} FROM ledger FINAL
    WHERE ${within(project, "start", range, add).join(" AND ")}
      AND ${amongTraces(traces, add)}
      ${minutes === undefined ? "" : `AND ${minute} IN ${add.add("Array(UInt64)", minutes)}`}
    ${limit === undefined ? "" : `LIMIT ${add.add("UInt32", limit)}`}`;
  const rows = await store.query<StoredEntry>({ text, params: add.values });
  return rows.map(({ trace, span, line }) => ({ trace, span, ...readEntryLine(line) }));
}

/** One is compared faster than looked up. */
function amongTraces(traces: readonly string[], add: Parameters): string {
  const [first] = traces;
  if (first !== undefined && traces.length === 1) return `trace_id = ${add.id(first)}`;
  return `trace_id IN (SELECT toFixedString(unhex(arrayJoin(${add.strings(traces)})), 16))`;
}

const byKey = (found: readonly LedgerEntry[]): Entries => new Map(found.map((entry) => [entryKey(entry), entry]));

export const entryKey = ({ trace, span }: { readonly trace: string; readonly span: string }) => `${trace} ${span}`;

/** Completes a span with what the ledger knows. A span it does not know is no call, or was not settled yet. */
export function withEntry(span: Span, entry: LedgerEntry | undefined): Span {
  if (entry === undefined) return { ...span, notCountedBecause: span.countsTowardTotals ? null : "not a call" };
  return {
    ...span,
    ...whoseOf(entry),
    countsTowardTotals: entry.counts,
    notCountedBecause: entry.why || null,
    duplicateOf: idOrNull(entry.keeper),
    cost: costOfEntry(entry),
    noCostBecause: entry.counts && modelKinds.has(span.kind) ? noCostBecause(entry) : null,
  };
}

/** A tool that tells no cost has none. */
const modelKinds: ReadonlySet<string> = new Set(["llm", "embedding", "rerank"]);

function noCostBecause({ source }: LedgerEntry): Span["noCostBecause"] {
  return source === "failed" ? "failed" : source === "none" ? "unknown" : null;
}

function whoseOf(entry: LedgerEntry) {
  return {
    sessionId: entry.session_id || null,
    userId: entry.user_id || null,
    agentName: entry.agent_name || null,
    workflowName: entry.workflow_name || null,
    platform: entry.platform || null,
    tags: entry.tags,
  };
}

/** The row with what was taken over from other spans of the same call. */
export function withAdopted(row: SpanRow, entry: LedgerEntry | undefined): SpanRow {
  if (!entry?.adopted) return row;
  const failed = entry.failed && row.outcome !== "running";
  return {
    ...row,
    has_tokens: entry.has_tokens,
    input_tokens: entry.input_tokens,
    output_tokens: entry.output_tokens,
    cached_tokens: entry.cached_tokens,
    cache_write_tokens: entry.cache_write_tokens,
    reasoning_tokens: entry.reasoning_tokens,
    provider: entry.provider,
    model: entry.model,
    response_model: entry.response_model,
    outcome: failed ? "error" : row.outcome,
    error_type: row.error_type || entry.error_type,
    error_message: row.error_message || entry.error_message,
    finish_reasons: row.finish_reasons.length > 0 ? row.finish_reasons : entry.finish_reasons,
    first_token: row.first_token === "0" ? entry.first_token : row.first_token,
  };
}
