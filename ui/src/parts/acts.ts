import { useEffect, useId, useSyncExternalStore } from "react";

/** Something that can be done where one is, offered by the palette while what does it is there. */
export interface Act {
  readonly label: string;
  /** The key that does it too. */
  readonly keys?: string;
  /** Other words by which it is looked for. */
  readonly words?: string;
  /** Of the window itself, wherever one is. */
  readonly isOfWindow?: true;
  readonly act: () => void;
}

const offered = new Map<string, readonly Act[]>();
const listeners = new Set<() => void>();
let all: readonly Act[] = [];

/** Offers these, as they are at each drawing. */
export function useActs(acts: readonly Act[]): void {
  const id = useId();
  useEffect(() => {
    offer(id, acts);
  });
  useEffect(() => () => offer(id, []), [id]);
}

export function useOfferedActs(): readonly Act[] {
  return useSyncExternalStore(subscribe, () => all);
}

function offer(id: string, acts: readonly Act[]): void {
  if (acts.length === 0) offered.delete(id);
  else offered.set(id, acts);
  all = [...offered.values()].flat();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
