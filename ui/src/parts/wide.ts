import { useSyncExternalStore } from "react";

/** Whether there is room for tables; below, rows become cards. */
export const useIsWide = roomFor("(min-width: 900px)");

/** Whether there is room for a rail beside the page; below, it lies at the bottom. */
export const useIsRoomy = roomFor("(min-width: 768px)");

/** Whether there is room for what narrows a list beside the list. */
export const useHasSideRoom = roomFor("(min-width: 1180px)");

function roomFor(media: string): () => boolean {
  const query = window.matchMedia(media);
  function subscribe(listener: () => void) {
    query.addEventListener("change", listener);
    return () => query.removeEventListener("change", listener);
  }
  return () => useSyncExternalStore(subscribe, () => query.matches);
}
