import { useState } from "react";

/** A width a reader chose, in pixels; it is kept by this browser, and nothing depends on it. */
export function useKeptWidth(name: string): readonly [number | null, (next: number | null) => void] {
  const key = `spanwise.width.${name}`;
  const [width, setWidth] = useState(() => read(key));
  function keep(next: number | null): void {
    setWidth(next);
    try {
      if (next === null) localStorage.removeItem(key);
      else localStorage.setItem(key, String(Math.round(next)));
    } catch {
      // Storage may be forbidden; then the width lasts until the page is left.
    }
  }
  return [width, keep];
}

function read(key: string): number | null {
  try {
    const kept = Number(localStorage.getItem(key));
    return Number.isFinite(kept) && kept >= 100 && kept <= 4000 ? kept : null;
  } catch {
    return null;
  }
}
