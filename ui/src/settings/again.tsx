import { type ReactNode, useState } from "react";
import { boundsOf } from "../api/list-filters.ts";
import { Panel, PanelTitle } from "../parts/panel.tsx";
import type { Range } from "../search.ts";
import { nothingFound, usePages } from "./use-pages.ts";

interface Asked {
  readonly from: string;
  readonly cursor: string | undefined;
  readonly apply: boolean;
}

interface Page {
  readonly nextCursor: string | null;
}

interface AgainProps<Answered extends Page, Sum> {
  readonly id: string;
  readonly title: string;
  readonly about: ReactNode;
  /** What the button says that looks and changes nothing. */
  readonly look: string;
  /** What the one says that stores it; without it nothing can be stored. */
  readonly apply?: string;
  readonly isReady?: boolean;
  /** What was looked with; what was found with anything else says nothing any more. */
  readonly by?: string;
  readonly ask: (asked: Asked, signal: AbortSignal) => Promise<Answered>;
  readonly add: (sum: Sum | undefined, page: Answered) => Sum;
  readonly changedIn: (sum: Sum) => number;
  /** What was found so far, in a line. */
  readonly words: (sum: Sum, isStored: boolean) => string;
  readonly outcome: (sum: Sum) => ReactNode;
  readonly onStored?: () => void;
}

const offered: readonly (readonly [Range, string])[] = [
  ["1h", "the last hour"],
  ["24h", "the last day"],
  ["7d", "the last 7 days"],
  ["30d", "the last 30 days"],
  ["all", "all there is"],
];

/** Goes through what is stored: first to show what would become of it, and then, if it is wanted, to store that. */
export function Again<Answered extends Page, Sum>(props: AgainProps<Answered, Sum>) {
  const { id, title, about, isReady = true, by, ask, add, onStored } = props;
  const [last, setLast] = useState<Range>("7d");
  const [from, setFrom] = useState("0");
  const [isStoring, setStoring] = useState(false);
  const [foundBy, setFoundBy] = useState(by);
  const { walk: found, run, stop, forget } = usePages<Answered, Sum>(add);
  const walk = foundBy === by ? found : nothingFound;
  async function go(apply: boolean) {
    setFoundBy(by);
    const since = apply ? from : boundsOf({ last }, Date.now()).from;
    setFrom(since);
    setStoring(apply);
    const isWhole = await run((cursor, signal) => ask({ from: since, cursor, apply }, signal));
    if (isWhole && apply) onStored?.();
  }
  const changed = walk.sum === undefined ? 0 : props.changedIn(walk.sum);
  const isFound = walk.state === "done" && !isStoring && changed > 0;
  return (
    <div id={id} className="scroll-mt-4">
      <Panel>
        <PanelTitle>{title}</PanelTitle>
        <p className="max-w-2xl text-quiet">{about}</p>
        <div className="mt-3 flex flex-wrap items-center gap-2">
          <span className="flex items-center gap-1.5 text-quiet">
            In
            <select
              aria-label="How far back"
              value={last}
              onChange={(event) => {
                setLast(event.target.value as Range);
                forget();
              }}
              disabled={walk.state === "running"}
              className="h-8 rounded-box border border-line bg-ground px-1.5 text-ink"
            >
              {offered.map(([range, words]) => (
                <option key={range} value={range}>
                  {words}
                </option>
              ))}
            </select>
          </span>
          {walk.state === "running" ? (
            <button type="button" onClick={stop} className="chip h-8">
              Stop
            </button>
          ) : (
            <button
              type="button"
              disabled={!isReady}
              onClick={() => void go(false)}
              className="chip h-8 disabled:opacity-55"
            >
              {props.look}
            </button>
          )}
          {props.apply && isFound && (
            <button type="button" onClick={() => void go(true)} className="primary-button">
              {props.apply}
            </button>
          )}
        </div>
        <p role="status" className="mt-2 min-h-[19px]">
          {walk.sum !== undefined && props.words(walk.sum, isStoring)}
          {walk.state === "running" && <span className="animate-breathe text-quiet"> Going on…</span>}
          {walk.state === "stopped" && <span className="text-quiet"> Stopped; this is as far as it came.</span>}
        </p>
        {walk.failure && (
          <p role="alert" className="text-error">
            {walk.failure.message}
          </p>
        )}
        {walk.sum !== undefined && changed > 0 && props.outcome(walk.sum)}
      </Panel>
    </div>
  );
}

/** Leads to it from wherever the page is. */
export function showAgain(id: string): void {
  const panel = document.getElementById(id);
  panel?.scrollIntoView({ block: "start" });
  panel?.querySelector("select")?.focus();
}
