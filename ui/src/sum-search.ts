import {
  type RuleName,
  type Severity,
  sessionRules,
  severities,
  traceRules,
} from "../../receiver/src/model/finding.ts";
import { type UsageDimension, usageDimensions } from "../../receiver/src/model/usage.ts";
import { type ListSearch, readListSearch, readTimeSearch, type TimeSearch } from "./search.ts";

type Raw = Readonly<Record<string, unknown>>;

/** Of pages that draw charts: whether they show their numbers instead. */
export interface ChartSearch extends TimeSearch {
  readonly as?: "numbers";
}

export const sumSteps = ["minute", "hour", "day", "week", "month"] as const;
export type SumStep = (typeof sumSteps)[number];
export const sumMeasures = ["cost", "tokens", "calls"] as const;
export type SumMeasure = (typeof sumMeasures)[number];

/** What is summed, by what, in which steps; and whatever lists can be narrowed by. */
export interface SumSearch extends ListSearch {
  readonly as?: "numbers";
  readonly by?: UsageDimension;
  readonly step?: SumStep;
  readonly of?: SumMeasure;
}

export interface FindingSearch extends TimeSearch {
  readonly rule?: RuleName;
  readonly severity?: Severity;
  readonly agent?: string;
}

export interface EntitiesSearch extends ListSearch {
  /** Of models: those alone whose calls nobody knows the cost of. */
  readonly priced?: "unknown";
}

export interface EntitySearch extends ChartSearch {
  /** Of an error: what it says without its particulars. */
  readonly says?: string;
}

export function readChartSearch(raw: Raw): ChartSearch {
  return { ...readTimeSearch(raw), ...given("as", raw.as, ["numbers"] as const) };
}

export function readSumSearch(raw: Raw): SumSearch {
  return {
    ...readListSearch(raw),
    ...given("as", raw.as, ["numbers"] as const),
    ...given("by", raw.by, usageDimensions),
    ...given("step", raw.step, sumSteps),
    ...given("of", raw.of, sumMeasures),
  };
}

export function readFindingSearch(raw: Raw): FindingSearch {
  return {
    ...readTimeSearch(raw),
    ...given("rule", raw.rule, [...traceRules, ...sessionRules]),
    ...given("severity", raw.severity, severities),
    ...(typeof raw.agent === "string" && raw.agent !== "" && { agent: raw.agent }),
  };
}

export function readEntitiesSearch(raw: Raw): EntitiesSearch {
  return { ...readListSearch(raw), ...given("priced", raw.priced, ["unknown"] as const) };
}

export function readEntitySearch(raw: Raw): EntitySearch {
  return { ...readChartSearch(raw), ...(typeof raw.says === "string" && raw.says !== "" && { says: raw.says }) };
}

function given<Name extends string, Choice extends string>(
  name: Name,
  value: unknown,
  choices: readonly Choice[],
): { readonly [Key in Name]?: Choice } {
  const found = choices.find((choice) => choice === value);
  return (found === undefined ? {} : { [name]: found }) as { readonly [Key in Name]?: Choice };
}
