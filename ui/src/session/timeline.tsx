import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { formatDuration, formatMoment } from "../../../receiver/src/format.ts";
import { inert } from "../../../receiver/src/inert.ts";
import { useKeys } from "../parts/keys.ts";
import { KindMark } from "../parts/marks.tsx";
import { shownName } from "../parts/shown-name.ts";
import { nameOfSpan, type SpanName } from "../session-search.ts";
import type { TimelineLine } from "./timeline-lines.ts";
import type { Rest } from "./use-session-spans.ts";

interface TimelineProps {
  readonly lines: readonly TimelineLine[];
  readonly rest: Rest;
  /** `trace/span` */
  readonly selected: string | undefined;
  /** Unix nanoseconds: scrolled to. */
  readonly moment: bigint | null;
  readonly onSelect: (span: SpanName) => void;
}

const height = 26;

/** What happened, line by line. Only what is seen is drawn. */
export function Timeline({ lines, rest, selected, moment, onSelect }: TimelineProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 20,
  });
  const [active, setActive] = useState(-1);
  const lastSeen = rows.range?.endIndex ?? 0;
  useEffect(() => {
    if (rest.hasMore && !rest.isLoading && lastSeen >= lines.length - 20) rest.loadMore();
  }, [rest, lastSeen, lines.length]);
  const showMoment = useEffectEvent((at: bigint) => {
    const line = lines.findLastIndex(({ time }) => BigInt(time) <= at);
    if (line >= 0) rows.scrollToIndex(line, { align: "center" });
  });
  useEffect(() => {
    if (moment !== null) showMoment(moment);
  }, [moment]);
  function move(by: number) {
    const next = Math.max(0, Math.min(lines.length - 1, active + by));
    setActive(next);
    rows.scrollToIndex(next);
  }
  function open(line: TimelineLine | undefined) {
    if (line?.span) onSelect(line.span);
  }
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    enter: () => open(lines[active]),
    e: () => {
      const next = lines.findIndex(({ tone }, at) => tone === "error" && at > active);
      if (next < 0) return;
      move(next - active);
      open(lines[next]);
    },
  });
  const isLong = spansDays(lines);
  const marked = moment === null ? -1 : lines.findLastIndex(({ time }) => BigInt(time) <= moment);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled with the keyboard too
    <div ref={scroller} tabIndex={0} className="min-h-0 min-w-0 flex-1 overflow-y-auto [scrollbar-gutter:stable]">
      <ol aria-label="Timeline" className="relative my-1" style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, start }) => {
          const line = lines[index];
          const isOn = index === active || (line?.span && nameOfSpan(line.span) === selected);
          return (
            line && (
              <li
                key={line.key}
                className={`absolute inset-x-0 top-0 ${isOn ? "bg-picked" : ""} ${index === marked ? "border-accent border-b" : ""}`}
                style={{ height, translate: `0 ${start}px` }}
              >
                <Line line={line} isLong={isLong} onOpen={() => open(line)} />
              </li>
            )
          );
        })}
      </ol>
      {rest.isLoading && <p className="px-4 py-2 text-quiet text-table">Loading more…</p>}
    </div>
  );
}

function spansDays(lines: readonly TimelineLine[]): boolean {
  const [first, last] = [lines[0], lines.at(-1)];
  return first !== undefined && last !== undefined && dayOf(first) !== dayOf(last);
}

const dayOf = ({ time }: TimelineLine) => formatMoment(time).slice(0, 10);

interface LineProps {
  readonly line: TimelineLine;
  readonly isLong: boolean;
  readonly onOpen: () => void;
}

const tones = { plain: "text-ink", error: "text-error", edge: "text-quiet" } as const;

function Line({ line, isLong, onOpen }: LineProps) {
  const moment = formatMoment(line.time);
  const inside = (
    <>
      <time title={moment} className="shrink-0 font-mono text-quiet">
        [{isLong ? moment.slice(5, 19) : moment.slice(11, 19)}]
      </time>
      <span className="grid w-3 shrink-0 place-items-center">{line.kind && <KindMark kind={line.kind} />}</span>
      <span className={`shrink-0 ${tones[line.tone]} ${line.tone === "plain" ? "" : "font-semibold"}`}>
        {line.word}
      </span>
      {line.name && <span className="min-w-0 max-w-[45%] shrink-0 truncate font-semibold">{shownName(line.name)}</span>}
      <span
        dir="auto"
        className={`min-w-0 flex-1 truncate ${line.tone === "error" ? "text-error" : "text-quiet"} ${line.detail.startsWith("{") ? "font-mono" : ""}`}
      >
        {inert(line.detail)}
      </span>
      {line.agent && (
        <span className="hidden max-w-40 shrink-0 truncate text-quiet md:inline">{shownName(line.agent)}</span>
      )}
      <span className="w-16 shrink-0 text-right text-quiet tabular-nums">
        {line.isRunning ? (
          <span className="text-running">running</span>
        ) : (
          line.durationNanos && formatDuration(Number(line.durationNanos))
        )}
      </span>
    </>
  );
  const look = "flex h-full w-full items-center gap-2 px-4 text-left text-table whitespace-nowrap";
  if (!line.span) return <p className={look}>{inside}</p>;
  return (
    <button type="button" onClick={onOpen} className={`${look} hover:bg-hover`}>
      {inside}
    </button>
  );
}
