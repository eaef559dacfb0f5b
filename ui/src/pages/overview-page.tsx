import { intervalFor } from "../charts/intervals.ts";
import { sumOf } from "../charts/series.ts";
import { useStackedUsage } from "../charts/stacked-usage.ts";
import { TimeChart } from "../charts/time-chart.tsx";
import { money } from "../charts/units.ts";
import { UntilFirst } from "../connecting/until-first.tsx";
import { Link } from "../parts/link.tsx";
import { usePageTitle } from "../parts/page-title.ts";
import { Panel } from "../parts/panel.tsx";
import { Failure } from "../parts/states.tsx";
import { paths } from "../paths.ts";
import type { ChartSearch } from "../sum-search.ts";
import { OverviewAttention } from "../sums/overview-attention.tsx";
import { OverviewRunning } from "../sums/overview-running.tsx";
import { OverviewTiles } from "../sums/overview-tiles.tsx";
import { spikesIn } from "../sums/spikes.ts";

interface OverviewProps {
  readonly project: string;
  readonly search: ChartSearch;
}

/** The home of a project: how its agents do, what they cost and what needs a look. */
export function OverviewPage(props: OverviewProps) {
  return (
    <UntilFirst project={props.project}>
      <Overview {...props} />
    </UntilFirst>
  );
}

function Overview({ project, search }: OverviewProps) {
  usePageTitle("Overview");
  const { as: _, ...time } = search;
  const interval = intervalFor(time, Date.now());
  const asked = { project, time, narrowing: {}, by: "model", interval, measure: "cost" } as const;
  const { totals, times, series, unknown, isPartial } = useStackedUsage(asked);
  const spent = times.map((_, index) => sumOf(series.map(({ values }) => values[index] ?? 0)));
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto flex max-w-[1600px] flex-col gap-4 p-4">
        <h1 className="font-semibold text-title tracking-tight">Overview</h1>
        {totals.failureReason && <Failure error={totals.failureReason} retry={() => void totals.refetch()} />}
        <OverviewTiles project={project} time={time} interval={interval} times={times} spent={spent} />
        <div className="grid gap-4 xl:grid-cols-[minmax(0,3fr)_minmax(22rem,2fr)]">
          <Panel className="min-h-[340px]">
            <TimeChart
              title="Cost by model"
              shape="stack"
              {...{ times, interval, series, isPartial, unit: money, height: 248 }}
              {...(unknown && { unknown })}
              aside={
                <Link to={paths.cost(project, time)} className="text-accent text-table hover:underline">
                  Explore
                </Link>
              }
            />
          </Panel>
          <OverviewAttention project={project} time={time} spikes={spikesIn(times, spent, interval)} />
        </div>
        <OverviewRunning project={project} isLive={time.live !== "off"} />
      </div>
    </div>
  );
}
