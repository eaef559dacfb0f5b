import { useQuery } from "@tanstack/react-query";
import { type Usage, usageQuery } from "../api/usage-queries.ts";
import { intervalFor, viewerZone } from "../charts/intervals.ts";
import type { Series } from "../charts/series.ts";
import { timesOf, useStackedUsage, valuesAt } from "../charts/stacked-usage.ts";
import { TimeChart } from "../charts/time-chart.tsx";
import { count, duration, money } from "../charts/units.ts";
import { Panel } from "../parts/panel.tsx";
import { dimensionWords } from "./cost-words.ts";
import type { EntityAsking } from "./entity-asking.ts";
import { entityKinds } from "./entity-kinds.ts";

/** Its calls, how long they took, and what they cost, over time. */
export function EntityCharts(asking: EntityAsking) {
  const { project, place, time, narrowing } = asking;
  const interval = intervalFor(time, Date.now());
  const steps = { ...narrowing, interval, zone: viewerZone, limit: 10_000 };
  const { data } = useQuery(usageQuery(project, time, steps));
  const times = data ? timesOf(data, interval) : [];
  const items = data?.items ?? [];
  const { costs } = entityKinds[place];
  return (
    <div className={`grid gap-4 lg:grid-cols-2 ${costs ? "2xl:grid-cols-3" : ""}`}>
      <Panel className="min-h-[270px]">
        {place === "errors" ? (
          <ByWhom {...asking} measure="calls" title="Failures" />
        ) : (
          <TimeChart
            title="Calls"
            shape="stack"
            unit={count}
            height={170}
            {...{ times, interval }}
            series={callSeries(times, items)}
          />
        )}
      </Panel>
      <Panel className="min-h-[270px]">
        <TimeChart
          title="Latency"
          shape="lines"
          unit={duration}
          height={170}
          {...{ times, interval }}
          series={latencySeries(times, items)}
        />
      </Panel>
      {costs && (
        <Panel className="min-h-[270px] lg:col-span-2 2xl:col-span-1">
          <ByWhom {...asking} measure="cost" title="Cost" />
        </Panel>
      )}
    </div>
  );
}

function ByWhom({
  project,
  place,
  time,
  narrowing,
  measure,
  title,
}: EntityAsking & { measure: "cost" | "calls"; title: string }) {
  const { by } = entityKinds[place];
  const interval = intervalFor(time, Date.now());
  const { times, series, unknown, isPartial } = useStackedUsage({ project, time, narrowing, by, interval, measure });
  return (
    <TimeChart
      title={`${title} by ${dimensionWords[by]}`}
      shape="stack"
      unit={measure === "cost" ? money : count}
      height={170}
      {...{ times, interval, series, isPartial }}
      {...(unknown && { unknown })}
    />
  );
}

function callSeries(times: readonly number[], items: readonly Usage[]): readonly Series[] {
  const at = (tell: (row: Usage) => number) => valuesAt(times, items, tell).map((value) => value ?? 0);
  const went: Series = {
    key: "ok",
    label: "went well",
    hue: "--color-series-1",
    values: at(({ calls, errors }) => calls - errors),
  };
  return [{ key: "error", label: "failed", hue: "--color-error", values: at(({ errors }) => errors) }, went];
}

function latencySeries(times: readonly number[], items: readonly Usage[]): readonly Series[] {
  const at = (tell: (latency: NonNullable<Usage["latency"]>) => string) =>
    valuesAt(times, items, ({ latency }) => (latency ? Number(tell(latency)) : null));
  return [
    { key: "p95", label: "p95", hue: "--color-series-3", values: at(({ p95 }) => p95) },
    { key: "p50", label: "p50", hue: "--color-series-1", values: at(({ p50 }) => p50) },
  ];
}
