import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useEffect, useRef, useState, type WheelEvent } from "react";
import { useKeys } from "../parts/keys.ts";
import { useNow } from "../parts/now.ts";
import { ancestorsOf, nextRow, type Row, toggled, visibleRows } from "./rows.ts";
import { Ruler } from "./ruler.tsx";
import { fitted, type Window, zoomed } from "./scale.ts";
import type { Tree } from "./tree.ts";
import { WaterfallRow } from "./waterfall-row.tsx";

interface WaterfallProps {
  readonly tree: Tree;
  readonly isRunning: boolean;
  readonly selected: string | undefined;
  readonly onSelect: (spanId: string) => void;
}

const rowHeight = 26;

/** The tree and, beside each span, when it ran. Only the rows that are seen are drawn. */
export function Waterfall({ tree, isRunning, selected, onSelect }: WaterfallProps) {
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [zoom, setZoom] = useState<Window | null>(null);
  const now = Number(BigInt(useNow(isRunning ? 500 : 3_600_000)) * 1_000_000n - tree.origin);
  const bounds = { from: 0, to: Math.max(tree.extent, isRunning ? now : 0, 1000) };
  const window = zoom ?? bounds;
  const rows = visibleRows(tree.roots, closed);
  const index = rows.findIndex(({ node }) => node.id === selected);

  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 16,
  });
  useEffect(() => {
    if (index < 0) return;
    const seen = virtual.calculateRange();
    const isNear = seen !== null && index >= seen.startIndex - 2 && index <= seen.endIndex + 2;
    virtual.scrollToIndex(index, { align: isNear ? "auto" : "center" });
  }, [index, virtual]);

  const toggle = (id: string) => setClosed(toggled(closed, id));
  function select(row: Row | undefined) {
    if (row?.node.type === "span") onSelect(row.node.id);
  }
  function step(by: 1 | -1) {
    const onward = by > 0 ? rows.slice(index + 1) : rows.slice(0, Math.max(0, index)).reverse();
    select(onward.find(({ node }) => node.type === "span"));
  }
  function fold(isOpening: boolean) {
    const row = rows[index];
    if (row?.node.children.length && row.isOpen !== isOpening) toggle(row.node.id);
    else if (isOpening) step(1);
    else select(rows.find(({ node }) => node.id === ancestorsOf(tree.roots, selected ?? "")[0]));
  }
  function nextFailed() {
    const all = visibleRows(tree.roots, new Set());
    const at = all.findIndex(({ node }) => node.id === selected);
    const failed = nextRow(all, at, ({ node }) => node.type === "span" && node.span.status === "error");
    if (!failed) return;
    const above = new Set(ancestorsOf(tree.roots, failed.node.id));
    setClosed(new Set([...closed].filter((id) => !above.has(id))));
    select(failed);
  }
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    arrowleft: () => fold(false),
    arrowright: () => fold(true),
    e: nextFailed,
    f: () => rows[index] && setZoom(fitted(rows[index].node, bounds)),
    "0": () => setZoom(null),
  });

  function wheel(event: WheelEvent<HTMLDivElement>) {
    if (!event.ctrlKey && !event.metaKey) return;
    const area = event.currentTarget.querySelector("[data-bars]")?.getBoundingClientRect();
    if (!area || area.width === 0) return;
    const share = Math.max(0, Math.min(1, (event.clientX - area.left) / area.width));
    setZoom(zoomed(window, { factor: 1.002 ** event.deltaY, share, bounds }));
  }
  function arrows(event: KeyboardEvent) {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    step(event.key === "ArrowDown" ? 1 : -1);
  }

  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col" onWheel={wheel}>
      <Ruler window={window} isZoomed={zoom !== null} onReset={() => setZoom(null)} />
      <div
        ref={scroller}
        role="tree"
        aria-label="Spans"
        aria-activedescendant={index >= 0 ? `span-${selected}` : undefined}
        tabIndex={0}
        onKeyDown={arrows}
        className="min-h-0 flex-1 overflow-y-auto overscroll-contain [scrollbar-gutter:stable]"
      >
        <div role="none" className="relative" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index: at, start }) => {
            const row = rows[at];
            return (
              row && (
                <WaterfallRow
                  key={row.node.id}
                  row={row}
                  top={start}
                  window={window}
                  now={now}
                  isSelected={at === index}
                  onSelect={onSelect}
                  onToggle={toggle}
                />
              )
            );
          })}
        </div>
      </div>
    </div>
  );
}
