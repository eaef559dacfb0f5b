import type { Warn } from "../warn.ts";

/** Says at most one thing of a kind a minute, so that a long trouble is heard of and fills no log. */
export function sayNowAndThen(warn: Warn, everyMillis = 60_000): (kind: string, message: () => string) => void {
  const said = new Map<string, number>();
  return (kind, message) => {
    const last = said.get(kind);
    const now = performance.now();
    if (last !== undefined && now - last < everyMillis) return;
    said.set(kind, now);
    warn(message());
  };
}
