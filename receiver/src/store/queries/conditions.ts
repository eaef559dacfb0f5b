import type { Filters, Range, SpanFilters } from "./filters.ts";
import type { Parameters } from "./parameters.ts";

/** A span is looked for this much before its trace began to be listed, and after. Longer traces lose their edges. */
const longestTrace = 7n * 86_400_000_000_000n;
export const endOfTime = 18_446_744_073_709_551_615n;

export const modelOf = "if(model = '', response_model, model)";

/** The part of every question that bounds what is read. */
export function within(project: string, column: "start" | "time", range: Range, add: Parameters): string[] {
  const bounds = [`project = ${add.string(project)}`, `${column} >= ${add.nanos(range.from)}`];
  return range.to >= endOfTime ? bounds : [...bounds, `${column} < ${add.nanos(range.to)}`];
}

/** A trace, and where it lies. */
export interface TracePlace {
  readonly project: string;
  readonly traceId: string;
  readonly extent: Range;
}

/** The condition that every question about one trace begins with. */
export const inTrace = ({ project, traceId, extent }: TracePlace, add: Parameters): string =>
  [...within(project, "start", extent, add), `trace_id = ${add.id(traceId)}`].join(" AND ");

/** A search that looks through these traces alone. */
export interface InTraces {
  readonly traces?: readonly string[];
}

export function ofTraces({ traces }: InTraces, add: Parameters): string[] {
  if (traces === undefined) return [];
  return [`trace_id IN (SELECT toFixedString(unhex(arrayJoin(${add.strings(traces)})), 16))`];
}

export const before = (from: bigint): bigint => (from > longestTrace ? from - longestTrace : 0n);
/** Spans of traces that begin before `to` begin before then. */
export const after = (to: bigint): bigint => (to > endOfTime - longestTrace ? endOfTime : to + longestTrace);

export const later = (one: bigint, other: bigint) => (one > other ? one : other);

/** Of the key of the tables: the minute in which something starts. */
export const minute = "intDiv(start, 60000000000)";

/** A span whose later telling begins in another minute has a row in each. */
export const isWithinOneMinute = ({ from, to }: Range): boolean =>
  from / 60_000_000_000n === (to - 1n) / 60_000_000_000n;

export function oneOf(expression: string, values: readonly string[] | undefined, add: Parameters): string[] {
  return isAsked(values) ? [`${expression} IN ${add.strings(values)}`] : [];
}

/** Whose calls, of what: names that the spans' rows and the ledger's entries alike have columns for. */
export function callConditions(filters: SpanFilters, add: Parameters, model = modelOf): string[] {
  return [
    ...oneOf("agent_name", filters.agent, add),
    ...oneOf(model, filters.model, add),
    ...oneOf("provider", filters.provider, add),
    ...oneOf("tool_name", filters.tool, add),
    ...oneOf("kind", filters.kind, add),
    ...oneOf("service", filters.service, add),
    ...oneOf("environment", filters.environment, add),
  ];
}

export function isAsked<Value>(values: readonly Value[] | undefined): values is readonly Value[] {
  return values !== undefined && values.length > 0;
}

/** One condition: that it holds of one of the parts. An empty part asks for nothing. */
export function anyOf(parts: readonly string[] | undefined, condition: (part: string) => string): string[] {
  const asked = (parts ?? []).filter((part) => part !== "");
  return asked.length === 0 ? [] : [`(${asked.map((part) => `(${condition(part)})`).join(" OR ")})`];
}

/** In any case, and in any language. */
export const contains = (expression: string, text: string) => `positionCaseInsensitiveUTF8(${expression}, ${text}) > 0`;

/** What nobody knows the cost of is within no bound. */
export function costConditions({ minCost, maxCost }: Filters, isKnown: string, add: Parameters): string[] {
  if (minCost === undefined && maxCost === undefined) return [];
  return [
    isKnown,
    ...(minCost === undefined ? [] : [`cost >= toDecimal128(${add.string(minCost)}, 12)`]),
    ...(maxCost === undefined ? [] : [`cost <= toDecimal128(${add.string(maxCost)}, 12)`]),
  ];
}

export function tokenConditions({ minTokens, maxTokens }: Filters, add: Parameters): string[] {
  if (minTokens === undefined && maxTokens === undefined) return [];
  return [
    "has_tokens",
    ...(minTokens === undefined ? [] : [`input_tokens + output_tokens >= ${add.add("UInt64", minTokens)}`]),
    ...(maxTokens === undefined ? [] : [`input_tokens + output_tokens <= ${add.add("UInt64", maxTokens)}`]),
  ];
}

export function durationConditions(expression: string, filters: Filters, add: Parameters): string[] {
  const { minDuration, maxDuration } = filters;
  return [
    ...(minDuration === undefined ? [] : [`${expression} >= ${add.add("Int64", minDuration)}`]),
    ...(maxDuration === undefined ? [] : [`${expression} <= ${add.add("Int64", maxDuration)}`]),
  ];
}
