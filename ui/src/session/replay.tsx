import { Pause, Play, SkipBack, SkipForward, Workflow } from "lucide-react";
import { lazy, type ReactNode, Suspense, useEffect, useMemo, useRef } from "react";
import { formatCost, formatCount, formatDuration, plural } from "../../../receiver/src/format.ts";
import type { Session } from "../../../receiver/src/model/session.ts";
import type { Span } from "../../../receiver/src/model/span.ts";
import { Fact } from "../parts/facts.tsx";
import { useKeys } from "../parts/keys.ts";
import { KindMark } from "../parts/marks.tsx";
import { useRemembered } from "../parts/remembered.ts";
import { shownName } from "../parts/shown-name.ts";
import { useIsWide } from "../parts/wide.ts";
import type { SpanName } from "../session-search.ts";
import { after, before, momentsOf } from "./replay-clock.ts";
import { type ReplaySums, replayAt } from "./replay-state.ts";
import { shortNameOf } from "./short-name.ts";
import { transcriptOf } from "./transcript.ts";
import { ItemOf } from "./transcript-list.tsx";
import { usePlaying } from "./use-playing.ts";

interface ReplayProps {
  readonly session: Session;
  /** All that happened. */
  readonly spans: readonly Span[];
  /** Those of them that tell what was said around the moment. */
  readonly talks: readonly Span[];
  /** What was said is still to come. */
  readonly isAwaited: boolean;
  /** Nanoseconds after the session began. */
  readonly at: number;
  readonly seek: (nanos: number) => void;
  readonly selected: string | undefined;
  readonly onSelect: (span: SpanName) => void;
}

const GraphView = lazy(async () => ({ default: (await import("./graph-view.tsx")).GraphView }));

/** What was said last is shown; before it there was more. */
const lastShown = 30;

/** A session as it stood at any moment: what was said, what was at work, what was spent. */
export function Replay({ session, spans, talks, isAwaited, at, seek, selected, onSelect }: ReplayProps) {
  const items = useMemo(() => transcriptOf(talks), [talks]);
  const moments = useMemo(() => momentsOf(spans, session.startTime), [spans, session.startTime]);
  const { said, underWay, sums } = useMemo(
    () => replayAt(items, spans, BigInt(session.startTime) + BigInt(Math.round(at / 1e6)) * 1_000_000n + 999_999n),
    [items, spans, session.startTime, at],
  );
  const scroller = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Again with each moment, and when it comes: what was said last is what one looks for.
    if (scroller.current && at >= 0 && items) scroller.current.scrollTop = scroller.current.scrollHeight;
  }, [at, items]);
  const left = said.length - lastShown;
  const isCut = talks.length < spans.length;
  const [graph, setGraph] = useRemembered("replay-graph", ["off", "on"]);
  const isWide = useIsWide();
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col">
      <Controls moments={moments} at={at} seek={seek} sums={sums}>
        {isWide && (
          <button
            type="button"
            aria-pressed={graph === "on"}
            onClick={() => setGraph(graph === "on" ? "off" : "on")}
            title="Who is at work, beside what is said"
            className="ml-auto flex h-7 items-center gap-1.5 rounded-box px-2 text-quiet hover:bg-hover hover:text-ink aria-pressed:bg-picked aria-pressed:font-semibold aria-pressed:text-ink"
          >
            <Workflow size={14} aria-hidden /> Graph
          </button>
        )}
      </Controls>
      <UnderWay spans={underWay} onSelect={onSelect} />
      <div className="flex min-h-0 flex-1">
        <div
          ref={scroller}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled with the keyboard too
          tabIndex={0}
          aria-busy={isAwaited}
          className="min-h-0 min-w-0 flex-1 overflow-y-auto px-4 py-3"
        >
          {left > 0 && (
            <p className="mb-3 text-center text-quiet text-table">
              {isCut ? "More was said" : plural(left, "turn")} before these
            </p>
          )}
          {said.length === 0 && (
            <p className="text-center text-quiet">
              {isAwaited ? "What was said is on its way…" : "Nothing was said yet."}
            </p>
          )}
          <ol aria-label="What was said so far" className="mx-auto max-w-5xl space-y-3">
            {said.slice(-lastShown).map((item) => (
              <li key={item.key}>
                <ItemOf item={item} selected={selected} onSelect={onSelect} />
              </li>
            ))}
          </ol>
        </div>
        {isWide && graph === "on" && (
          <aside aria-label="Who is at work" className="flex w-[42%] min-w-0 border-line border-l">
            <Suspense fallback={null}>
              <GraphView {...{ session, spans, at, selected, onSelect, hasMore: false, isBeside: true }} />
            </Suspense>
          </aside>
        )}
      </div>
    </div>
  );
}

interface ControlsProps extends Pick<ReplayProps, "at" | "seek"> {
  readonly children: ReactNode;
  readonly moments: readonly number[];
  readonly sums: ReplaySums;
}

const speeds = [0.5, 1, 2, 4, 8] as const;

function Controls({ moments, at, seek, sums, children }: ControlsProps) {
  const { isPlaying, speed, setSpeed, turn, stop } = usePlaying(moments, at, seek);
  function step(to: number | null): void {
    stop();
    if (to !== null) seek(to);
  }
  const forward = () => step(after(moments, at));
  const back = () => step(before(moments, at));
  useKeys({ " ": turn, arrowright: forward, arrowleft: back });
  const Icon = isPlaying ? Pause : Play;
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-line border-b px-4 py-1.5 text-table">
      <span className="flex items-center">
        <button type="button" onClick={back} aria-label="Step back" title="Step back (←)" className="tool-button">
          <SkipBack size={15} aria-hidden />
        </button>
        <button
          type="button"
          onClick={turn}
          aria-label={isPlaying ? "Pause" : "Play"}
          title={isPlaying ? "Pause (Space)" : "Play (Space)"}
          className="tool-button"
        >
          <Icon size={16} aria-hidden />
        </button>
        <button type="button" onClick={forward} aria-label="Step on" title="Step on (→)" className="tool-button">
          <SkipForward size={15} aria-hidden />
        </button>
      </span>
      <select
        aria-label="Speed"
        value={speed}
        onChange={(event) => setSpeed(Number(event.target.value))}
        className="h-7 rounded-box border border-line bg-raised px-1.5"
      >
        {speeds.map((one) => (
          <option key={one} value={one}>
            {one}×
          </option>
        ))}
      </select>
      <span className="min-w-28 tabular-nums">
        <b>{formatDuration(at)}</b> <span className="text-quiet">of {formatDuration(moments.at(-1) ?? 0)}</span>
      </span>
      <Sums sums={sums} />
      {children}
    </div>
  );
}

function Sums({ sums: { calls, tools, failed, tokens, dollars, isEstimated, unknown } }: { sums: ReplaySums }) {
  return (
    <>
      <Fact name="Model calls">{formatCount(calls)}</Fact>
      <Fact name="Tools">{formatCount(tools)}</Fact>
      {failed > 0 && <span className="font-semibold text-error">{plural(failed, "step")} failed</span>}
      <Fact name="Tokens">{formatCount(tokens)}</Fact>
      <Fact name="Cost">
        {unknown > 0 && <span className="hatched mr-1 inline-block size-2.5 rounded-xs align-[-1px]" aria-hidden />}
        {(unknown === 0 || dollars !== "0") &&
          formatCost({ total: dollars, source: isEstimated ? "estimated" : "computed" })}
        {unknown > 0 && (
          <span className="text-quiet">
            {dollars === "0"
              ? `unknown of ${plural(unknown, "call")}`
              : ` without ${plural(unknown, "call")} of unknown price`}
          </span>
        )}
      </Fact>
    </>
  );
}

function UnderWay({ spans, onSelect }: { spans: readonly Span[] } & Pick<ReplayProps, "onSelect">) {
  return (
    <p className="flex h-8 shrink-0 items-center gap-1.5 overflow-x-auto border-line border-b px-4 text-table [scrollbar-width:none]">
      <span className="shrink-0 text-quiet">{spans.length === 0 ? "Nothing is under way" : "Under way"}</span>
      {spans.slice(0, 30).map((span) => (
        <button
          key={`${span.traceId}/${span.spanId}`}
          type="button"
          onClick={() => onSelect(span)}
          className="flex shrink-0 items-center gap-1 rounded-sm border border-line bg-raised px-1.5 hover:bg-hover"
        >
          <KindMark kind={span.kind} size={9} />
          <span className="max-w-48 truncate">{shortName(span)}</span>
        </button>
      ))}
    </p>
  );
}

function shortName(span: Span): string {
  const name = shownName(shortNameOf(span));
  return span.kind === "llm" && span.agentName ? `${shownName(span.agentName)} · ${name}` : name;
}
