import { useEffect, useState } from "react";
import { client } from "../api/client.ts";
import { countFilters } from "../api/list-filters.ts";
import { type LiveSearch, usuallyTold } from "../live-search.ts";
import { follow } from "./follow.ts";
import { liveEvent, type Usage } from "./live-events.ts";
import { type LiveLine, lineOf } from "./live-line.ts";
import { type LiveLines, noLines, withLines } from "./live-lines.ts";

export interface Live extends LiveLines {
  readonly totals: Usage | null;
  readonly connection: "opening" | "open" | "lost" | Error;
  /** Whether the receiver said that something was not told. */
  readonly hasGap: boolean;
}

const nothing: Live = { ...noLines, totals: null, connection: "opening", hasGap: false };

/** What comes within it is drawn at once, in milliseconds. */
const drawEvery = 200;

/** Follows what happens, as far as the filters let it; `tries` makes it begin anew. */
export function useLive(project: string, search: LiveSearch, tries: number): Live {
  const [live, setLive] = useState(nothing);
  const asked = JSON.stringify(filtersOf(search));
  // biome-ignore lint/correctness/useExhaustiveDependencies: a further try asks the same
  useEffect(() => {
    setLive(nothing);
    const stopping = new AbortController();
    const since = Date.now();
    let waiting: LiveLine[] = [];
    const draw = setInterval(() => {
      if (waiting.length === 0) return;
      const told = waiting;
      waiting = [];
      setLive((before) => ({ ...before, ...withLines(before, told, since) }));
    }, drawEvery);
    follow({
      open: (lastEventId, signal) =>
        client.project(project).open("live", JSON.parse(asked), {
          signal,
          headers: lastEventId === null ? {} : { "last-event-id": lastEventId },
        }),
      signal: stopping.signal,
      sleep: pause,
      onOpen: () => setLive((before) => ({ ...before, connection: "open" })),
      onLost: () => setLive((before) => ({ ...before, connection: "lost" })),
      onEvent: (told) => {
        const event = liveEvent(told);
        const line = event && lineOf(event);
        if (line) waiting.push(line);
        if (event?.event === "totals") setLive((before) => ({ ...before, totals: event.data.usage }));
        if (event?.event === "gap") setLive((before) => ({ ...before, hasGap: true }));
      },
    }).catch((error: unknown) => {
      const connection = error instanceof Error ? error : new Error(String(error));
      if (!stopping.signal.aborted) setLive((before) => ({ ...before, connection }));
    });
    return () => {
      stopping.abort();
      clearInterval(draw);
    };
  }, [project, asked, tries]);
  return live;
}

/** Live is now: a range has no part in it. */
function filtersOf({ tells = usuallyTold, ...search }: LiveSearch) {
  const { from: _, to: __, ...filters } = countFilters(search, 0);
  return { ...filters, events: [...tells, "totals" as const] };
}

function pause(millis: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, millis);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
