import type { CacheDimension, CacheUse, RatedTokens, UnratedCall } from "../../model/cache-use.ts";
import { picoDollars } from "../../model/cost.ts";
import type { Store } from "../store.ts";
import { modelOf, within } from "./conditions.ts";
import { costIsKnown } from "./cost-row.ts";
import type { SpanFilters } from "./filters.ts";
import { entryConditions } from "./ledger-spans.ts";
import { Parameters } from "./parameters.ts";
import { findOrigins } from "./read-origins.ts";

export interface CacheUseQuery {
  readonly groupBy: readonly CacheDimension[];
  readonly limit: number;
}

const columns: Readonly<Record<CacheDimension, string>> = {
  model: modelOf,
  provider: "provider",
  agent: "agent_name",
  session: "trace_session",
};

const groupOf = (groupBy: readonly CacheDimension[]) =>
  `[${["''", ...groupBy.map((name) => `toString(${columns[name]})`)].join(", ")}]`;
const namesIn = (told: readonly string[]) => told.slice(1).map((name) => name || null);

/** Model calls that count and told their tokens. */
async function callsAsked(store: Store, filters: SpanFilters, add: Parameters): Promise<string> {
  const attributes = await findOrigins(store, filters.project, filters.attributes);
  const asked = { ...filters, ...(attributes && { attributes }) };
  return [
    ...within(filters.project, "start", filters.range, add),
    "NOT hidden AND counts AND has_tokens AND kind IN ('llm', 'embedding', 'rerank')",
    ...entryConditions(asked, add),
  ].join(" AND ");
}

const caching = "cached_tokens + cache_write_tokens > 0";
const linesOf = (texts: string) => `JSONExtract(${texts}, 'Array(Tuple(bucket String, quantity UInt64, rate String))')`;

/** The groups with the most input first. */
export async function readCacheUse(
  store: Store,
  filters: SpanFilters,
  { groupBy, limit }: CacheUseQuery,
): Promise<readonly CacheUse[]> {
  const add = new Parameters();
  const rate = (bucket: string) => `arrayFirst(l -> l.1 = '${bucket}', lines).3`;
  const quantity = (bucket: string) => `arrayFirst(l -> l.1 = '${bucket}', lines).2`;
  const text = `
    SELECT names, sum(calls) AS call_count, sumIf(calls, caches) AS caching_count, sum(input) AS input_sum,
      sum(cached) AS cached_sum, sum(written) AS written_sum,
      groupArrayIf(arrayConcat(rates, [toString(calls), toString(reads), toString(writes), toString(hours)]), rated)
        AS rated_tokens
    FROM (
      SELECT names, caches, rates, rates[1] != '' AS rated, count() AS calls, sum(input_tokens) AS input,
        sum(cached_tokens) AS cached, sum(cache_write_tokens) AS written, sum(read) AS reads, sum(write) AS writes,
        sum(hour) AS hours
      FROM (
        SELECT ${groupOf(groupBy)} AS names, ${caching} AS caches, ${linesOf(`if(${caching}, cost_lines, '')`)} AS lines,
          if(${rate("audio_cache_read")} = '',
            [${["input", "cache_read", "cache_write", "cache_write_1h"].map(rate).join(", ")}], ['', '', '', '']) AS rates,
          ${quantity("cache_read")} AS read, ${quantity("cache_write")} AS write, ${quantity("cache_write_1h")} AS hour,
          input_tokens, cached_tokens, cache_write_tokens
        FROM ledger FINAL
        WHERE ${await callsAsked(store, filters, add)}
      )
      GROUP BY names, caches, rates
    )
    GROUP BY names
    ORDER BY input_sum DESC, names
    LIMIT ${add.add("UInt32", limit)}`;
  const rows = await store.query<CacheRow>({ text, params: add.values, lane: "heavy" });
  return rows.map(toCacheUse).filter(({ calls }) => calls > 0);
}

interface CacheRow {
  readonly names: readonly string[];
  readonly call_count: string;
  readonly caching_count: string;
  readonly input_sum: string;
  readonly cached_sum: string;
  readonly written_sum: string;
  readonly rated_tokens: readonly (readonly string[])[];
}

const toCacheUse = (row: CacheRow): CacheUse => ({
  group: namesIn(row.names),
  calls: Number(row.call_count),
  cachingCalls: Number(row.caching_count),
  tokens: { input: Number(row.input_sum), cached: Number(row.cached_sum), cacheWrite: Number(row.written_sum) },
  rated: row.rated_tokens.map(toRated),
});

function toRated([input = "", read = "", write = "", hour = "", ...counts]: readonly string[]): RatedTokens {
  const [calls = 0, reads = 0, writes = 0, hours = 0] = counts.map(Number);
  return { calls, rates: { input, read, write, hour }, quantities: { read: reads, write: writes, hour: hours } };
}

/** The newest calls that used a cache and of which the ledger holds no prices. */
export async function readUnratedCalls(
  store: Store,
  filters: SpanFilters,
  { groupBy, limit }: CacheUseQuery,
): Promise<readonly UnratedCall[]> {
  const add = new Parameters();
  const isRated = `position(cost_lines, '"bucket":"input"') > 0 AND position(cost_lines, '"bucket":"audio_cache_read"') = 0`;
  const text = `
    SELECT ${groupOf(groupBy)} AS names, ${callColumns}
    FROM ledger FINAL
    WHERE ${await callsAsked(store, filters, add)} AND ${caching} AND NOT (${isRated})
    ORDER BY start DESC, span_id
    LIMIT ${add.add("UInt32", limit)}`;
  const rows = await store.query<UnratedRow>({ text, params: add.values, lane: "heavy" });
  return rows.map((row) => ({ group: namesIn(row.names), ...toPricedCall(filters.project, row) }));
}

interface UnratedRow extends CallRow {
  readonly names: readonly string[];
}

/** What a call is priced by, and what it cost. */
export const callColumns = `
  start AS begun, provider, model, response_model, tier, input_tokens, output_tokens, cached_tokens, cache_write_tokens,
  reasoning_tokens, token_details, if(${costIsKnown}, toString(cost), '') AS money`;

export interface CallRow {
  readonly begun: string;
  readonly provider: string;
  readonly model: string;
  readonly response_model: string;
  readonly tier: string;
  readonly input_tokens: string;
  readonly output_tokens: string;
  readonly cached_tokens: string;
  readonly cache_write_tokens: string;
  readonly reasoning_tokens: string;
  readonly token_details: Readonly<Record<string, string>>;
  readonly money: string;
}

export function toPricedCall(project: string, row: CallRow): Omit<UnratedCall, "group"> {
  return {
    call: {
      project,
      provider: row.provider || undefined,
      model: row.model || undefined,
      responseModel: row.response_model || undefined,
      at: BigInt(row.begun),
      usage: {
        input: Number(row.input_tokens),
        output: Number(row.output_tokens),
        cached: Number(row.cached_tokens),
        cacheWrite: Number(row.cache_write_tokens),
        reasoning: Number(row.reasoning_tokens),
      },
      details: Object.fromEntries(Object.entries(row.token_details).map(([name, count]) => [name, Number(count)])),
      tier: row.tier || undefined,
    },
    cost: row.money === "" ? null : (picoDollars(row.money) ?? null),
  };
}
