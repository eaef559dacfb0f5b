import { useSyncExternalStore } from "react";

const query = window.matchMedia("(min-width: 900px)");

/** Whether there is room for tables; below, rows become cards. */
export function useIsWide(): boolean {
  return useSyncExternalStore(
    (listener) => {
      query.addEventListener("change", listener);
      return () => query.removeEventListener("change", listener);
    },
    () => query.matches,
  );
}
