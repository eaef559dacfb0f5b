import type { UsageDimension } from "../../../receiver/src/model/usage.ts";
import type { Usage } from "../api/usage-queries.ts";
import { type Hue, hueAt } from "../charts/series.ts";
import { measured } from "../charts/stacked-usage.ts";
import type { SumMeasure } from "../sum-search.ts";

export interface CostRow {
  /** Null where calls do not say. */
  readonly name: string | null;
  readonly usage: Usage;
  readonly value: number;
  /** Of all rows together; what is told by several of one name is in each. */
  readonly share: number;
  /** As in the chart. */
  readonly hue: Hue | undefined;
}

export const costSorts = ["cost", "calls", "failed", "tokens", "cached"] as const;
export type CostSort = (typeof costSorts)[number];

interface Sorted {
  readonly by: UsageDimension;
  readonly measure: SumMeasure;
  readonly sort: CostSort | undefined;
  readonly isAscending: boolean;
}

/** The groups as a table tells them: the largest of what is measured first, unless asked for otherwise. */
export function costRows(items: readonly Usage[], { by, measure, sort, isAscending }: Sorted): readonly CostRow[] {
  const all = items.reduce((sum, usage) => sum + measured(usage, measure), 0);
  const rows = items
    .map((usage) => ({ name: usage.group[by] ?? null, usage, value: measured(usage, measure) }))
    .sort((a, b) => b.value - a.value || b.usage.calls - a.usage.calls);
  let named = 0;
  const told = rows.map((row) => {
    const hue = row.name === null || row.value === 0 || named >= 8 ? undefined : hueAt(named++);
    return { ...row, hue, share: all === 0 ? 0 : row.value / all };
  });
  if (sort === undefined) return told;
  const turn = isAscending ? -1 : 1;
  return told.sort((a, b) => turn * (sortValue(b.usage, sort) - sortValue(a.usage, sort)));
}

function sortValue({ cost, calls, errors, tokens }: Usage, sort: CostSort): number {
  if (sort === "cost") return Number(cost?.total ?? -1);
  if (sort === "calls") return calls;
  if (sort === "failed") return calls === 0 ? 0 : errors / calls;
  if (sort === "tokens") return tokens?.total ?? -1;
  return tokens && tokens.input > 0 ? tokens.cached / tokens.input : -1;
}
