import { useQuery } from "@tanstack/react-query";
import { plural } from "../../../receiver/src/format.ts";
import type { UsageDimension } from "../../../receiver/src/model/usage.ts";
import { usageQuery } from "../api/usage-queries.ts";
import { intervalFor } from "../charts/intervals.ts";
import { useStackedUsage } from "../charts/stacked-usage.ts";
import { TimeChart } from "../charts/time-chart.tsx";
import { count, money } from "../charts/units.ts";
import { CostFact, Fact } from "../parts/facts.tsx";
import { Link } from "../parts/link.tsx";
import { TokenCount } from "../parts/numbers.tsx";
import { usePageTitle } from "../parts/page-title.ts";
import { Panel } from "../parts/panel.tsx";
import { Failure } from "../parts/states.tsx";
import { paths } from "../paths.ts";
import type { SumSearch } from "../sum-search.ts";
import { CostCaches } from "../sums/cost-caches.tsx";
import { CostControls } from "../sums/cost-controls.tsx";
import { CostForecast } from "../sums/cost-forecast.tsx";
import { CostTable } from "../sums/cost-table.tsx";
import { dimensionWords, measureOf, narrowingOf } from "../sums/cost-words.ts";

/** What was spent, by whatever one wants to know it by, over time and in all. */
export function CostPage({ project, search }: { project: string; search: SumSearch }) {
  usePageTitle("Cost");
  const by: UsageDimension = search.by ?? "model";
  const measure = measureOf(search);
  const interval = search.step ?? intervalFor(search, Date.now());
  const narrowing = narrowingOf(search);
  const stack = useStackedUsage({ project, time: search, narrowing, by, interval, measure });
  const all = useQuery(usageQuery(project, search, narrowing)).data?.items[0];
  const unit = measure === "cost" ? money : count;
  const title = `${{ cost: "Cost", tokens: "Tokens", calls: "Calls" }[measure]} by ${dimensionWords[by]}`;
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto flex max-w-[1600px] flex-col gap-4 p-4">
        <header className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
          <h1 className="font-semibold text-title tracking-tight">Cost</h1>
          {all && (
            <span className="flex flex-wrap gap-x-4 text-table">
              <CostFact cost={all.cost} coverage={all.costCoverage} />
              <Fact name="Tokens">
                <TokenCount tokens={all.tokens} />
              </Fact>
              <span>{plural(all.calls, "call")}</span>
              {all.costCoverage.unknown > 0 && (
                <Link
                  to={paths.entities(project, "models", { ...timeIn(search), priced: "unknown" })}
                  className="text-accent hover:underline"
                >
                  {plural(all.costCoverage.unknown, "call")} without a price
                </Link>
              )}
            </span>
          )}
        </header>
        <CostControls project={project} search={search} by={by} measure={measure} interval={interval} />
        {stack.totals.failureReason && (
          <Failure error={stack.totals.failureReason} retry={() => void stack.totals.refetch()} />
        )}
        <Panel className="min-h-[390px]">
          <TimeChart
            title={title}
            shape="stack"
            {...{ interval, unit, times: stack.times, series: stack.series, height: 288, isPartial: stack.isPartial }}
            {...(stack.unknown && { unknown: stack.unknown })}
          />
        </Panel>
        <CostTable project={project} search={search} by={by} measure={measure} groups={stack.groups} />
        <div className="grid gap-4 xl:grid-cols-2">
          <CostForecast project={project} search={search} />
          <CostCaches project={project} search={search} />
        </div>
      </div>
    </div>
  );
}

const timeIn = ({ last, from, to, live }: SumSearch) => ({
  ...(last && { last }),
  ...(from && { from }),
  ...(to && { to }),
  ...(live && { live }),
});
