import { Monitor, Moon, Sun } from "lucide-react";
import { setTheme, themes, useTheme } from "./theme.ts";

const icons = { system: Monitor, light: Sun, dark: Moon };

export function ThemeToggle() {
  const theme = useTheme();
  const next = themes[(themes.indexOf(theme) + 1) % themes.length] ?? "system";
  const Icon = icons[theme];
  return (
    <button
      type="button"
      onClick={() => setTheme(next)}
      title={`Theme: ${theme}. Switch to ${next}`}
      aria-label={`Theme: ${theme}. Switch to ${next}`}
      className="tool-button"
    >
      <Icon size={16} aria-hidden />
    </button>
  );
}
