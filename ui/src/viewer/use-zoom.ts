import { useState } from "react";
import { membersOf } from "./groups.ts";
import { endAt, type Layout } from "./layout.ts";
import { fitted, moved, type TimeWindow, zoomed } from "./time-window.ts";

/** The part of the trace's time that is shown, and how it is changed. `row` is where the reader is; -1 is nowhere. */
export function useZoom(layout: Layout, row: number, now: number) {
  const bounds = { from: 0, to: Math.max(layout.extent, layout.running > 0 ? now : 0, 1000) };
  const [zoom, setZoom] = useState<TimeWindow | null>(null);
  const window = zoom ?? bounds;
  const show = (next: TimeWindow | null) =>
    setZoom(next && (next.from > bounds.from || next.to < bounds.to) ? next : null);
  function fit(item: number): void {
    const rows = item < 0 ? membersOf(layout.groups, ~item) : [item];
    let [from, to] = [Number.POSITIVE_INFINITY, 0];
    for (const one of rows) {
      from = Math.min(from, layout.start[one] as number);
      to = Math.max(to, endAt(layout, one, now));
    }
    show(fitted({ from, to }, bounds));
  }
  /** Around a share of the window; else around the middle of where the reader is, when that is seen. */
  function zoomBy(factor: number, share?: number): void {
    const middle = row < 0 ? null : ((layout.start[row] as number) + endAt(layout, row, now)) / 2;
    const at = middle === null ? 0.5 : (middle - window.from) / (window.to - window.from);
    show(zoomed(window, { factor, share: share ?? (at >= 0 && at <= 1 ? at : 0.5), bounds }));
  }
  const pan = (share: number) => show(moved(window, share * (window.to - window.from), bounds));
  return { bounds, window, isWhole: zoom === null, show, fit, zoomBy, pan, showAll: () => setZoom(null) };
}
