import { useQuery } from "@tanstack/react-query";
import { formatMoney } from "../../../receiver/src/format.ts";
import { forecastQuery } from "../api/sum-queries.ts";
import { ForecastPicture } from "../charts/forecast-picture.tsx";
import { useShowsNumbers } from "../charts/shows-numbers.ts";
import { dayWords } from "../charts/time-words.ts";
import { Change } from "../parts/change.tsx";
import { Panel, PanelTitle } from "../parts/panel.tsx";
import { Waiting } from "../parts/states.tsx";
import type { SumSearch } from "../sum-search.ts";
import { narrowingOf } from "./cost-words.ts";
import { ForecastTable } from "./forecast-table.tsx";

/** Today, this week and this month beside the same part of the one before, and where the month will end. */
export function CostForecast({ project, search }: { project: string; search: SumSearch }) {
  const asked = useQuery(forecastQuery(project, narrowingOf(search), search));
  const { asNumbers } = useShowsNumbers();
  if (!asked.data) {
    return (
      <Panel className="min-h-[340px]">
        <Waiting asked={asked} rows={5} />
      </Panel>
    );
  }
  const { forecast } = asked.data;
  const ends = dayWords(new Date(Number(BigInt(forecast.to) / 1_000_000n) - 1));
  return (
    <Panel className="min-h-[340px]">
      <PanelTitle>This month</PanelTitle>
      <p className="flex flex-wrap gap-x-5 gap-y-1">
        {(["today", "week", "month"] as const).map((name) => (
          <Spent
            key={name}
            label={{ today: "Today", week: "This week", month: "This month" }[name]}
            tile={asked.data[name]}
          />
        ))}
      </p>
      <p className="mt-2">
        {forecast.expected === null ? (
          <span className="text-quiet">No forecast: {forecast.reason}.</span>
        ) : (
          <>
            <span className="font-semibold">{formatMoney(forecast.expected)}</span> expected by {ends}
            <span className="text-quiet">
              , four times in five between {formatMoney(forecast.low ?? "0")} and {formatMoney(forecast.high ?? "0")}
            </span>
          </>
        )}
      </p>
      <div className="mt-2">
        {asNumbers ? <ForecastTable forecast={forecast} /> : <ForecastPicture forecast={forecast} />}
      </div>
    </Panel>
  );
}

interface SpentTile {
  readonly spent: { readonly cost: { readonly total: string } | null };
  readonly before: { readonly spent: { readonly cost: { readonly total: string } | null } };
}

function Spent({ label, tile: { spent, before } }: { label: string; tile: SpentTile }) {
  const dollars = (cost: { readonly total: string } | null) => (cost ? Number(cost.total) : 0);
  return (
    <span className="whitespace-nowrap">
      <span className="text-quiet text-table">{label}</span>{" "}
      <span className="font-semibold tabular-nums" title={`$${spent.cost?.total ?? "0"}`}>
        {formatMoney(spent.cost?.total ?? "0")}
      </span>{" "}
      <span className="text-table">
        <Change
          as="amount"
          now={dollars(spent.cost)}
          before={dollars(before.spent.cost)}
          say={(value) => formatMoney(String(value))}
        />
      </span>
    </span>
  );
}
