import type { Cost, CostCoverage, Tokens } from "../../model/usage.ts";
import type { Store } from "../store.ts";
import { coverageOf, sumOfCosts } from "./cost-row.ts";
import type { Filters } from "./filters.ts";
import { type Grouping, type GroupRow, groupedPage } from "./grouped-page.ts";
import { ledgerSpans } from "./ledger-spans.ts";
import type { Page, PageQuery } from "./page.ts";
import { type Latency, latencyOf, successRateOf, tokensOf } from "./usage-row.ts";

export type EntityKind = "tools" | "agents" | "users" | "models";

export interface Entity {
  readonly name: string;
  /** Of a model: who serves it. Of an error: the shape of what it says. */
  readonly detail: string | null;
  readonly calls: number;
  readonly failures: number;
  readonly successRate: number | null;
  readonly traces: number;
  readonly latency: Latency | null;
  readonly tokens: Tokens | null;
  readonly cost: Cost | null;
  readonly costCoverage: CostCoverage;
  readonly firstTime: string;
  readonly lastTime: string;
  /** The last span it was seen in. */
  readonly lastTraceId: string;
  readonly lastSpanId: string;
}

const ofLedger = { spans: ledgerSpans, detail: () => "''", columns: [], where: "1", sorts: new Map(), inCells: true };

const groupings: Readonly<Record<EntityKind, Grouping>> = {
  tools: { ...ofLedger, name: "tool_name", call: "counts AND kind = 'tool'", where: "kind = 'tool'" },
  agents: { ...ofLedger, name: "agent_name", call: "kind = 'agent'" },
  users: { ...ofLedger, name: "user_id", call: "counts", inCells: false },
  models: { ...ofLedger, name: "used_model", detail: () => "provider", call: "counts AND kind != 'tool'" },
};

const unpriced = "counts AND cost_source = 'none' AND kind != 'tool'";

/** One row for each tool, agent, user or model of the spans in the range; the most called first. */
export async function listEntities(
  store: Store,
  kind: EntityKind,
  filters: Filters,
  page: PageQuery,
): Promise<Page<Entity>> {
  return groupedPage(store, groupings[kind], { filters, page }, toEntity);
}

/** The models of the calls of which nobody knows the cost, with those calls alone; the most called first. */
export async function listUnpricedModels(store: Store, filters: Filters, page: PageQuery): Promise<Page<Entity>> {
  return groupedPage(store, { ...groupings.models, where: unpriced, inCells: false }, { filters, page }, toEntity);
}

export const toEntity = (row: GroupRow): Entity => ({
  name: row.entity,
  detail: row.particular || null,
  calls: Number(row.call_count),
  failures: Number(row.failure_count),
  successRate: successRateOf(row),
  traces: Number(row.trace_count),
  latency: latencyOf(row),
  tokens: tokensOf(row),
  cost: sumOfCosts(row),
  costCoverage: coverageOf(row),
  firstTime: row.earliest,
  lastTime: row.latest,
  lastTraceId: row.last_trace,
  lastSpanId: row.last_span,
});
