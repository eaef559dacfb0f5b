import type { Call } from "../../model/cost.ts";
import { within } from "../queries/filters.ts";
import { decodeCursor, encodeCursor, hexId, wholeNumber } from "../queries/page.ts";
import { Parameters } from "../queries/parameters.ts";
import type { Store } from "../store.ts";
import type { TellingsQuery } from "./read-tellings.ts";

/** A call that counts and whose cost nobody reported, with what it was found to cost. */
export interface PricedCall {
  readonly traceId: string;
  readonly call: Call;
  /** US dollars as a decimal text; null where no price was known. */
  readonly cost: string | null;
}

export interface PricedCalls {
  readonly calls: readonly PricedCall[];
  readonly nextCursor: string | null;
}

const columns = `lower(hex(trace_id)) AS trace, lower(hex(span_id)) AS span, start, provider, model, response_model,
  if(has_tokens, input_tokens, estimated_input) AS input, if(has_tokens, output_tokens, estimated_output) AS output,
  cached_tokens, cache_write_tokens, reasoning_tokens, token_details, tier, toString(cost_source) AS source,
  toString(cost) AS dollars, toString(intDiv(start, 60000000000)) AS minute`;

interface CallRow {
  readonly trace: string;
  readonly span: string;
  readonly start: string;
  readonly provider: string;
  readonly model: string;
  readonly response_model: string;
  readonly input: string;
  readonly output: string;
  readonly cached_tokens: string;
  readonly cache_write_tokens: string;
  readonly reasoning_tokens: string;
  readonly token_details: Readonly<Record<string, string>>;
  readonly tier: string;
  readonly source: string;
  readonly dollars: string;
  readonly minute: string;
}

/** The calls that began in the range and may be priced again, a page at a time in the order they lie in. */
export async function readPricedCalls(store: Store, query: TellingsQuery): Promise<PricedCalls> {
  const { project, limit } = query;
  const patterns = [wholeNumber, hexId(16), hexId(8)];
  const cursor = query.cursor === undefined ? undefined : decodeCursor(query.cursor, "calls", "asc", patterns);
  const range = cursor?.range ?? query.range;
  const add = new Parameters();
  const conditions = [
    ...within(project, "start", range, add),
    "counts AND kind IN ('llm', 'embedding', 'rerank') AND cost_source != 'reported'",
    "(has_tokens OR estimated_input + estimated_output > 0)",
    ...beyond(cursor?.place, add),
  ];
  const text = `
    SELECT ${columns} FROM ledger FINAL
    WHERE ${conditions.join(" AND ")}
    ORDER BY intDiv(start, 60000000000), trace_id, span_id
    LIMIT ${add.add("UInt32", limit)}`;
  const rows = await store.query<CallRow>({ text, params: add.values, lane: "heavy" });
  const last = rows.length < limit ? undefined : rows.at(-1);
  return {
    calls: rows.map((row) => callOf(project, row)),
    nextCursor:
      last === undefined
        ? null
        : encodeCursor({ sort: "calls", order: "asc", range, place: [last.minute, last.trace, last.span] }),
  };
}

function beyond(place: readonly string[] | undefined, add: Parameters): string[] {
  if (place === undefined) return [];
  const [minute = "0", trace = "", span = ""] = place;
  const from = add.nanos(BigInt(minute) * 60_000_000_000n);
  const after = `(intDiv(start, 60000000000), trace_id, span_id) > (${add.nanos(BigInt(minute))}, ${add.id(trace)}, ${add.id(span)})`;
  return [`start >= ${from}`, after];
}

function callOf(project: string, row: CallRow): PricedCall {
  const details = Object.entries(row.token_details).map(([name, count]) => [name, Number(count)] as const);
  return {
    traceId: row.trace,
    call: {
      project,
      provider: row.provider || undefined,
      model: row.model || undefined,
      responseModel: row.response_model || undefined,
      at: BigInt(row.start),
      usage: {
        input: Number(row.input),
        output: Number(row.output),
        cached: Number(row.cached_tokens),
        cacheWrite: Number(row.cache_write_tokens),
        reasoning: Number(row.reasoning_tokens),
      },
      details: Object.fromEntries(details),
      tier: row.tier || undefined,
    },
    cost: row.source === "none" || row.source === "failed" ? null : row.dollars,
  };
}
