import { Pause, Play } from "lucide-react";
import { useEffect, useEffectEvent, useState } from "react";
import { formatExact } from "../../../receiver/src/format.ts";
import { FilterBar } from "../lists/filter-bar.tsx";
import { isNarrowed } from "../lists/filters.ts";
import { LiveCard, liveColumns, SessionLink } from "../live/live-columns.tsx";
import type { Usage } from "../live/live-events.ts";
import { keyOfLine, type LiveLine, pathOfLine } from "../live/live-line.ts";
import { heldLines } from "../live/live-lines.ts";
import { type Live, useLive } from "../live/use-live.ts";
import { type LiveKind, type LiveSearch, liveKinds, tellsWith, usuallyTold } from "../live-search.ts";
import { useActs } from "../parts/acts.ts";
import { ItemList } from "../parts/item-list.tsx";
import { useKeys } from "../parts/keys.ts";
import { Link, useGo } from "../parts/link.tsx";
import { Count, MoneySum, TokenCount } from "../parts/numbers.tsx";
import { usePageTitle } from "../parts/page-title.ts";
import { Empty, Failure } from "../parts/states.tsx";
import { paths } from "../paths.ts";

interface LivePageProps {
  readonly project: string;
  readonly search: LiveSearch;
}

interface Held {
  readonly lines: readonly LiveLine[];
  readonly arrived: number;
  /** Somebody asked for it, or reads further down. */
  readonly by: "pause" | "reading";
}

export function LivePage({ project, search }: LivePageProps) {
  usePageTitle("Live");
  const [tries, setTries] = useState(0);
  const live = useLive(project, search, tries);
  const [held, setHeld] = useState<Held>();
  /** Drawn anew from the top. */
  const [renewals, setRenewals] = useState(0);
  const go = useGo();
  const hold = (by: Held["by"]) => setHeld({ lines: live.lines, arrived: live.arrived, by });
  function goOn(): void {
    setHeld(undefined);
    setRenewals(renewals + 1);
  }
  const turn = () => (held?.by === "pause" ? goOn() : hold("pause"));
  useKeys({ p: turn });
  useActs([
    {
      label: held?.by === "pause" ? "Go on with what is live" : "Pause what is live",
      words: "resume",
      keys: "p",
      act: turn,
    },
  ]);
  useWalking(() => live.lines.length > 0 && held?.by !== "pause" && hold("pause"));
  const lines = held === undefined ? live.lines : held.by === "pause" ? held.lines : heldLines(held.lines, live.lines);
  const waiting = held === undefined ? 0 : live.arrived - held.arrived;
  const { connection } = live;
  const { tells = usuallyTold } = search;
  function narrow(next: LiveSearch): void {
    setHeld(undefined);
    go(paths.live(project, next));
  }
  return (
    <>
      <header className="shrink-0 space-y-3 border-line border-b px-4 pt-4 pb-3">
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <h1 className="font-semibold text-title tracking-tight">Live</h1>
          <Today usage={live.totals} />
          <span className="ml-auto flex items-center gap-3">
            <Connection live={live} isPaused={held?.by === "pause"} />
            {waiting > 0 && <Waiting count={waiting} onClick={goOn} />}
            <PauseButton isPaused={held?.by === "pause"} onClick={turn} />
          </span>
        </div>
        <div className="flex flex-wrap items-center gap-2">
          <FilterBar
            project={project}
            noun="traces"
            search={search}
            leftOut={leftOut}
            onChange={(next) => narrow({ ...next, tells: search.tells })}
          />
          <Kinds tells={tells} turn={(kind) => narrow({ ...search, tells: tellsWith(tells, kind) })} />
        </div>
      </header>
      <section
        aria-label="What happens"
        className="relative flex min-h-0 flex-1 flex-col"
        onScrollCapture={({ target }) => {
          const isAtTop = (target as HTMLElement).scrollTop < 8;
          if (isAtTop && held?.by === "reading") setHeld(undefined);
          if (!isAtTop && held === undefined) hold("reading");
        }}
      >
        {connection instanceof Error && <Failure error={connection} retry={() => setTries(tries + 1)} />}
        {lines.length > 0 ? (
          <ItemList
            key={renewals}
            label="What happened"
            items={lines}
            columns={liveColumns}
            card={(line) => <LiveCard line={line} />}
            idOf={keyOfLine}
            pathOf={(line) => pathOfLine(project, line)}
            aside={{ label: "Session", width: "9rem", cell: (line) => <SessionLink project={project} line={line} /> }}
            hasMore={false}
            loadMore={nothingMore}
            isCompact
          />
        ) : (
          !(connection instanceof Error) && <Quiet project={project} search={search} />
        )}
      </section>
    </>
  );
}

const nothingMore = () => {};

/** Of summaries alone, which a stream of steps has none of. */
const leftOut = ["minErrors"] as const;

const kindWords: Readonly<Record<LiveKind, string>> = { session: "Sessions", trace: "Traces", span: "Steps" };

/** Of what there is a line. */
function Kinds({ tells, turn }: { tells: readonly LiveKind[]; turn: (kind: LiveKind) => void }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out in a line with others everywhere
    <span role="group" aria-label="Lines of" className="flex items-center gap-1">
      {liveKinds.map((kind) => (
        <button
          key={kind}
          type="button"
          aria-pressed={tells.includes(kind)}
          onClick={() => turn(kind)}
          className="chip text-quiet aria-pressed:border-accent aria-pressed:bg-picked aria-pressed:text-ink"
        >
          {kindWords[kind]}
        </button>
      ))}
    </span>
  );
}

/** Whoever walks through the lines by keys reads them: they must not move under the keys. */
function useWalking(onWalk: () => void): void {
  const listen = useEffectEvent(({ key, target, metaKey, ctrlKey, altKey }: KeyboardEvent) => {
    const isTyping = target instanceof HTMLElement && target.matches("input, textarea, select");
    if ((key === "j" || key === "k") && !isTyping && !metaKey && !ctrlKey && !altKey) onWalk();
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => listen(event);
    window.addEventListener("keydown", onKey, { capture: true });
    return () => window.removeEventListener("keydown", onKey, { capture: true });
  }, []);
}

/** What was spent today so far; its room is there before it is known. */
function Today({ usage }: { usage: Usage | null }) {
  if (usage === null) return <span className="h-5" />;
  const { calls, errors, tokens, cost, costCoverage } = usage;
  return (
    <p className="flex flex-wrap items-baseline gap-x-4 text-quiet tabular-nums" title="Since midnight UTC">
      <span>Today</span>
      <span>
        <b className="font-semibold text-ink">
          <Count value={calls} />
        </b>{" "}
        calls
      </span>
      {errors > 0 && <span className="text-error">{formatExact(errors)} failed</span>}
      {tokens && (
        <span>
          <span className="text-ink">
            <TokenCount tokens={tokens} />
          </span>{" "}
          tokens
        </span>
      )}
      <span className="text-ink">
        <MoneySum cost={cost} coverage={costCoverage} />
      </span>
    </p>
  );
}

function Connection({ live: { connection, hasGap }, isPaused }: { live: Live; isPaused: boolean }) {
  const words =
    connection instanceof Error
      ? "Not connected"
      : { opening: "Connecting…", lost: "Cut off, connecting again…", open: isPaused ? "Paused" : "Following" }[
          connection
        ];
  return (
    <span role="status" className="flex items-center gap-2 text-quiet text-table">
      <span
        aria-hidden
        className={`size-2 rounded-full ${connection === "open" && !isPaused ? "animate-breathe bg-ok" : connection === "lost" ? "bg-warning" : "border border-quiet"}`}
      />
      {words}
      {hasGap && <span title="More came than could be told; the lists have all of it">· some was left out</span>}
    </span>
  );
}

function PauseButton({ isPaused, onClick }: { isPaused: boolean; onClick: () => void }) {
  const Icon = isPaused ? Play : Pause;
  return (
    <button type="button" onClick={onClick} aria-keyshortcuts="p" className="chip">
      <Icon size={13} aria-hidden />
      {isPaused ? "Go on" : "Pause"}
    </button>
  );
}

/** Away from the lines, so that none of them moves. */
function Waiting({ count, onClick }: { count: number; onClick: () => void }) {
  return (
    <button type="button" onClick={onClick} className="chip border-accent font-semibold text-accent hover:bg-hover">
      Show {formatExact(count)} new
    </button>
  );
}

function Quiet({ project, search }: LivePageProps) {
  return (
    <Empty title="Nothing has happened since you came">
      {isNarrowed(search)
        ? "Only what the filters let through is told. "
        : "Each step of an agent shows here as it starts. "}
      <Link to={paths.traces(project)} className="font-semibold text-accent hover:underline">
        See what happened before
      </Link>
      {", or "}
      <Link to={paths.connect(project)} className="font-semibold text-accent hover:underline">
        connect another program
      </Link>
      .
    </Empty>
  );
}
