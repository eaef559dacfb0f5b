import type { PromptPair, PromptPairs, PromptPlace } from "../../model/prompt.ts";
import type { Store } from "../store.ts";
import { modelOf, within } from "./conditions.ts";
import type { SpanFilters } from "./filters.ts";
import { entryConditions } from "./ledger-spans.ts";
import { Parameters } from "./parameters.ts";
import { findOrigins } from "./read-origins.ts";

/** The newest; their order within conversations takes memory. */
const mostCalls = 200_000;
/** What nobody uses for so long, caches forget: five minutes, in nanoseconds. */
const kept = 300_000_000_000n;
/** Shorter prompts are not kept in caches. */
const shortest = 1024;
/** Less may be what the end of a block or of a breakpoint leaves over. */
const fewest = 256;

/**
 * Pairs of consecutive calls of one agent with one model in one conversation, the later soon after the earlier, which
 * read less from the cache than the earlier's prompt. Those first whose uncached input cost most.
 */
export async function findPromptPairs(store: Store, filters: SpanFilters, limit: number): Promise<PromptPairs> {
  const attributes = await findOrigins(store, filters.project, filters.attributes);
  const add = new Parameters();
  const conditions = [
    ...within(filters.project, "start", filters.range, add),
    "NOT hidden AND counts AND has_tokens AND kind = 'llm' AND state = 'ended'",
    ...entryConditions({ ...filters, ...(attributes && { attributes }) }, add),
  ].join(" AND ");
  const text = `
    SELECT count() AS looked, countIf(is_pair) AS found,
      arrayMap(p -> [toString(-p.1), lower(hex(p.2)), lower(hex(p.3)), toString(p.4), lower(hex(p.5)), lower(hex(p.6)),
        toString(p.7), toString(p.8)],
        arraySlice(arraySort(groupArrayIf((-rank, trace_id, span_id, start, earlier.1, earlier.2, earlier.3, most), is_pair)),
          1, ${add.add("UInt32", limit)})) AS pairs
    FROM (
      SELECT trace_id, span_id, start, earlier, input_tokens,
        toInt64(least(earlier.5, input_tokens)) - toInt64(cached_tokens) AS most,
        round(toFloat64(cost_input + cost_cache_write) * most / greatest(input_tokens - least(cached_tokens, input_tokens), 1), 12)
          AS rank,
        earlier.5 >= ${shortest} AND most >= ${fewest} AND start >= earlier.4 AND start - earlier.4 <= ${kept}
          AND (earlier.6 > 0 OR positionCaseInsensitive(${modelOf}, 'claude') = 0) AS is_pair
      FROM (
        SELECT *, lagInFrame((trace_id, span_id, start, start + greatest(duration, 0), input_tokens,
            cached_tokens + cache_write_tokens)) OVER (
          PARTITION BY if(trace_session = '', hex(trace_id), trace_session), agent_name, ${modelOf}
          ORDER BY start, span_id ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS earlier
        FROM (
          SELECT trace_id, span_id, start, duration, trace_session, agent_name, model, response_model, input_tokens,
            cached_tokens, cache_write_tokens, cost_input, cost_cache_write
          FROM ledger FINAL
          WHERE ${conditions}
          ORDER BY start DESC
          LIMIT ${mostCalls + 1}
        )
      )
    )`;
  const [row] = await store.query<PairsRow>({ text, params: add.values, lane: "heavy" });
  const calls = Number(row?.looked ?? 0);
  return {
    calls: Math.min(calls, mostCalls),
    isCut: calls > mostCalls,
    count: Number(row?.found ?? 0),
    pairs: (row?.pairs ?? []).map(toPair),
  };
}

interface PairsRow {
  readonly looked: string;
  readonly found: string;
  readonly pairs: readonly (readonly string[])[];
}

function toPair([rank, trace = "", span = "", start = "0", earlierTrace = "", ...rest]: readonly string[]): PromptPair {
  const [earlierSpan = "", earlierStart = "0", most = "0"] = rest;
  const at = (traceId: string, spanId: string, begun: string): PromptPlace => ({
    traceId,
    spanId,
    start: BigInt(begun),
  });
  return {
    earlier: at(earlierTrace, earlierSpan, earlierStart),
    later: at(trace, span, start),
    most: Number(most),
    rank: Number(rank),
  };
}
