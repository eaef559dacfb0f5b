import type { CostLine } from "../../model/cost.ts";
import type { Usage } from "../../model/facts.ts";
import type { CostSource } from "../../model/ledger.ts";
import { inTrace } from "../queries/conditions.ts";
import { findTraceExtent } from "../queries/find-extent.ts";
import { Parameters } from "../queries/parameters.ts";
import type { SpanQuery } from "../queries/read-span.ts";
import type { TokenRow } from "../queries/span-row.ts";
import type { Store } from "../store.ts";
import { readTelling, type Telling, usageOf } from "./read-tellings.ts";

/** What a span may have from one above it. */
export const inheritable = ["sessionId", "userId", "agentName", "workflowName", "platform", "tags"] as const;
export type Inheritable = (typeof inheritable)[number];

/** A stored span with all that tells where its facts come from. */
export interface OriginOfFacts {
  readonly telling: Telling;
  /** The spans above that it has facts from. */
  readonly inheritedFrom: Readonly<Partial<Record<Inheritable, string>>>;
  /** The other tellings of the same call, where it took something over from them. */
  readonly lenders: readonly Telling[];
  /** What the ledger holds of it; undefined when it has nothing to say there. */
  readonly entry: LedgerWord | undefined;
}

export interface LedgerWord {
  readonly counts: boolean;
  readonly why: string;
  readonly duplicateOf: string | null;
  readonly adopted: boolean;
  readonly usage: Usage | null;
  readonly costSource: CostSource;
  readonly cost: string;
  readonly priceVersion: string;
  readonly costLines: readonly CostLine[];
  readonly estimatedInput: number;
  readonly estimatedOutput: number;
}

export async function readOriginOfFacts(store: Store, query: SpanQuery): Promise<OriginOfFacts | null> {
  const { project, traceId, spanId } = query;
  const extent = await findTraceExtent(store, project, traceId);
  if (extent === undefined) return null;
  const telling = await readTelling(store, { project, range: extent, traceId, spanId });
  if (telling === undefined) return null;
  const add = new Parameters();
  const ofTrace = inTrace({ project, traceId, extent }, add);
  const params = { ...add.values };
  const id = `toFixedString(unhex({span:String}), 8)`;
  const [family, [entry]] = await Promise.all([
    store.query<KinRow>({ text: kinOf(ofTrace), params }),
    store.query<EntryRow>({ text: entryOf(ofTrace, id), params: { ...params, span: spanId } }),
  ]);
  const lent = entry?.adopted
    ? await store.query<LenderRow>({ text: lendersOf(ofTrace, id), params: { ...params, span: spanId } })
    : [];
  const asked = { project, range: extent, traceId };
  const lenders = await Promise.all(lent.map((row) => readTelling(store, { ...asked, spanId: row.lender })));
  return {
    telling,
    inheritedFrom: inherited(family, spanId),
    lenders: lenders.filter((lender) => lender !== undefined),
    entry: entry && wordOf(entry),
  };
}

/** A call is seldom told more than three times. */
const mostLenders = 10;

const lendersOf = (ofTrace: string, id: string) => `
  SELECT lower(hex(span_id)) AS lender FROM ledger FINAL
  WHERE ${ofTrace} AND duplicate_of = ${id}
  ORDER BY start, span_id LIMIT ${mostLenders}`;

interface LenderRow {
  readonly lender: string;
}

const kinOf = (ofTrace: string) => `
  SELECT
    lower(hex(span_id)) AS span, lower(hex(parent_span_id)) AS parent,
    [session_id != '', user_id != '', agent_name != '', workflow_name != '', platform != '', notEmpty(tags)] AS said
  FROM spans FINAL
  WHERE ${ofTrace}`;

interface KinRow {
  readonly span: string;
  readonly parent: string;
  readonly said: readonly number[];
}

/** The nearest span above that says what it does not say itself. */
function inherited(family: readonly KinRow[], spanId: string): OriginOfFacts["inheritedFrom"] {
  const bySpan = new Map(family.map((row) => [row.span, row]));
  const from: Partial<Record<Inheritable, string>> = {};
  const own = bySpan.get(spanId);
  const passed = new Set<string>([spanId]);
  for (let kin = above(bySpan, own); kin !== undefined && !passed.has(kin.span); kin = above(bySpan, kin)) {
    passed.add(kin.span);
    for (const [at, name] of inheritable.entries()) {
      if (!own?.said[at] && kin.said[at]) from[name] ??= kin.span;
    }
  }
  return from;
}

const above = (bySpan: ReadonlyMap<string, KinRow>, row: KinRow | undefined) => bySpan.get(row?.parent ?? "");

const entryOf = (ofTrace: string, id: string) => `
  SELECT
    counts, why, lower(hex(duplicate_of)) AS keeper, toString(cost_source) AS source, toString(cost) AS dollars,
    price_version, cost_lines, estimated_input, estimated_output, adopted, has_tokens, input_tokens, output_tokens,
    cached_tokens, cache_write_tokens, reasoning_tokens
  FROM ledger FINAL
  WHERE ${ofTrace} AND span_id = ${id}
  ORDER BY version DESC LIMIT 1`;

interface EntryRow extends TokenRow {
  readonly adopted: boolean;
  readonly counts: boolean;
  readonly why: string;
  readonly keeper: string;
  readonly source: LedgerWord["costSource"];
  readonly dollars: string;
  readonly price_version: string;
  readonly cost_lines: string;
  readonly estimated_input: string;
  readonly estimated_output: string;
}

function wordOf(row: EntryRow): LedgerWord {
  return {
    counts: row.counts,
    why: row.why,
    duplicateOf: /^0*$/.test(row.keeper) ? null : row.keeper,
    adopted: row.adopted,
    usage: usageOf(row),
    costSource: row.source,
    cost: row.dollars,
    priceVersion: row.price_version,
    costLines: row.cost_lines === "" ? [] : (JSON.parse(row.cost_lines) as CostLine[]),
    estimatedInput: Number(row.estimated_input),
    estimatedOutput: Number(row.estimated_output),
  };
}
