import { useEffect, useEffectEvent, useRef, useState } from "react";
import { formatMoment, plural } from "../../../receiver/src/format.ts";
import { useKeys } from "../parts/keys.ts";
import { Empty } from "../parts/states.tsx";
import { nameOfSpan, type SpanName } from "../session-search.ts";
import { ToolCard } from "./said-cards.tsx";
import type { TranscriptItem } from "./transcript.ts";
import { TurnCard } from "./turn-card.tsx";
import type { Rest } from "./use-session-spans.ts";

interface TranscriptListProps {
  readonly items: readonly TranscriptItem[];
  readonly rest: Rest;
  /** `trace/span` */
  readonly selected: string | undefined;
  /** Unix nanoseconds: scrolled to. */
  readonly moment: bigint | null;
  readonly onSelect: (span: SpanName) => void;
}

/** So many more are drawn each time they are asked for. */
const step = 60;

/** What was said in a session, in order. */
export function TranscriptList({ items, rest, selected, moment, onSelect }: TranscriptListProps) {
  const [shown, setShown] = useState(step);
  const list = useRef<HTMLOListElement>(null);
  const showMoment = useEffectEvent((at: bigint) => {
    const place = items.findLastIndex(({ startTime }) => BigInt(startTime) <= at);
    if (place >= shown) setShown(place + step);
    requestAnimationFrame(() => list.current?.children[place]?.scrollIntoView({ block: "start" }));
  });
  useEffect(() => {
    if (moment !== null) showMoment(moment);
  }, [moment]);
  const [active, setActive] = useState(-1);
  function go(to: number): void {
    const place = Math.max(0, Math.min(items.length - 1, to));
    if (place >= shown) setShown(place + step);
    setActive(place);
    requestAnimationFrame(() => list.current?.children[place]?.scrollIntoView({ block: "nearest" }));
  }
  useKeys({
    j: () => go(active + 1),
    k: () => go(active - 1),
    e: () => {
      const next = items.findIndex((item, place) => place > active && hasFailed(item));
      if (next >= 0) go(next);
    },
    enter: () => {
      const item = items[active];
      const span = item && (item.type === "turn" ? item.turn.call : item.use.span);
      if (span) onSelect(span);
    },
  });
  if (items.length === 0) {
    return (
      <Empty title="Nothing was said here">
        No model was called, or its messages were not recorded. The timeline tells what happened.
      </Empty>
    );
  }
  const left = items.length - shown;
  return (
    <>
      <ol ref={list} aria-label="Transcript" className="mx-auto max-w-5xl space-y-3">
        {items.slice(0, shown).map((item, place) => (
          <li
            key={item.key}
            className={`rounded-box [contain-intrinsic-size:auto_160px] [content-visibility:auto] ${place === active ? "bg-picked/40" : ""}`}
          >
            <ItemOf item={item} selected={selected} onSelect={onSelect} />
          </li>
        ))}
      </ol>
      {(left > 0 || rest.hasMore) && (
        <button
          type="button"
          onClick={() => (left > 0 ? setShown(shown + step) : rest.loadMore())}
          disabled={rest.isLoading && left <= 0}
          className="chip mx-auto my-4 flex"
        >
          {left > 0 ? `Show more, ${plural(left, "turn")} left` : rest.isLoading ? "Loading…" : "Load more"}
        </button>
      )}
    </>
  );
}

/** The call, or a tool that it asked for. */
function hasFailed(item: TranscriptItem): boolean {
  if (item.type === "tool") return item.use.span?.status === "error";
  const { turn, answered } = item;
  return (
    turn.call.status === "error" || answered.some((said) => said.type === "tool" && said.use.span?.status === "error")
  );
}

interface ItemProps {
  readonly item: TranscriptItem;
  readonly selected: string | undefined;
  readonly onSelect: (span: SpanName) => void;
}

export function ItemOf({ item, selected, onSelect }: ItemProps) {
  if (item.type === "turn") {
    const { call } = item.turn;
    return (
      <TurnCard
        item={item}
        isSelected={nameOfSpan(call) === selected}
        isUnderWay={call.status === "running" && item.answered.length === 0}
        onSelect={onSelect}
      />
    );
  }
  return (
    <div className="grid gap-x-4 gap-y-1 border-transparent border-l-2 py-1 pl-3 md:grid-cols-[minmax(0,1fr)_7.5rem]">
      <div className="min-w-0">
        <ToolCard use={item.use} onSelect={onSelect} />
      </div>
      <time title={formatMoment(item.startTime)} className="text-[11px] text-quiet tabular-nums md:text-right">
        {formatMoment(item.startTime).slice(11, 19)}
      </time>
    </div>
  );
}
