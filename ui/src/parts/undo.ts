import { useSyncExternalStore } from "react";

/** Something that was done, in words, and how it is taken back. */
export interface Done {
  readonly words: string;
  readonly undo?: () => Promise<unknown>;
  /** What one may want to do next. */
  readonly next?: { readonly label: string; readonly act: () => void };
}

let last: Done | undefined;
const listeners = new Set<() => void>();

/** Shows it in the line at the foot of the window, in place of what was shown there. */
export function tellDone(done: Done | undefined): void {
  last = done;
  for (const listener of listeners) listener();
}

export function useDone(): Done | undefined {
  return useSyncExternalStore(subscribe, () => last);
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
