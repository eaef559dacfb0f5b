import { Overloaded } from "../errors.ts";

const RETRY_AFTER_SECONDS = 1;

/** The bytes of all requests being worked on, over every door, so that memory stays flat however many come at once. */
export interface Budget {
  open(): Share;
  readonly used: number;
}

/** What one request holds of the budget until it is closed. */
export interface Share {
  /** Throws `Overloaded` when there is no room; what was taken before stays taken until given back. */
  take(bytes: number): void;
  giveBack(bytes: number): void;
  close(): void;
}

export function openBudget(limit: number): Budget {
  let used = 0;
  const open = (): Share => {
    let held = 0;
    const give = (bytes: number) => {
      held -= bytes;
      used -= bytes;
    };
    return {
      take: (bytes) => {
        if (used + bytes > limit) {
          throw new Overloaded("too many bytes are being received at once; send the same again", RETRY_AFTER_SECONDS);
        }
        held += bytes;
        used += bytes;
      },
      giveBack: give,
      close: () => give(held),
    };
  };
  return {
    open,
    get used() {
      return used;
    },
  };
}
