import type { Tokens } from "../../model/usage.ts";
import type { Store } from "../store.ts";
import { costIsKnown } from "./cost-row.ts";
import { type Filters, modelOf, oneOf, within } from "./filters.ts";
import { meaningOf, usageMetrics } from "./metric-meanings.ts";
import { Parameters } from "./parameters.ts";
import { type Told, toldByMetrics } from "./told-by-metrics.ts";

/** The same usage told twice, of one service and model. Money is a decimal string in US dollars. */
export interface Reconciled {
  readonly service: string | null;
  readonly model: string | null;
  /** Null where no metric tells of it. */
  readonly metrics: {
    readonly tokens: Tokens | null;
    readonly cost: string | null;
    readonly from: readonly string[];
    readonly rule: string | null;
  } | null;
  /** The calls that count; null where there are none. */
  readonly spans: { readonly calls: number; readonly tokens: Tokens | null; readonly cost: string | null } | null;
  /** What the metrics tell and the spans do not; below zero where it is the other way round. */
  readonly difference: { readonly tokens: Tokens | null; readonly cost: string | null };
}

export interface Reconciliation {
  readonly items: readonly Reconciled[];
  /** Of the services that tell metrics at all. */
  readonly total: Pick<Reconciled, "metrics" | "spans" | "difference">;
}

/** What the metrics of clients tell, beside what their calls in the range add up to. */
export async function reconcileUsage(store: Store, filters: Filters): Promise<Reconciliation> {
  const [told, counted] = await Promise.all([
    toldByMetrics(store, filters, usageMetrics),
    countedCalls(store, filters),
  ]);
  const metrics = groupsOf(told);
  const spans = new Map(counted.map((row) => [keyOf(row), row]));
  const keys = [...new Set([...metrics.keys(), ...spans.keys()])].sort();
  const items = keys.map((key) => reconciled(metrics.get(key), spans.get(key)));
  const telling = new Set(items.filter((item) => item.metrics !== null).map(({ service }) => service));
  return { items, total: totalOf(items.filter(({ service }) => telling.has(service))) };
}

interface CallsRow {
  readonly service: string;
  readonly used_model: string;
  readonly calls: string;
  readonly any_tokens: number | boolean;
  readonly input: string;
  readonly output: string;
  readonly cached: string;
  readonly cache_write: string;
  readonly reasoning: string;
  readonly any_cost: number | boolean;
  readonly total_cost: string;
}

function countedCalls(store: Store, { project, range, service }: Filters): Promise<CallsRow[]> {
  const add = new Parameters();
  const conditions = [
    ...within(project, "start", range, add),
    "counts AND kind IN ('llm', 'embedding', 'rerank')",
    ...oneOf("service", service, add),
  ];
  const text = `
    SELECT service, ${modelOf} AS used_model, count() AS calls, countIf(has_tokens) > 0 AS any_tokens,
      sum(input_tokens) AS input, sum(output_tokens) AS output, sum(cached_tokens) AS cached,
      sum(cache_write_tokens) AS cache_write, sum(reasoning_tokens) AS reasoning,
      countIf(${costIsKnown}) > 0 AS any_cost, toString(sum(cost)) AS total_cost
    FROM ledger FINAL
    WHERE ${conditions.join(" AND ")}
    GROUP BY service, used_model
    LIMIT 10000`;
  return store.query<CallsRow>({ text, params: add.values, lane: "heavy" });
}

const keyOf = ({ service, used_model: model }: { readonly service: string; readonly used_model: string }) =>
  `${service}\n${model}`;

function groupsOf(told: readonly Told[]): Map<string, Told[]> {
  const groups = new Map<string, Told[]>();
  for (const one of told) {
    const group = groups.get(keyOf(one));
    if (group === undefined) groups.set(keyOf(one), [one]);
    else group.push(one);
  }
  return groups;
}

function reconciled(told: readonly Told[] | undefined, row: CallsRow | undefined): Reconciled {
  const { service = "", used_model: model = "" } = told?.[0] ?? row ?? {};
  const metrics = told === undefined ? null : metricsOf(told);
  const spans = row === undefined ? null : spansOf(row);
  return {
    service: service || null,
    model: model || null,
    metrics,
    spans,
    difference: differenceOf(metrics, spans),
  };
}

function metricsOf(told: readonly Told[]): Reconciled["metrics"] {
  const { tokens, cost, ...rest } = meaningOf(told);
  return { tokens: tokens && withTotal(tokens), cost: cost === null ? null : moneyOf(cost), ...rest };
}

const spansOf = (row: CallsRow): NonNullable<Reconciled["spans"]> => ({
  calls: Number(row.calls),
  tokens: row.any_tokens
    ? withTotal({
        input: Number(row.input),
        output: Number(row.output),
        cached: Number(row.cached),
        cacheWrite: Number(row.cache_write),
        reasoning: Number(row.reasoning),
      })
    : null,
  cost: row.any_cost ? moneyOf(Number(row.total_cost)) : null,
});

function differenceOf(metrics: Reconciled["metrics"], spans: Reconciled["spans"]): Reconciled["difference"] {
  const tokens = metrics?.tokens ? plus(metrics.tokens, spans?.tokens ?? noTokens, -1) : null;
  const cost = metrics?.cost ? moneyOf(Number(metrics.cost) - Number(spans?.cost ?? 0)) : null;
  return { tokens, cost };
}

function totalOf(items: readonly Reconciled[]): Reconciliation["total"] {
  const told = items.flatMap(({ metrics }) => metrics ?? []);
  const counted = items.flatMap(({ spans }) => spans ?? []);
  const metrics = {
    ...sumOf(told),
    from: [...new Set(told.flatMap(({ from }) => from))].sort(),
    rule: [...new Set(told.flatMap(({ rule }) => rule ?? []))].join("; ") || null,
  };
  const spans = { calls: counted.reduce((calls, one) => calls + one.calls, 0), ...sumOf(counted) };
  return { metrics, spans, difference: differenceOf(metrics, spans) };
}

function sumOf(parts: readonly { readonly tokens: Tokens | null; readonly cost: string | null }[]) {
  const tokens = parts.flatMap((part) => part.tokens ?? []);
  const costs = parts.flatMap((part) => part.cost ?? []);
  return {
    tokens: tokens.length === 0 ? null : tokens.reduce((sum, one) => plus(sum, one, 1), noTokens),
    cost: costs.length === 0 ? null : moneyOf(costs.reduce((sum, one) => sum + Number(one), 0)),
  };
}

const noTokens: Tokens = { input: 0, output: 0, total: 0, cached: 0, cacheWrite: 0, reasoning: 0 };

const withTotal = (tokens: Omit<Tokens, "total">): Tokens => ({ ...tokens, total: tokens.input + tokens.output });

const plus = (one: Tokens, other: Tokens, sign: 1 | -1): Tokens => ({
  input: one.input + sign * other.input,
  output: one.output + sign * other.output,
  total: one.total + sign * other.total,
  cached: one.cached + sign * other.cached,
  cacheWrite: one.cacheWrite + sign * other.cacheWrite,
  reasoning: one.reasoning + sign * other.reasoning,
});

/** Metrics tell money in doubles: what lies beyond a billionth of a dollar is what adding them left. */
function moneyOf(dollars: number): string {
  const text = dollars.toFixed(9).replace(/0+$/, "").replace(/\.$/, "");
  return text === "-0" ? "0" : text;
}
