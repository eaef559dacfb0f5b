import { setImmediate } from "node:timers/promises";
import { Overloaded } from "../errors.ts";

/** Milliseconds that may be worked at a stretch; other requests wait meanwhile. */
const longestStretch = 8;

/** Does the work step by step, and lets others work in between. */
export async function inSteps<Result>(steps: Generator<undefined, Result>): Promise<Result> {
  let since = performance.now();
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    if (performance.now() - since < longestStretch) continue;
    await setImmediate();
    since = performance.now();
  }
}

/** One piece of work at a time; `most` may wait, and those after them are told to come again. */
export function openTurns(most: number): <Result>(work: () => Promise<Result>) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  return async (work) => {
    if (waiting > most) throw new Overloaded("several large traces are being read; ask again in a moment", 2);
    waiting += 1;
    const turn = last.then(work).finally(() => {
      waiting -= 1;
    });
    last = turn.catch(() => undefined);
    return turn;
  };
}
