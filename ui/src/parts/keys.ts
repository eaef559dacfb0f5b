import { useEffect, useEffectEvent } from "react";

export type Keys = Readonly<Partial<Record<string, () => void>>>;

/** What opens the palette, as the keyboard at hand says it. */
export const paletteKeys = /Mac|iPhone|iPad/.test(navigator.userAgent) ? "⌘K" : "Ctrl K";

/** Listens for keys, named in lower case, while the component is there. Someone who types is left alone, but for Escape. */
export function useKeys(keys: Keys): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey) return;
    if (document.querySelector("dialog[open]") || (isTyping(event.target) && event.key !== "Escape")) return;
    // What floats over the page is closed first, by the browser.
    if (event.key === "Escape" && document.querySelector(":popover-open")) return;
    const pressed = event.key === "Enter" ? "a, button, summary" : event.key === " " ? "button, summary, select" : null;
    if (pressed && event.target instanceof Element && event.target.closest(pressed)) return;
    const act = keys[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    act();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, []);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("input, textarea, select, [contenteditable]");
}
