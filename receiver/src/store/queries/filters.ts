import type { Parameters } from "./parameters.ts";

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
  /** Nanoseconds. */
  readonly minDuration?: bigint;
  readonly maxDuration?: bigint;
  readonly minCost?: string;
  readonly maxCost?: string;
  /** Part of a name, a message, a tool argument or an error, in any case. */
  readonly q?: readonly string[];
  readonly attributes?: readonly AttributeFilter[];
  /** The ids of traces that were found before by what they are asked for. */
  readonly among?: readonly string[];
}

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

/** A span is looked for this much before its trace began to be listed, and after. Longer traces lose their edges. */
const longestTrace = 7n * 86_400_000_000_000n;
export const endOfTime = 18_446_744_073_709_551_615n;

export const modelOf = "if(model = '', response_model, model)";

/** Says whether a span, on its own row, is one of those asked for. Each name gives one condition. */
export function spanConditions(filters: Filters, add: Parameters): string[] {
  return [
    ...oneOf("agent_name", filters.agent, add),
    ...oneOf(modelOf, filters.model, add),
    ...oneOf("provider", filters.provider, add),
    ...oneOf("tool_name", filters.tool, add),
    ...oneOf("kind", filters.kind, add),
    ...oneOf("service", filters.service, add),
    ...attributeConditions(filters, add),
    ...spanTextConditions(filters, add),
  ];
}

/** Attributes and texts, which only the span's own row holds, asked of a row that names the span. */
export function storedConditions(filters: Filters, add: Parameters): string[] {
  const asked = [...attributeConditions(filters, add), ...spanTextConditions(filters, add)];
  if (asked.length === 0) return [];
  const conditions = [...within(filters.project, "start", filters.range, add), ...asked].join(" AND ");
  return [`(trace_id, span_id) IN (SELECT trace_id, span_id FROM spans FINAL WHERE ${conditions})`];
}

export function traceConditions(filters: Filters, add: Parameters): string[] {
  const throughSpans = spanConditions(filters, add).map((one) => hasSpan(filters, add, one));
  return [...summaryConditions(filters, add), ...isAmong(filters, add), ...throughSpans];
}

export function sessionConditions(filters: Filters, add: Parameters): string[] {
  const ofTraces = [...isAmong(filters, add), ...spanConditions(filters, add).map((one) => hasSpan(filters, add, one))];
  return [...summaryConditions(filters, add), ...ofTraces.map((one) => hasTrace(filters, add, one))];
}

function isAmong({ among }: Filters, add: Parameters): string[] {
  if (among === undefined) return [];
  return [`trace_id IN (SELECT toFixedString(unhex(arrayJoin(${add.strings(among)})), 16))`];
}

/**
 * A log record answers for its service, its attributes and its text, and for its session where it names one; the rest is
 * asked of the trace it belongs to.
 */
export function logConditions(filters: Filters, add: Parameters): string[] {
  const { service, q, attributes, ...ofTrace } = filters;
  const own = [
    ...oneOf("service", service, add),
    ...attributeConditions(filters, add),
    ...anyOf(q, (part) => logContains(filters, add, part)),
  ];
  const traced = traceConditions(ofTrace, add);
  if (traced.length === 0) return own;
  const widened = { from: before(filters.range.from), to: filters.range.to };
  const among = `SELECT trace_id FROM traces FINAL WHERE ${[...within(filters.project, "start", widened, add), ...traced].join(" AND ")}`;
  const named = traced.length === 1 ? (filters.session ?? []) : [];
  const naming = named.map((id) => `has(${items}, ${add.string(`session.id=${id}`)})`);
  return [...own, `(${[`trace_id IN (${among})`, ...naming].join(" OR ")})`];
}

export function pointConditions(filters: Filters, add: Parameters): string[] {
  return [...oneOf("service", filters.service, add), ...attributeConditions(filters, add)];
}

/** The part of every question that bounds what is read. */
export function within(project: string, column: "start" | "time", range: Range, add: Parameters): string[] {
  const bounds = [`project = ${add.string(project)}`, `${column} >= ${add.nanos(range.from)}`];
  return range.to >= endOfTime ? bounds : [...bounds, `${column} < ${add.nanos(range.to)}`];
}

const before = (from: bigint): bigint => (from > longestTrace ? from - longestTrace : 0n);
/** Spans of traces that begin before `to` begin before then. */
export const after = (to: bigint): bigint => (to > endOfTime - longestTrace ? endOfTime : to + longestTrace);

/** What nobody knows the cost of is within no bound. */
export function costConditions({ minCost, maxCost }: Filters, isKnown: string, add: Parameters): string[] {
  if (minCost === undefined && maxCost === undefined) return [];
  return [
    isKnown,
    ...(minCost === undefined ? [] : [`cost >= toDecimal128(${add.string(minCost)}, 12)`]),
    ...(maxCost === undefined ? [] : [`cost <= toDecimal128(${add.string(maxCost)}, 12)`]),
  ];
}

export function oneOf(expression: string, values: readonly string[] | undefined, add: Parameters): string[] {
  return values === undefined || values.length === 0 ? [] : [`${expression} IN ${add.strings(values)}`];
}

/** What a summary, of a trace or of a session, says by itself. */
export function summaryConditions(filters: Filters, add: Parameters): string[] {
  return [
    ...oneOf("session_id", filters.session, add),
    ...oneOf("user_id", filters.user, add),
    ...oneOf("platform", filters.platform, add),
    ...oneOf("toString(status)", filters.status, add),
    ...(filters.tag?.length ? [`hasAny(tags, ${add.strings(filters.tag)})`] : []),
    ...durationConditions("toInt64(end - start)", filters, add),
    ...costConditions(filters, "reported_calls + computed_calls + estimated_calls > 0", add),
  ];
}

export function durationConditions(expression: string, filters: Filters, add: Parameters): string[] {
  const { minDuration, maxDuration } = filters;
  return [
    ...(minDuration === undefined ? [] : [`${expression} >= ${add.add("Int64", minDuration)}`]),
    ...(maxDuration === undefined ? [] : [`${expression} <= ${add.add("Int64", maxDuration)}`]),
  ];
}

/** Of the key of the tables: the minute in which something starts. */
export const minute = "intDiv(start, 60000000000)";

/** Whether a span tells one of the values, by the index alone. */
export function saysOnSpan({ key, values }: AttributeFilter, add: Parameters): string {
  return `(${values.map((value) => `has(${items}, ${add.string(`${key}=${value}`)})`).join(" OR ")})`;
}

/** The index finds where such spans were ever told; only there is it worth reading what was told last. */
function hasSpan(filters: Filters, add: Parameters, condition: string): string {
  const { project, range } = filters;
  const told = [...within(project, "start", { from: range.from, to: after(range.to) }, add), condition].join(" AND ");
  const place = `${minute}, trace_id`;
  const ever = condition.includes(items) ? `AND (${place}) IN (SELECT ${place} FROM spans WHERE ${told})` : "";
  return `trace_id IN (SELECT trace_id FROM spans FINAL WHERE ${told} ${ever})`;
}

function hasTrace(filters: Filters, add: Parameters, condition: string): string {
  const { project, range } = filters;
  const bounds = within(project, "start", { from: range.from, to: after(range.to) }, add);
  return `session_id IN (SELECT session_id FROM traces FINAL WHERE ${[...bounds, "session_id != ''", condition].join(" AND ")})`;
}

/** Exactly the expression of the text index `items`, so that the index answers. */
const items = "arrayMap((k, v) -> concat(k, '=', v), mapKeys(attributes), mapValues(attributes))";

function attributeConditions(filters: Filters, add: Parameters): string[] {
  return (filters.attributes ?? []).flatMap(({ key, values, origins = [] }) => {
    const onSpan = values.map((value) => `has(${items}, ${add.string(`${key}=${value}`)})`);
    const onResource = origins.length > 0 ? [`hex(origin) IN ${add.strings(origins)}`] : [];
    return onSpan.length === 0 ? [] : [`(${[...onSpan, ...onResource].join(" OR ")})`];
  });
}

function spanTextConditions(filters: Filters, add: Parameters): string[] {
  return anyOf(filters.q, (part) => {
    const text = add.string(part);
    const columns = ["name", "status_message", "error_type", "error_message", "tool_name", "agent_name"];
    return [
      ...columns.map((column) => contains(column, text)),
      `arrayExists(v -> ${contains("v", text)}, mapValues(attributes))`,
      `arrayExists(e -> positionCaseInsensitive(e, ${text}) > 0, events)`,
      refersTo(filters, add, text),
    ].join(" OR ");
  });
}

function logContains(filters: Filters, add: Parameters, part: string): string {
  const text = add.string(part);
  return [
    ...["body", "event_name", "severity_text"].map((column) => contains(column, text)),
    `arrayExists(v -> ${contains("v", text)}, mapValues(attributes))`,
    refersTo(filters, add, text),
  ].join(" OR ");
}

/** Contents lie in the day they arrived; a sender's clock may run a day ahead of ours. */
function refersTo({ project, range }: Filters, add: Parameters, text: string): string {
  const aDay = 86_400_000_000_000n;
  const from = add.millis(range.from > aDay ? range.from - aDay : 0n);
  const bounds = `project = ${add.string(project)} AND received >= ${from}`;
  return `arrayExists(r -> r IN (SELECT hash FROM contents WHERE ${bounds} AND ${contains("content", text)}), refs)`;
}

const contains = (expression: string, text: string) => `positionCaseInsensitiveUTF8(${expression}, ${text}) > 0`;

function anyOf(parts: readonly string[] | undefined, condition: (part: string) => string): string[] {
  const asked = (parts ?? []).filter((part) => part !== "");
  return asked.length === 0 ? [] : [`(${asked.map((part) => `(${condition(part)})`).join(" OR ")})`];
}
