import { types } from "node:util";

interface Observed {
  succeed(result: unknown): void;
  fail(error: unknown): void;
}

/** Runs what gives a result now or later, and tells how it turned out. The host has what it would have. */
export function observeResult<Result>(observed: Observed, run: () => Result): Result {
  let result: Result;
  try {
    result = run();
  } catch (error) {
    observed.fail(error);
    throw error;
  }
  if (!types.isPromise(result)) {
    observed.succeed(result);
    return result;
  }
  return result.then(
    (value) => {
      observed.succeed(value);
      return value;
    },
    (error: unknown) => {
      observed.fail(error);
      throw error;
    },
  ) as Result;
}
