import type { Hue } from "./series.ts";

/** What a token of the theme is at this moment, as a canvas takes it. The element is in the page and of no other use. */
export function colourIn(probe: HTMLElement, hue: Hue): string {
  probe.style.color = `var(${hue})`;
  return getComputedStyle(probe).color;
}

/** Calls back when the page turns light or dark, by choice or with the system. */
export function watchScheme(changed: () => void): () => void {
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  const choice = new MutationObserver(changed);
  system.addEventListener("change", changed);
  choice.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  return () => {
    system.removeEventListener("change", changed);
    choice.disconnect();
  };
}
