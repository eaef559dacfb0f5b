import type { LiveSpan } from "../../../model/live.ts";
import type { Kind } from "../../../model/span.ts";
import type { Store } from "../../store.ts";
import { costOfEntry, type EntryCostRow, entryCost } from "../cost-row.ts";
import { type Filters, modelOf } from "../filters.ts";
import { Parameters } from "../parameters.ts";
import { type Shown, shownSpans } from "../shown-spans.ts";
import { endOf, idOrNull, type TokenRow, toTokens } from "../span-row.ts";
import type { Change } from "./find-changes.ts";
import { flags, pairs, placed } from "./live-conditions.ts";
import type { Changed } from "./read-changed.ts";

/** In characters: what is told live is for one line. */
const longestName = 200;

const ids = "lower(hex(trace_id)) AS trace, lower(hex(span_id)) AS span";
const tokens = `has_tokens, input_tokens, output_tokens, cached_tokens, cache_write_tokens, reasoning_tokens`;
const whose = `session_id, user_id, agent_name, provider, ${modelOf} AS called, error_type, ${tokens}`;

const spanColumns = `
  ${ids}, lower(hex(parent_span_id)) AS parent, substringUTF8(name, 1, ${longestName}) AS title, kind,
  toString(state) AS stage, status = 'error' AS failed, start, duration, service, tool_name, ${whose},
  toString(version) AS told_version`;
const entryColumns = `
  ${ids}, failed, ${whose}, hidden, counts, ${entryCost}, toString(version) AS told_version`;

/** These spans as they are now, and for each of `filters` whether the list of spans by it shows them. */
export async function readChangedSpans(
  store: Store,
  project: string,
  changes: readonly Change[],
  filters: readonly Filters[],
): Promise<readonly Changed<LiveSpan>[]> {
  if (changes.length === 0) return [];
  const asked = { store, project, changes, filters };
  const spans = await read<SpanRow>(asked, "spans", spanColumns);
  const entries = await read<EntryRow>(asked, "ledger", entryColumns);
  const byKey = new Map(entries.map((entry) => [`${entry.trace} ${entry.span}`, entry]));
  return spans.map((span) => toChanged(span, byKey.get(`${span.trace} ${span.span}`), filters));
}

interface Asked {
  readonly store: Store;
  readonly project: string;
  readonly changes: readonly Change[];
  readonly filters: readonly Filters[];
}

/** The flags of filters that are asked of the other table are of no use. */
function read<Row>(asked: Asked, table: Shown["table"], columns: string): Promise<Row[]> {
  const { store, project, changes, filters } = asked;
  const add = new Parameters();
  const zipped = pairs(add.strings(changes.map(({ trace }) => trace)), add.strings(changes.map(({ span }) => span)));
  const these = `SELECT toFixedString(unhex(pair.1), 16), toFixedString(unhex(pair.2), 8) ${zipped}`;
  const conditionsOf = (one: Filters) => (tableOf(one) === table ? shownSpans(one).conditions(one, add) : []);
  const text = `
    SELECT ${columns}, ${flags(filters, changes, conditionsOf, add)} AS matches
    FROM ${table} FINAL
    WHERE ${placed(project, changes, add)} AND (trace_id, span_id) IN (${these})`;
  return store.query<Row>({ text, params: add.values, settings: { max_threads: 1 } });
}

/** Undefined when nothing but a range is asked for: then there is nothing to ask of either. */
function tableOf(filters: Filters): Shown["table"] | undefined {
  const { project: _project, range: _range, ...names } = filters;
  return Object.values(names).some((asked) => asked !== undefined) ? shownSpans(filters).table : undefined;
}

interface WhoseRow extends TokenRow {
  readonly trace: string;
  readonly span: string;
  readonly failed: boolean | number;
  readonly session_id: string;
  readonly user_id: string;
  readonly agent_name: string;
  readonly provider: string;
  readonly called: string;
  readonly error_type: string;
  readonly told_version: string;
  readonly matches: readonly boolean[];
}

interface SpanRow extends WhoseRow {
  readonly parent: string;
  readonly title: string;
  readonly kind: string;
  readonly stage: "running" | "abandoned" | "ended";
  readonly start: string;
  readonly duration: string;
  readonly service: string;
  readonly tool_name: string;
}

interface EntryRow extends WhoseRow, EntryCostRow {
  readonly hidden: boolean;
  readonly counts: boolean;
}

function toChanged(span: SpanRow, entry: EntryRow | undefined, filters: readonly Filters[]): Changed<LiveSpan> {
  return {
    item: toLiveSpan(span, entry),
    told: BigInt(span.told_version),
    reckoned: BigInt(entry?.told_version ?? 0),
    matches: filters.map((one, at) => {
      const row = tableOf(one) === "ledger" ? entry : span;
      return row?.matches[at] ?? false;
    }),
  };
}

/** Whose it is and what it used the ledger says, where it has an entry. */
function toLiveSpan(span: SpanRow, entry: EntryRow | undefined): LiveSpan {
  const hasEnded = span.stage === "ended";
  const told = entry ?? span;
  return {
    traceId: span.trace,
    spanId: span.span,
    parentSpanId: idOrNull(span.parent),
    name: span.title,
    kind: (span.kind || "span") as Kind,
    status: span.stage === "running" ? "running" : told.failed ? "error" : "ok",
    startTime: span.start,
    endTime: hasEnded ? endOf(span.start, span.duration) : null,
    durationNanos: hasEnded ? span.duration : null,
    service: span.service || null,
    sessionId: told.session_id || null,
    userId: told.user_id || null,
    agentName: told.agent_name || null,
    provider: told.provider || null,
    model: told.called || null,
    toolName: span.tool_name || null,
    errorType: told.error_type || null,
    tokens: toTokens(told),
    cost: entry === undefined ? null : costOfEntry(entry),
    countsTowardTotals: entry?.counts ?? false,
    hidden: entry?.hidden ?? false,
  };
}
