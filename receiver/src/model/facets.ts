import type { UsageOf } from "./usage.ts";

/** A value of a filter, and how many of those asked for it would leave. */
export interface FacetValue {
  readonly value: string;
  readonly count: number;
}

/** What lists can be narrowed by further. */
export interface Facets {
  readonly of: UsageOf;
  /** How many were looked through; the newest, where there are more. */
  readonly counted: number;
  readonly isCut: boolean;
  /** By the name of the filter, the most frequent values first. */
  readonly facets: Readonly<Record<string, readonly FacetValue[]>>;
}
