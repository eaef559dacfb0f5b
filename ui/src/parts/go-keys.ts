import { useEffect, useEffectEvent } from "react";

/** `g` and then the key of a place goes there; the second key means nothing else while `g` is fresh. */
export function useGoKeys(follow: (key: string) => boolean): void {
  const onKey = useEffectEvent((event: KeyboardEvent, isFresh: boolean) => {
    if (!isFresh || !isPlain(event) || !follow(event.key.toLowerCase())) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  });
  useEffect(() => {
    let pressed = Number.NEGATIVE_INFINITY;
    const listen = (event: KeyboardEvent) => {
      onKey(event, event.timeStamp - pressed < 1000);
      pressed = event.key === "g" && isPlain(event) ? event.timeStamp : Number.NEGATIVE_INFINITY;
    };
    window.addEventListener("keydown", listen, { capture: true });
    return () => window.removeEventListener("keydown", listen, { capture: true });
  }, []);
}

function isPlain({ metaKey, ctrlKey, altKey, target }: KeyboardEvent): boolean {
  const isTyping = target instanceof HTMLElement && target.matches("input, textarea, select, [contenteditable]");
  return !metaKey && !ctrlKey && !altKey && !isTyping && !document.querySelector("dialog[open]");
}
