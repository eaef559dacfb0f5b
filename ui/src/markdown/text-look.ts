import { useSyncExternalStore } from "react";

/** How texts in Markdown are shown, everywhere on the page. */
export type TextLook = "rendered" | "plain";

const name = "text-look";
const listeners = new Set<() => void>();
let look: TextLook | undefined;

/** A choice of this browser, kept for the next visit. */
export function useTextLook(): readonly [TextLook, (next: TextLook) => void] {
  return [useSyncExternalStore(subscribe, read), choose];
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

function read(): TextLook {
  look ??= kept();
  return look;
}

function kept(): TextLook {
  try {
    return localStorage.getItem(name) === "plain" ? "plain" : "rendered";
  } catch {
    return "rendered";
  }
}

function choose(next: TextLook): void {
  look = next;
  try {
    localStorage.setItem(name, next);
  } catch {
    // Storage may be forbidden; then the choice lasts until the page is left.
  }
  for (const listener of listeners) listener();
}
