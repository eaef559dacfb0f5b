import { Overloaded } from "../errors.ts";

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
