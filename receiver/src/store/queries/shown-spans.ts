import { attributeConditions, notedOnSpan } from "./attribute-conditions.ts";
import { durationConditions, isAsked, oneOf, within } from "./conditions.ts";
import { errorConditions } from "./error-conditions.ts";
import type { SpanFilters } from "./filters.ts";
import { entryConditions, ownEntryConditions } from "./ledger-spans.ts";
import type { Parameters } from "./parameters.ts";
import { inSessions, metadataConditions } from "./session-conditions.ts";
import { spanTextConditions } from "./text-conditions.ts";

/** Where the spans asked for are looked up, and by what. */
export interface Shown {
  readonly table: "spans" | "ledger";
  readonly conditions: (filters: SpanFilters, add: Parameters) => string[];
  /** Of these, what the row says by itself, and says early. */
  readonly own: (filters: SpanFilters, add: Parameters) => string[];
}

/**
 * The spans that are shown: those another span tells all of are not. What only the ledger knows is asked of the ledger,
 * and the spans it has no entry for are none of those; all else is asked of the spans.
 */
export function shownSpans(filters: SpanFilters): Shown {
  return knownToLedgerAlone.some((name) => isGiven(filters[name])) ? shownInLedger : inSpans;
}

const knownToLedgerAlone = [
  ...(["agent", "user", "session", "platform", "tag", "bot", "botType", "endReason"] as const),
  ...(["model", "provider", "tool", "minCost", "maxCost", "minTokens", "maxTokens"] as const),
];

const isGiven = (asked: readonly string[] | string | bigint | undefined) =>
  typeof asked === "object" ? isAsked(asked) : asked !== undefined;

/** Spans the ledger has an entry for. */
export const shownInLedger: Shown = {
  table: "ledger",
  conditions: (filters, add) => ["NOT hidden", ...entryConditions(filters, add)],
  own: (filters, add) => ["NOT hidden", ...ownEntryConditions(filters, add)],
};

const inSpans: Shown = {
  table: "spans",
  conditions: (filters, add) => [
    isShown(filters, add),
    ...plainConditions(filters, add),
    ...statusConditions(filters, add),
    ...errorConditions(filters, "trace_id, span_id", add),
    ...spanTextConditions(filters, add),
    ...metadataConditions(filters, add, {
      bySession: (noted) => inEntries(filters, inSessions(filters, "trace_session", [noted], add), add),
      bySpans: (one) => notedOnSpan(one, add),
    }),
  ],
  own: (filters, add) => ["removed = 0", ...plainConditions(filters, add)],
};

function plainConditions(filters: SpanFilters, add: Parameters): string[] {
  return [
    ...oneOf("kind", filters.kind, add),
    ...oneOf("service", filters.service, add),
    ...oneOf("environment", filters.environment, add),
    ...oneOf("release", filters.release, add),
    ...durationConditions("duration", filters, add),
    ...attributeConditions(filters, add),
  ];
}

/** Only what a log event tells can be hidden behind a span. */
const isShown = (filters: SpanFilters, add: Parameters) =>
  `(signal = 'span' OR NOT ${inEntries(filters, "hidden", add)})`;

function statusConditions(filters: SpanFilters, add: Parameters): string[] {
  const { status, hasError } = filters;
  if (!isAsked(status) && hasError === undefined) return [];
  const went = wentOf(filters, add);
  const failed = hasError === undefined ? [] : [`${went} ${hasError ? "=" : "!="} 'error'`];
  return [...oneOf(went, status, add), ...failed];
}

/** A log event may tell that a call failed whose span does not. */
export function wentOf(filters: SpanFilters, add: Parameters): string {
  return `if(status = 'ok' AND ${inEntries(filters, "adopted AND failed", add)}, 'error', toString(status))`;
}

function inEntries({ project, range }: SpanFilters, condition: string, add: Parameters): string {
  const bounds = within(project, "start", range, add);
  return `(trace_id, span_id) IN (SELECT trace_id, span_id FROM ledger FINAL WHERE ${[...bounds, condition].join(" AND ")})`;
}
