import { ZoomIn, ZoomOut } from "lucide-react";
import { useEffect, useMemo } from "react";
import { millisOf, plural } from "../../../receiver/src/format.ts";
import type { Session } from "../../../receiver/src/model/session.ts";
import type { Span } from "../../../receiver/src/model/span.ts";
import { useKeys } from "../parts/keys.ts";
import { useNow } from "../parts/now.ts";
import { shownName } from "../parts/shown-name.ts";
import { useIsRoomy } from "../parts/wide.ts";
import type { SpanName } from "../session-search.ts";
import { type LaneBar, lanesOf } from "./lanes.ts";
import { timeScale } from "./time-scale.ts";
import { sideRoom, useTimeZoom } from "./use-time-zoom.ts";
import { LaneRows } from "./waterfall-lane.tsx";
import { WaterfallTime } from "./waterfall-time.tsx";

interface WaterfallProps {
  readonly session: Session;
  readonly spans: readonly Span[];
  /** Nanoseconds after the session began. */
  readonly at: number | undefined;
  readonly seek: (nanos: number) => void;
  /** `trace/span` */
  readonly selected: string | undefined;
  readonly onSelect: (span: SpanName) => void;
}

/** Who did what and when: a lane for each agent. Long pauses are drawn short. */
export function Waterfall({ session, spans, at, seek, selected, onSelect }: WaterfallProps) {
  const isRoomy = useIsRoomy();
  const names = isRoomy ? 168 : 84;
  const clock = useNow(session.status === "running" ? 1000 : 3_600_000);
  const now = session.status === "running" ? (clock - millisOf(session.startTime)) * 1e6 : 0;
  const lanes = useMemo(() => lanesOf(spans, session.startTime, now), [spans, session.startTime, now]);
  const bars = useMemo(
    () => lanes.flatMap(({ rows }) => rows.flat()).sort((one, other) => one.from - other.from),
    [lanes],
  );
  const { scroller, width, zoom, canGrow, zoomBy, fit } = useTimeZoom(names);
  const scale = useMemo(() => {
    const work = bars.filter(({ isHolder }) => !isHolder);
    const end = bars.reduce((most, { to }) => Math.max(most, to), 1);
    return timeScale(work.length > 0 ? work : bars, end, width);
  }, [bars, width]);
  useWalkAlong(bars, selected, onSelect);
  const chosen = bars.find(({ key }) => key === selected);
  const around = chosen && { share: scale.xAt((chosen.from + chosen.to) / 2) / Math.max(1, width) };
  const [closer, further] = [() => zoomBy(2, around), () => zoomBy(0.5, around)];
  useKeys({ "+": closer, "=": closer, "-": further, "0": fit });
  useEffect(() => {
    if (selected)
      scroller.current
        ?.querySelector(`[data-bar="${selected}"]`)
        ?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [scroller, selected]);
  return (
    <div className="relative flex min-h-0 min-w-0 flex-1 flex-col">
      <div
        ref={scroller}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled with the keyboard too
        tabIndex={0}
        className="min-h-0 flex-1 overflow-auto overscroll-contain"
      >
        {width > 0 && (
          <div className="relative" style={{ width: names + width + sideRoom }}>
            <WaterfallTime {...{ scale, names, at, seek, isZoomed: zoom > 1 }} />
            <ul aria-label="Agents">
              {lanes.map((lane) => (
                <li key={lane.agent} className="flex border-line border-b">
                  <h2
                    className="sticky left-0 z-1 shrink-0 border-line border-r bg-ground px-2 py-1.5 md:pl-4"
                    style={{ width: names }}
                    title={shownName(lane.agent)}
                  >
                    <span className="block truncate font-semibold text-table">
                      {shownName(lane.agent) || "By no agent"}
                    </span>
                    <span className="flex flex-wrap gap-x-1.5 text-[11px] text-quiet">
                      {plural(lane.steps, "step")}
                      {lane.failed > 0 && <span className="text-error"> {lane.failed} failed</span>}
                    </span>
                  </h2>
                  <LaneRows {...{ lane, scale, selected, onSelect }} />
                </li>
              ))}
            </ul>
          </div>
        )}
      </div>
      <p className="absolute right-4 bottom-3 z-2 flex rounded-box border border-line bg-raised shadow-sm">
        <button
          type="button"
          onClick={further}
          disabled={zoom <= 1}
          aria-label="Zoom out"
          title="Zoom out (-)"
          className="tool-button disabled:opacity-50"
        >
          <ZoomOut size={15} aria-hidden />
        </button>
        <button
          type="button"
          onClick={closer}
          disabled={!canGrow}
          aria-label="Zoom in"
          title="Zoom in (+)"
          className="tool-button disabled:opacity-50"
        >
          <ZoomIn size={15} aria-hidden />
        </button>
      </p>
    </div>
  );
}

/** By the keys from step to step in the order of time, and to what failed. */
function useWalkAlong(bars: readonly LaneBar[], selected: string | undefined, onSelect: (span: SpanName) => void) {
  const here = bars.findIndex(({ key }) => key === selected);
  function go(bar: LaneBar | undefined): void {
    if (bar) onSelect(bar.span);
  }
  useKeys({
    j: () => go(bars[here + 1]),
    k: () => go(bars[Math.max(0, here - 1)]),
    e: () => go(bars.find(({ status }, place) => place > here && status === "error")),
  });
}
