import { reasonOf, type Warn } from "./warn.ts";

let warn: Warn | undefined;

/** Where a failure of ours is said, from now on. */
export function sayFailuresTo(said: Warn | undefined): void {
  warn = said;
}

/** Runs code of ours amid the host's: what it throws is said once, and never reaches the host. */
export function quietly<Result>(work: () => Result): Result | undefined {
  try {
    return work();
  } catch (error) {
    failed(error);
    return undefined;
  }
}

/** A failure of ours that came later, such as a promise's. */
export function failed(error: unknown): void {
  try {
    warn?.(`something of ours failed, and your program went on: ${reasonOf(error)}`);
  } catch {
    // A host whose console throws is still not to be disturbed.
  }
}
