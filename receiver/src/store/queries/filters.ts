import { attributeConditions, hasItem, notedOnSpan } from "./attribute-conditions.ts";
import {
  after,
  anyOf,
  before,
  contains,
  costConditions,
  durationConditions,
  isAsked,
  ofTraces,
  oneOf,
  tokenConditions,
  within,
} from "./conditions.ts";
import { errorConditions } from "./error-conditions.ts";
import type { Parameters } from "./parameters.ts";
import { botConditions, inSessions, metadataConditions, ofSession } from "./session-conditions.ts";
import { spanConditions, spansThat } from "./span-conditions.ts";
import { logTextConditions, spanTextConditions } from "./text-conditions.ts";

export { endOfTime, minute, modelOf, oneOf, within } from "./conditions.ts";

/** What a caller asks for, read and checked. Values of one name are alternatives; different names must all hold. */
export interface Filters {
  readonly project: string;
  readonly range: Range;
  readonly session?: readonly string[];
  readonly user?: readonly string[];
  readonly agent?: readonly string[];
  readonly model?: readonly string[];
  readonly provider?: readonly string[];
  readonly tool?: readonly string[];
  readonly kind?: readonly string[];
  readonly status?: readonly string[];
  readonly tag?: readonly string[];
  readonly service?: readonly string[];
  readonly platform?: readonly string[];
  readonly environment?: readonly string[];
  readonly release?: readonly string[];
  /** What only sessions tell; whatever else is asked about is asked about its session. */
  readonly bot?: readonly string[];
  readonly botType?: readonly string[];
  readonly endReason?: readonly string[];
  /** Nanoseconds. */
  readonly minDuration?: bigint;
  readonly maxDuration?: bigint;
  readonly minCost?: string;
  readonly maxCost?: string;
  /** Input and output together. What tells no tokens is within no bound. */
  readonly minTokens?: bigint;
  readonly maxTokens?: bigint;
  readonly hasError?: boolean;
  /** How many spans failed: of traces and of sessions, whose summaries count them. */
  readonly minErrors?: bigint;
  /** How something failed, and what it said without its particulars: of one failure both, as `listErrors` tells them. */
  readonly errorType?: readonly string[];
  readonly errorShape?: readonly string[];
  /** Each is words, or a phrase in quotes, that all stand in a span; see `wordsAsked`. */
  readonly q?: readonly string[];
  readonly attributes?: readonly AttributeFilter[];
  /** What a session, or a span of it, notes beside the work. */
  readonly metadata?: readonly MetadataFilter[];
  /** The ids of traces that were found before by what they are asked for. */
  readonly among?: readonly string[];
}

/** Of spans: they count no spans below them. */
export type SpanFilters = Omit<Filters, "minErrors" | "among">;

/** Unix nanoseconds; `to` is not part of it. */
export interface Range {
  readonly from: bigint;
  readonly to: bigint;
}

export interface AttributeFilter {
  readonly key: string;
  readonly values: readonly string[];
  /** Hashes of the origins whose resource says so, as `findOrigins` found them. */
  readonly origins?: readonly string[];
}

export interface MetadataFilter {
  readonly key: string;
  readonly values: readonly string[];
}

/** A trace answers when it, its session, or some span of it does. */
export function traceConditions(filters: Filters, add: Parameters): string[] {
  const { q: _, ...others } = filters;
  const ways = {
    bySession: (noted: string) => inSessions(filters, "session_id", [noted], add),
    bySpans: (one: MetadataFilter) => hasSpan(filters, add, notedOnSpan(one, add)),
  };
  return [
    ...ownTraceConditions(filters, add),
    ...isAmong(filters, add),
    ...spanConditions(others, add).map((one) => hasSpan(filters, add, one)),
    ...hasFailure(filters, add),
    ...metadataConditions(filters, add, ways),
    ...anyOf(filters.q, (part) => {
      const said = spanTextConditions({ ...filters, q: [part] }, add).map((one) => hasSpan(filters, add, one));
      return [idBegins("trace_id", part, add), contains("name", add.string(part)), ...said].join(" OR ");
    }),
  ];
}

/** A session answers when it, or some span of it, does. */
export function sessionConditions(filters: Filters, add: Parameters): string[] {
  const { q: _, ...others } = filters;
  const throughSpans = (condition: string) => hasTrace(filters, add, hasSpan(filters, add, condition));
  const ways = {
    bySession: (noted: string) => noted,
    bySpans: (one: MetadataFilter) => throughSpans(notedOnSpan(one, add)),
  };
  return [
    ...ownSessionConditions(filters, add),
    ...isAmong(filters, add).map((one) => hasTrace(filters, add, one)),
    ...spanConditions(others, add).map(throughSpans),
    ...hasFailure(filters, add).map((one) => hasTrace(filters, add, one)),
    ...metadataConditions(filters, add, ways),
    ...anyOf(filters.q, (part) => {
      const said = spanTextConditions({ ...filters, q: [part] }, add).map(throughSpans);
      const text = add.string(part);
      return [contains("session_id", text), contains("user_id", text), ...said].join(" OR ");
    }),
  ];
}

/** What a trace's own row says, and what its session's does. */
export function ownTraceConditions(filters: Filters, add: Parameters): string[] {
  return [...summaryConditions(filters, add), ...ofSession(filters, "session_id", add)];
}

/** What a session's own row says. */
export function ownSessionConditions(filters: Filters, add: Parameters): string[] {
  return [...summaryConditions(filters, add), ...botConditions(filters, add)];
}

/**
 * A log record answers for its service, its attributes and its text, and for its session where it names one; the rest is
 * asked of the trace it belongs to.
 */
export function logConditions(filters: Filters, add: Parameters): string[] {
  const { service, q: _, attributes, ...ofTrace } = filters;
  const own = [
    ...oneOf("service", service, add),
    ...attributeConditions(filters, add),
    ...logTextConditions(filters, add),
  ];
  const traced = traceConditions(ofTrace, add);
  if (traced.length === 0) return own;
  const widened = { from: before(filters.range.from), to: filters.range.to };
  const among = `SELECT trace_id FROM traces FINAL WHERE ${[...within(filters.project, "start", widened, add), ...traced].join(" AND ")}`;
  const named = traced.length === 1 ? (filters.session ?? []) : [];
  const naming = named.map((id) => hasItem("session.id", id, add));
  return [...own, `(${[`trace_id IN (${among})`, ...naming].join(" OR ")})`];
}

/** A metric point belongs to no span: only these narrow it. */
export function pointConditions(
  filters: Pick<Filters, "project" | "range" | "service" | "attributes">,
  add: Parameters,
) {
  return [...oneOf("service", filters.service, add), ...attributeConditions(filters, add)];
}

/** What a summary, of a trace or of a session, says by itself. */
export function summaryConditions(filters: Filters, add: Parameters): string[] {
  const { hasError, minErrors } = filters;
  return [
    ...oneOf("session_id", filters.session, add),
    ...oneOf("user_id", filters.user, add),
    ...oneOf("platform", filters.platform, add),
    ...oneOf("toString(status)", filters.status, add),
    ...(isAsked(filters.tag) ? [`hasAny(tags, ${add.strings(filters.tag)})`] : []),
    ...durationConditions("toInt64(end - start)", filters, add),
    ...costConditions(filters, "reported_calls + computed_calls + estimated_calls > 0", add),
    ...tokenConditions(filters, add),
    ...(hasError === undefined ? [] : [hasError ? "error_count > 0" : "error_count = 0"]),
    ...(minErrors === undefined ? [] : [`error_count >= ${add.add("UInt64", minErrors)}`]),
  ];
}

const isAmong = ({ among }: Filters, add: Parameters): string[] =>
  ofTraces(among === undefined ? {} : { traces: among }, add);

/** Of fewer digits every list would be full. */
const fewestDigits = 4;

function idBegins(column: string, part: string, add: Parameters): string {
  const text = add.string(part);
  return `(length(${text}) >= ${fewestDigits} AND startsWith(lower(hex(${column})), lower(${text})))`;
}

function hasSpan(filters: Filters, add: Parameters, condition: string): string {
  const { project, range } = filters;
  return `trace_id IN (${spansThat("trace_id", project, { from: range.from, to: after(range.to) }, condition, add)})`;
}

/** Of a span that begins in the range, or behind it in a trace that does. */
function hasFailure(filters: Filters, add: Parameters): readonly string[] {
  const { from, to } = filters.range;
  return errorConditions({ ...filters, range: { from, to: after(to) } }, "trace_id", add);
}

function hasTrace(filters: Filters, add: Parameters, condition: string): string {
  const { project, range } = filters;
  const bounds = within(project, "start", { from: range.from, to: after(range.to) }, add);
  return `session_id IN (SELECT session_id FROM traces FINAL WHERE ${[...bounds, "session_id != ''", condition].join(" AND ")})`;
}
