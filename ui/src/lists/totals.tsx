import { useQuery } from "@tanstack/react-query";
import { formatExact } from "../../../receiver/src/format.ts";
import { type ListNoun, totalsQuery } from "../api/lists.ts";
import { sumWords } from "../parts/cost-words.ts";
import { MoneySum } from "../parts/numbers.tsx";
import type { ListSearch } from "../search.ts";

interface TotalsProps {
  readonly project: string;
  readonly noun: ListNoun;
  readonly search: ListSearch;
}

/** `2,318 sessions  $48.30  94.1 % ok`: of all that the list holds. */
export function Totals({ project, noun, search }: TotalsProps) {
  const { data: sums, isPlaceholderData } = useQuery(totalsQuery(project, noun, search));
  if (!sums) return <span className="h-5" />;
  const { calls, errors, cost, costCoverage, successRate } = sums;
  const one = noun.slice(0, -1);
  return (
    <p
      aria-busy={isPlaceholderData}
      className={`flex flex-wrap items-baseline gap-x-4 text-quiet tabular-nums ${isPlaceholderData ? "opacity-50" : ""}`}
    >
      <span>
        <b className="font-semibold text-ink">{formatExact(calls)}</b> {calls === 1 ? one : noun}
      </span>
      {(cost || costCoverage.unknown > 0) && (
        <span className="text-ink" title={cost ? sumWords(cost, costCoverage) : undefined}>
          <MoneySum cost={cost} coverage={costCoverage} />
        </span>
      )}
      {successRate !== null && (
        <span title={`${formatExact(errors)} failed`}>
          <span className={errors > 0 ? "text-ink" : "text-ok"}>{Math.floor(successRate * 1000) / 10} %</span> ok
        </span>
      )}
    </p>
  );
}
