import type { CostCoverage } from "../../../receiver/src/model/usage.ts";
import { coverageWords } from "./cost-words.ts";
import { formatShare } from "./share-words.ts";

/** Of how many calls the cost is known; hatched is the part of which it is not. */
export function CoverageBar({ coverage }: { coverage: CostCoverage }) {
  const known = coverage.reported + coverage.computed + coverage.estimated;
  const all = known + coverage.unknown;
  if (all === 0) return <span className="text-quiet">–</span>;
  return (
    <span className="inline-flex items-center gap-2" title={coverageWords(coverage)}>
      <span className="flex h-2 w-12 overflow-hidden rounded-xs" aria-hidden>
        <span className="block h-full bg-ok" style={{ width: `${(known / all) * 100}%` }} />
        {coverage.unknown > 0 && <span className="hatched block h-full min-w-1 flex-1" />}
      </span>
      <span className="w-12 text-right">{formatShare(known / all)}</span>
    </span>
  );
}
