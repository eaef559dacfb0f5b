import { useQuery } from "@tanstack/react-query";
import { formatCount, formatDuration, formatExact, formatMoney } from "../../../receiver/src/format.ts";
import { forecastQuery } from "../api/sum-queries.ts";
import { type Usage, usageBeforeQuery, usageQuery } from "../api/usage-queries.ts";
import { type Interval, viewerZone } from "../charts/intervals.ts";
import { Sparkline } from "../charts/sparkline.tsx";
import { timesOf, valuesAt } from "../charts/stacked-usage.ts";
import { Change } from "../parts/change.tsx";
import { MoneySum } from "../parts/numbers.tsx";
import { formatShare } from "../parts/share-words.ts";
import { Tile } from "../parts/tile.tsx";
import { paths } from "../paths.ts";
import type { TimeSearch } from "../search.ts";

interface TilesProps {
  readonly project: string;
  readonly time: TimeSearch;
  readonly interval: Interval;
  /** What was spent in each step. */
  readonly spent: readonly number[];
  readonly times: readonly number[];
}

export function OverviewTiles({ project, time, interval, spent }: TilesProps) {
  return (
    <div className="grid grid-cols-2 gap-4 xl:grid-cols-4">
      <CostTile project={project} time={time} spent={spent} />
      <SessionsTile project={project} time={time} interval={interval} />
      <TraceTiles project={project} time={time} interval={interval} />
    </div>
  );
}

type Asking = Omit<TilesProps, "spent" | "times">;

/** The sum over the time, the one over the time before, and its course. */
function useCourse({ project, time, interval }: Asking, of: "traces" | "sessions") {
  const now = useQuery(usageQuery(project, time, { of }));
  const before = useQuery(usageBeforeQuery(project, time, { of }));
  const steps = useQuery(usageQuery(project, time, { of, interval, zone: viewerZone, limit: 10_000 }));
  const times = steps.data ? timesOf(steps.data, interval) : [];
  return {
    now: now.data?.items[0],
    before: before.data?.items[0],
    course: (tell: (row: Usage) => number | null) => valuesAt(times, steps.data?.items ?? [], tell),
  };
}

function CostTile({ project, time, spent }: { project: string; time: TimeSearch; spent: readonly number[] }) {
  const now = useQuery(usageQuery(project, time, {})).data?.items[0];
  const before = useQuery(usageBeforeQuery(project, time, {})).data?.items[0];
  const { data: forecast } = useQuery(forecastQuery(project, {}, time));
  return (
    <Tile
      label="Cost"
      to={paths.cost(project, time)}
      value={now && <MoneySum cost={now.cost} coverage={now.costCoverage} />}
      change={
        <Change
          as="amount"
          now={dollarsOf(now)}
          before={dollarsOf(before)}
          say={(value) => formatMoney(String(value))}
        />
      }
      below={<Sparkline values={spent} hue="text-llm" />}
      note={
        <span className="flex flex-wrap gap-x-3">
          {(["today", "week", "month"] as const).map((name) => (
            <span key={name} className="whitespace-nowrap">
              {{ today: "Today", week: "Week", month: "Month" }[name]}{" "}
              <span className="text-ink tabular-nums" title={`$${forecast?.[name].spent.cost?.total ?? "0"}`}>
                {forecast ? formatMoney(forecast[name].spent.cost?.total ?? "0") : "…"}
              </span>
            </span>
          ))}
        </span>
      }
    />
  );
}

const dollarsOf = (row: Usage | undefined) => (row?.cost == null ? null : Number(row.cost.total));

function SessionsTile(asking: Asking) {
  const { now, before, course } = useCourse(asking, "sessions");
  return (
    <Tile
      label="Sessions"
      to={paths.sessions(asking.project, asking.time)}
      value={<span title={formatExact(now?.calls ?? 0)}>{formatCount(now?.calls ?? 0)}</span>}
      change={<Change as="amount" now={now?.calls ?? null} before={before?.calls ?? null} say={formatExact} />}
      below={<Sparkline values={course(({ calls }) => calls).map((calls) => calls ?? 0)} hue="text-agent" />}
      note={now?.errors ? `${formatExact(now.errors)} failed` : "none failed"}
    />
  );
}

function TraceTiles(asking: Asking) {
  const { project, time } = asking;
  const { now, before, course } = useCourse(asking, "traces");
  const p95 = (row: Usage | undefined) => (row?.latency ? Number(row.latency.p95) : null);
  const median = now?.latency?.p50;
  return (
    <>
      <Tile
        label="Success"
        to={paths.traces(project, { ...time, status: "error" })}
        value={now?.successRate == null ? "–" : formatShare(now.successRate)}
        change={
          <Change
            as="share"
            better="more"
            now={now?.successRate ?? null}
            before={before?.successRate ?? null}
            say={formatShare}
          />
        }
        below={<Sparkline values={course(({ successRate }) => successRate)} hue="text-ok" />}
        note={`${formatExact(now?.errors ?? 0)} of ${formatExact(now?.calls ?? 0)} traces failed`}
      />
      <Tile
        label="p95 latency"
        to={paths.traces(project, { ...time, sort: "duration" })}
        value={
          now?.latency ? (
            <span title={`${formatExact(Number(now.latency.p95))} ns`}>{formatDuration(Number(now.latency.p95))}</span>
          ) : (
            "–"
          )
        }
        change={<Change as="amount" better="less" now={p95(now)} before={p95(before)} say={formatDuration} />}
        below={<Sparkline values={course(p95)} hue="text-tool" />}
        note={
          median === undefined ? "of whole traces" : `half of all traces take ${formatDuration(Number(median))} at most`
        }
      />
    </>
  );
}
