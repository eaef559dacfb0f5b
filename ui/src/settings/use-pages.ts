import { useEffect, useRef, useState } from "react";

interface Page {
  readonly nextCursor: string | null;
}

export type AskPage<Answered> = (cursor: string | undefined, signal: AbortSignal) => Promise<Answered>;

export interface Walk<Sum> {
  readonly state: "idle" | "running" | "done" | "stopped" | "failed";
  /** Of the pages so far. */
  readonly sum: Sum | undefined;
  readonly failure: Error | undefined;
}

export const nothingFound = { state: "idle", sum: undefined, failure: undefined } as const;

/**
 * Asks for one page of work after the other and sums up what they tell. What was done stays done when it is stopped. It
 * answers whether it came to the end.
 */
export function usePages<Answered extends Page, Sum>(add: (sum: Sum | undefined, page: Answered) => Sum) {
  const [walk, setWalk] = useState<Walk<Sum>>(nothingFound);
  const stopping = useRef<AbortController>(undefined);
  useEffect(() => () => stopping.current?.abort(), []);
  async function run(ask: AskPage<Answered>): Promise<boolean> {
    stopping.current?.abort();
    const stop = new AbortController();
    stopping.current = stop;
    let sum: Sum | undefined;
    let cursor: string | undefined;
    setWalk({ ...nothingFound, state: "running" });
    try {
      do {
        const page = await ask(cursor, stop.signal);
        if (stop.signal.aborted) break;
        sum = add(sum, page);
        cursor = page.nextCursor ?? undefined;
        setWalk({ state: cursor === undefined ? "done" : "running", sum, failure: undefined });
      } while (cursor !== undefined);
      return cursor === undefined && !stop.signal.aborted;
    } catch (error) {
      if (!stop.signal.aborted) setWalk({ state: "failed", sum, failure: error as Error });
      return false;
    }
  }
  function stop() {
    stopping.current?.abort();
    setWalk((last) => ({ ...last, state: "stopped" }));
  }
  return { walk, run, stop, forget: () => setWalk(nothingFound) };
}
