import { Monitor, Moon, Sun } from "lucide-react";
import { useState } from "react";

const themes = ["system", "light", "dark"] as const;
type Theme = (typeof themes)[number];
const icons = { system: Monitor, light: Sun, dark: Moon };
/** `public/theme.js` reads it before the first paint. */
const name = "spanwise.theme";

export function ThemeToggle() {
  const [theme, setTheme] = useState(current);
  const next = themes[(themes.indexOf(theme) + 1) % themes.length] ?? "system";
  const Icon = icons[theme];
  function turn() {
    apply(next);
    setTheme(next);
  }
  return (
    <button
      type="button"
      onClick={turn}
      title={`Theme: ${theme}. Switch to ${next}`}
      aria-label={`Theme: ${theme}. Switch to ${next}`}
      className="tool-button"
    >
      <Icon size={16} aria-hidden />
    </button>
  );
}

function current(): Theme {
  return themes.find((theme) => theme === document.documentElement.dataset.theme) ?? "system";
}

function apply(theme: Theme): void {
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  try {
    localStorage.setItem(name, theme);
  } catch {
    // Storage may be forbidden; then the choice lasts until the page is left.
  }
}
