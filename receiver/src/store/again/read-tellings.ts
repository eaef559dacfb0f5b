import type { Usage, UsageDetails } from "../../model/facts.ts";
import type { Span } from "../../model/span.ts";
import { type Range, within } from "../queries/filters.ts";
import { decodeCursor, encodeCursor, hexId, wholeNumber } from "../queries/page.ts";
import { Parameters } from "../queries/parameters.ts";
import { toSpans } from "../queries/read-trace.ts";
import { readSurroundings, type Surroundings } from "../queries/referring-row.ts";
import { readSpanRows, type SpanRow, spanColumns, type TokenRow, toSpan } from "../queries/span-row.ts";
import type { Store } from "../store.ts";

/** A stored span with what its row says beside: who spoke, and the facts as they were read. */
export interface Telling {
  readonly span: Span;
  readonly scope: string;
  readonly spanKind: number;
  /** What told it: a span, or a log event that tells of a call. */
  readonly signal: "span" | "log";
  /** Its status says that it failed. */
  readonly saysFailed: boolean;
  readonly version: bigint;
  readonly facts: StoredFacts;
}

/** The facts of a span as its row has them: '' and 0 where nothing was said. */
export interface StoredFacts {
  readonly kind: string;
  readonly dialect: string;
  readonly sessionId: string;
  readonly userId: string;
  readonly agentName: string;
  readonly workflowName: string;
  readonly platform: string;
  readonly environment: string;
  readonly release: string;
  readonly tags: readonly string[];
  readonly provider: string;
  readonly model: string;
  readonly responseModel: string;
  readonly responseId: string;
  readonly usage: Usage | null;
  readonly usageRule: string;
  readonly usageDetails: UsageDetails;
  readonly tier: string;
  readonly reportedCost: string;
  readonly finishReasons: readonly string[];
  readonly streaming: boolean | null;
  readonly firstTokenNanos: number;
  readonly counts: boolean;
  readonly toolName: string;
  readonly toolCallId: string;
  readonly failed: boolean;
  readonly errorType: string;
  readonly errorMessage: string;
}

export interface TellingsQuery {
  readonly project: string;
  readonly range: Range;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

export interface Tellings {
  readonly tellings: readonly Telling[];
  readonly nextCursor: string | null;
}

const columns = `${spanColumns}, scope, span_kind, status_code, response_id, token_rule, token_details, tier,
  reported_cost, version, toString(signal) AS told_by, toString(intDiv(start, 60000000000)) AS minute`;

interface TellingRow extends SpanRow {
  readonly scope: string;
  readonly span_kind: number;
  readonly status_code: number;
  readonly response_id: string;
  readonly token_rule: string;
  readonly token_details: Readonly<Record<string, string>>;
  readonly tier: string;
  readonly reported_cost: string;
  readonly version: string;
  readonly minute: string;
  readonly told_by: "span" | "log";
}

/**
 * The spans that began in the range, as they were told last, a page at a time in the order they lie in. One that is found a
 * moment before whoever spoke, or what was said at length, is left out: half of what it says is not there.
 */
export async function readTellings(store: Store, query: TellingsQuery): Promise<Tellings> {
  const { project, limit } = query;
  const cursor = query.cursor === undefined ? undefined : placeIn(query.cursor);
  const range = cursor?.range ?? query.range;
  const add = new Parameters();
  const text = `
    SELECT ${columns} FROM spans FINAL
    WHERE ${[...within(project, "start", range, add), ...beyond(cursor?.place, add)].join(" AND ")}
    ORDER BY intDiv(start, 60000000000), trace_id, span_id
    LIMIT ${add.add("UInt32", limit)}`;
  const rows = await readSpanRows<TellingRow>(store, { text, params: add.values, lane: "heavy" });
  const surroundings = await readSurroundings(store, project, rows);
  const whole = rows.filter((row) => isThere(row, surroundings));
  const last = rows.length < limit ? undefined : rows.at(-1);
  return {
    tellings: whole.map((row) => tellingOf(row, toSpan(row, surroundings))),
    nextCursor: last === undefined ? null : cursorAfter(last, range),
  };
}

/** One span as it was told last, and by what. */
export async function readTelling(
  store: Store,
  {
    project,
    range,
    traceId,
    spanId,
  }: { readonly project: string; readonly range: Range; readonly traceId: string; readonly spanId: string },
): Promise<Telling | undefined> {
  const add = new Parameters();
  const conditions = [
    ...within(project, "start", range, add),
    `trace_id = ${add.id(traceId)}`,
    `span_id = ${add.id(spanId)}`,
  ];
  const text = `
    SELECT ${columns} FROM spans FINAL
    WHERE ${conditions.join(" AND ")}
    ORDER BY version DESC LIMIT 1`;
  const rows = await readSpanRows<TellingRow>(store, { text, params: add.values });
  const [span] = await toSpans(store, project, rows, { content: "full", which: "all" });
  const [row] = rows;
  return row === undefined || span === undefined ? undefined : tellingOf(row, span);
}

/** Whether all that the row refers to was found. */
function isThere(row: TellingRow, { origins, contents }: Surroundings): boolean {
  return origins.has(row.origin_name) && contents !== "none" && row.ref_names.every((name) => contents.has(name));
}

function tellingOf(row: TellingRow, span: Span): Telling {
  return {
    span,
    scope: row.scope,
    spanKind: row.span_kind,
    signal: row.told_by,
    saysFailed: row.status_code === errorCode,
    version: BigInt(row.version),
    facts: factsOf(row),
  };
}

const errorCode = 2;

function factsOf(row: TellingRow): StoredFacts {
  return {
    kind: row.kind,
    dialect: row.dialect,
    sessionId: row.session_id,
    userId: row.user_id,
    agentName: row.agent_name,
    workflowName: row.workflow_name,
    platform: row.platform,
    environment: row.environment,
    release: row.release,
    tags: row.tags,
    provider: row.provider,
    model: row.model,
    responseModel: row.response_model,
    responseId: row.response_id,
    usage: usageOf(row),
    usageRule: row.token_rule,
    usageDetails: detailsOf(row.token_details),
    tier: row.tier,
    reportedCost: row.reported_cost,
    finishReasons: row.finish_reasons,
    streaming: row.streams === "unknown" ? null : row.streams === "yes",
    firstTokenNanos: Number(row.first_token),
    counts: row.counts,
    toolName: row.tool_name,
    toolCallId: row.tool_call_id,
    failed: row.outcome === "error",
    errorType: row.error_type,
    errorMessage: row.error_message,
  };
}

export function usageOf(row: TokenRow): Usage | null {
  if (!row.has_tokens) return null;
  return {
    input: Number(row.input_tokens),
    output: Number(row.output_tokens),
    cached: Number(row.cached_tokens),
    cacheWrite: Number(row.cache_write_tokens),
    reasoning: Number(row.reasoning_tokens),
  };
}

function detailsOf(told: Readonly<Record<string, string>>): UsageDetails {
  return Object.fromEntries(Object.entries(told).map(([name, count]) => [name, Number(count)]));
}

type Place = readonly string[];

function beyond(place: Place | undefined, add: Parameters): string[] {
  if (place === undefined) return [];
  const [minute = "0", trace = "", span = ""] = place;
  const from = add.nanos(BigInt(minute) * 60_000_000_000n);
  const after = `(intDiv(start, 60000000000), trace_id, span_id) > (${add.nanos(BigInt(minute))}, ${add.id(trace)}, ${add.id(span)})`;
  return [`start >= ${from}`, after];
}

const placeIn = (cursor: string) => decodeCursor(cursor, "tellings", "asc", [wholeNumber, hexId(16), hexId(8)]);

const cursorAfter = ({ minute, trace, span }: TellingRow, range: Range) =>
  encodeCursor({ sort: "tellings", order: "asc", range, place: [minute, trace, span] });
