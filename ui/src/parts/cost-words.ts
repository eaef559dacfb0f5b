import { formatExact, plural } from "../../../receiver/src/format.ts";
import type { Cost, CostCoverage } from "../../../receiver/src/model/usage.ts";

/** Where the cost of one call comes from, with every digit. */
export function costWords({ total, source, priceVersion }: Cost): string {
  if (source === "reported") return `$${total}, as reported by the library or provider`;
  const prices = priceVersion === null ? "" : `, prices of ${priceVersion}`;
  if (source === "computed") return `$${total}, computed from tokens${prices}`;
  return `estimated: $${total}, tokens counted by a tokenizer since the provider told none${prices}`;
}

/** What a sum of costs covers, and how each part of it is known. */
export function sumWords(cost: Cost | null, coverage: CostCoverage): string {
  const { reported, computed, estimated } = coverage;
  const sources = [
    reported > 0 && `${formatExact(reported)} reported`,
    computed > 0 && `${formatExact(computed)} computed`,
    estimated > 0 && `${formatExact(estimated)} estimated`,
  ].filter((words) => words !== false);
  const prices = cost?.priceVersion == null ? "" : `, prices of ${cost.priceVersion}`;
  const amount = cost === null ? [] : [`${estimated > 0 ? "estimated in part: " : ""}$${cost.total}`];
  const from = sources.length === 0 ? [] : [`${sources.join(", ")}${prices}`];
  return [...amount, coverageWords(coverage), ...from].join("\n");
}

/** `9 of 12 calls have a known cost; 3 calls of unknown models, or without tokens`. */
export function coverageWords(coverage: CostCoverage): string {
  const { unknown } = coverage;
  const all = knownCalls(coverage) + unknown;
  if (all === 0) return "no call that may have cost something";
  if (unknown === 0)
    return all === 1 ? "the one call has a known cost" : `all ${formatExact(all)} calls have a known cost`;
  const known = `${formatExact(knownCalls(coverage))} of ${plural(all, "call")} ${all === 1 ? "has" : "have"} a known cost`;
  return `${known}; ${plural(unknown, "call")} of unknown models, or without tokens`;
}

/** `9 of 12 calls`, where a sum does not cover them all. */
export function shortCoverage(coverage: CostCoverage): string | null {
  if (coverage.unknown === 0) return null;
  const known = knownCalls(coverage);
  return `${formatExact(known)} of ${plural(known + coverage.unknown, "call")}`;
}

function knownCalls({ reported, computed, estimated }: CostCoverage): number {
  return reported + computed + estimated;
}
