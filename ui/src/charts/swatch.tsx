import type { Hue } from "./series.ts";

export function Swatch({ hue }: { hue: Hue }) {
  return <span className="size-2.5 shrink-0 rounded-xs" style={{ background: `var(${hue})` }} aria-hidden />;
}
