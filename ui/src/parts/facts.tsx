import type { ReactNode } from "react";
import type { Cost, CostCoverage } from "../../../receiver/src/model/usage.ts";
import { shortCoverage } from "./cost-words.ts";
import { MoneySum } from "./numbers.tsx";

/** A line of small facts that wraps. */
export function Facts({ children }: { children: ReactNode }) {
  return <div className="mt-1.5 flex flex-wrap items-center gap-x-4 gap-y-1 text-table">{children}</div>;
}

export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <span className="whitespace-nowrap">
      <span className="text-quiet">{name}</span> <span className="tabular-nums">{children}</span>
    </span>
  );
}

/** What it all cost, and of how many calls that is the cost; nothing where no model was called. */
export function CostFact({ cost, coverage }: { cost: Cost | null; coverage: CostCoverage }) {
  if (cost === null && coverage.unknown === 0) return null;
  const covered = shortCoverage(coverage);
  return (
    <Fact name="Cost">
      <MoneySum cost={cost} coverage={coverage} />
      {cost && covered && <span className="text-quiet"> for {covered}</span>}
    </Fact>
  );
}
