import { useSyncExternalStore } from "react";
import { kindFamilies } from "../../../receiver/src/model/kind-family.ts";

/** The colours of the theme as a canvas takes them: tokens by their names, without `--color-`. */
export type ThemeColors = Readonly<Record<string, string>>;

const tokens = [...kindFamilies, "error", "running", "quiet", "ink", "line", "ground", "raised", "accent", "picked"];

/** Read once for each theme, and again when it changes. */
export function useThemeColors(): ThemeColors {
  return useSyncExternalStore(subscribe, read);
}

let known: ThemeColors | undefined;

function read(): ThemeColors {
  known ??= resolved();
  return known;
}

function subscribe(listener: () => void): () => void {
  const changed = () => {
    known = undefined;
    listener();
  };
  const scheme = window.matchMedia("(prefers-color-scheme: dark)");
  scheme.addEventListener("change", changed);
  const chosen = new MutationObserver(changed);
  chosen.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
  return () => {
    scheme.removeEventListener("change", changed);
    chosen.disconnect();
  };
}

/** A token says one colour for light and one for dark; only an element knows which of them holds. */
function resolved(): ThemeColors {
  const probe = document.createElement("span");
  document.body.append(probe);
  const colors = tokens.map((token) => {
    probe.style.color = `var(--color-${token === "event" ? "operation" : token})`;
    return [token, getComputedStyle(probe).color] as const;
  });
  probe.remove();
  return Object.fromEntries(colors);
}
