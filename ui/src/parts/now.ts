import { useSyncExternalStore } from "react";

/** The present in milliseconds, in steps of `step`; one timer for each step, however many ask. */
export function useNow(step: number): number {
  const clock = clockOf(step);
  return useSyncExternalStore(clock.subscribe, clock.read);
}

const clocks = new Map<number, ReturnType<typeof createClock>>();

function clockOf(step: number) {
  const clock = clocks.get(step) ?? createClock(step);
  clocks.set(step, clock);
  return clock;
}

function createClock(step: number) {
  const listeners = new Set<() => void>();
  let timer: ReturnType<typeof setInterval> | undefined;
  let now = Date.now();
  function tick() {
    now = Date.now();
    for (const listener of listeners) listener();
  }
  return {
    read: () => now,
    subscribe(listener: () => void) {
      listeners.add(listener);
      if (listeners.size === 1) {
        now = Date.now();
        timer = setInterval(tick, step);
      }
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) clearInterval(timer);
      };
    },
  };
}
