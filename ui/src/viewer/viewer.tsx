import { type KeyboardEvent, type MouseEvent, useEffect, useMemo, useRef, useState } from "react";
import { spanIdAt } from "../../../receiver/src/skeleton/read-skeleton.ts";
import { flag } from "../../../receiver/src/skeleton/wire.ts";
import { useKeptWidth } from "../parts/kept-width.ts";
import { useKeys } from "../parts/keys.ts";
import { useNow } from "../parts/now.ts";
import { Splitter } from "../parts/splitter.tsx";
import { useIsWide } from "../parts/wide.ts";
import { Bars } from "./bars.tsx";
import { rowHeight } from "./draw-bars.ts";
import { membersOf } from "./groups.ts";
import { endAt, failedRank, hasFlag, type Layout, worstOf } from "./layout.ts";
import { Minimap } from "./minimap.tsx";
import { idOf, Row } from "./row.tsx";
import { ColumnHeads } from "./row-columns.tsx";
import { isRunning } from "./row-words.ts";
import { Ruler } from "./ruler.tsx";
import { spaceOf } from "./scroll-space.ts";
import { rowsOfSpans } from "./span-ids.ts";
import { useThemeColors } from "./theme-colors.ts";
import { fitted, moved, type TimeWindow, ticksOf, zoomed } from "./time-window.ts";
import { Toolbar } from "./toolbar.tsx";
import { useBarPointer } from "./use-bar-pointer.ts";
import { useFolds } from "./use-folds.ts";
import { useHits } from "./use-hits.ts";
import { usePath } from "./use-path.ts";
import { useSeenRows } from "./use-seen-rows.ts";
import { useTyped } from "./use-typed.ts";
import { nextRow, revealing, turned, visibleRows } from "./visible.ts";

export interface ViewerProps {
  readonly project: string;
  readonly layout: Layout;
  /** null until they are there. */
  readonly ids: Uint8Array | null;
  readonly awaitIds: () => Promise<Uint8Array>;
  /** Bars in time, or what each span says in numbers. */
  readonly mode: "bars" | "columns";
  readonly selected: string | undefined;
  readonly onSelect: (spanId: string) => void;
  readonly find: string;
  readonly onFind: (words: string) => void;
  readonly isPathOn: boolean;
  readonly onPath: () => void;
}

/** The whole tree of a trace: names as text, time as bars on one canvas. Only what is seen is drawn. */
export function Viewer(props: ViewerProps) {
  const { project, layout, ids, mode, selected, onSelect } = props;
  const isWide = useIsWide();
  const [folds, setFolds] = useFolds(layout, ids);
  const visible = useMemo(() => visibleRows(layout, folds), [layout, folds]);
  const [words, type] = useTyped(props.find, props.onFind);
  const { hits, words: found } = useHits({ project, layout, ids, words, settled: props.find });
  const { path, isAwaited } = usePath({ project, layout, ids, folds, isOn: props.isPathOn && mode === "bars" });
  const colors = useThemeColors();

  const selectedRow = useMemo(() => (ids && selected ? (rowsOfSpans(ids, [selected])[0] ?? -1) : -1), [ids, selected]);
  const [stop, setStop] = useState<number | null>(null);
  const here = stop ?? (selectedRow < 0 ? null : selectedRow);
  const index = here === null ? -1 : visible.items.indexOf(here);

  const clock = useNow(layout.running > 0 ? 500 : 3_600_000);
  const now = Number(BigInt(clock) * 1_000_000n - BigInt(layout.origin));
  const bounds = { from: 0, to: Math.max(layout.extent, layout.running > 0 ? now : 0, 1000) };
  const [zoom, setZoom] = useState<TimeWindow | null>(null);
  const window = zoom ?? bounds;
  const show = (next: TimeWindow | null) =>
    setZoom(next && (next.from > bounds.from || next.to < bounds.to) ? next : null);

  const scroller = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const { seen, reveal } = useSeenRows(scroller, visible.items.length);
  const [chosen, setChosen] = useKeptWidth("names");
  const names = Math.round(
    Math.min(chosen ?? (isWide ? Math.min(380, seen.width * 0.36) : seen.width * 0.46), seen.width - 80),
  );
  const barRoom = isWide ? 24 : 8;
  const barWidth = Math.max(0, seen.width - names - barRoom);
  const ticks = ticksOf(window, Math.max(2, Math.floor(barWidth / 130)));

  const revealed = useRef<Layout | number | null>(null);
  useEffect(() => {
    if (selectedRow < 0 || revealed.current === selectedRow) return;
    revealed.current = selectedRow;
    setFolds(revealing(layout, folds, selectedRow));
  });
  const [followed, setFollowed] = useState<number | null>(null);
  useEffect(() => {
    if (index < 0 || followed === here || seen.height === 0) return;
    setFollowed(here);
    reveal(index);
  }, [index, followed, here, seen.height, reveal]);

  function goTo(item: number | undefined): void {
    if (item === undefined) return;
    const isSpan = item >= 0 && !hasFlag(layout, item, flag.missing);
    setStop(isSpan && ids ? null : item);
    if (isSpan && ids) onSelect(spanIdAt(ids, item));
    else if (isSpan) void selectSoon(item);
  }
  async function selectSoon(row: number): Promise<void> {
    const told = await props.awaitIds().catch(() => null);
    if (told === null) return;
    setStop(null);
    onSelect(spanIdAt(told, row));
  }
  function goToRow(row: number): void {
    if (row < 0) return;
    setFolds(revealing(layout, folds, row));
    setFollowed(null);
    goTo(row);
  }
  const step = (by: 1 | -1) => goTo(visible.items[Math.max(0, Math.min(visible.items.length - 1, index + by))]);
  const canFold = (item: number) => item < 0 || (layout.size[item] as number) > 1;
  const isOpen = (item: number) => (item < 0 ? folds.opened.has(~item) : canFold(item) && !folds.closed.has(item));
  const turn = (item: number) => setFolds(turned(folds, item));
  function fold(opening: boolean): void {
    const item = visible.items[index];
    if (item === undefined) return;
    if (canFold(item) && isOpen(item) !== opening) return turn(item);
    if (opening) return step(1);
    const depth = visible.depths[index] as number;
    for (let at = index - 1; at >= 0; at -= 1)
      if ((visible.depths[at] as number) < depth) return goTo(visible.items[at]);
  }
  const firstRow = here === null ? -1 : here < 0 ? (membersOf(layout.groups, ~here)[0] ?? -1) : here;
  const nextFailed = () =>
    goToRow(nextRow(layout.rows, firstRow, (row) => worstOf(layout.flags[row] as number) === failedRank));
  function nextHit(by: 1 | -1): void {
    if (hits !== null && hits.count > 0) goToRow(nextRow(layout.rows, firstRow, (row) => hits.rows[row] === 1, by));
  }
  function fit(item: number): void {
    const rows = item < 0 ? membersOf(layout.groups, ~item) : [item];
    let [from, to] = [Number.POSITIVE_INFINITY, 0];
    for (const row of rows) {
      from = Math.min(from, layout.start[row] as number);
      to = Math.max(to, endAt(layout, row, now));
    }
    show(fitted({ from, to }, bounds));
  }
  /** Around the middle of what is selected, when that is seen. */
  function zoomBy(factor: number, share?: number): void {
    const middle = firstRow < 0 ? null : ((layout.start[firstRow] as number) + endAt(layout, firstRow, now)) / 2;
    const at = middle === null ? 0.5 : (middle - window.from) / (window.to - window.from);
    show(zoomed(window, { factor, share: share ?? (at >= 0 && at <= 1 ? at : 0.5), bounds }));
  }
  const pan = (share: number) => show(moved(window, share * (window.to - window.from), bounds));

  const isBars = mode === "bars";
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    arrowleft: () => fold(false),
    arrowright: () => fold(true),
    enter: () => here !== null && here < 0 && turn(here),
    e: nextFailed,
    n: () => nextHit(1),
    p: () => nextHit(-1),
    "/": () => field.current?.focus(),
    ...(isBars && {
      f: () => here !== null && fit(here),
      "0": () => setZoom(null),
      "+": () => zoomBy(0.5),
      "=": () => zoomBy(0.5),
      "-": () => zoomBy(2),
      h: () => pan(-0.25),
      l: () => pan(0.25),
    }),
  });
  const wasDragged = useBarPointer(scroller, {
    from: isBars ? names : Number.POSITIVE_INFINITY,
    zoom: zoomBy,
    pan,
  });

  function arrows(event: KeyboardEvent) {
    const far = Math.max(1, Math.floor(seen.height / rowHeight) - 1);
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: index + 1,
      ArrowUp: index - 1,
      PageDown: index + far,
      PageUp: index - far,
      Home: 0,
      End: visible.items.length - 1,
    };
    const to = moves[event.key];
    if (to === undefined) return;
    event.preventDefault();
    goTo(visible.items[Math.max(0, Math.min(visible.items.length - 1, to))]);
  }
  function click(event: MouseEvent) {
    const line = event.target instanceof Element ? event.target.closest("[data-item]") : null;
    if (!line || wasDragged()) return;
    const item = Number(line.getAttribute("data-item"));
    const onFold = event.target instanceof Element && event.target.closest("[data-fold]") !== null;
    if (onFold || item < 0) turn(item);
    if (onFold) return;
    setFollowed(item);
    goTo(item);
  }
  function doubleClick(event: MouseEvent<HTMLElement>) {
    const line = event.target instanceof Element ? event.target.closest("[data-item]") : null;
    const isOnBars = event.clientX - event.currentTarget.getBoundingClientRect().left > names;
    if (isBars && isOnBars && line) fit(Number(line.getAttribute("data-item")));
  }

  const items = visible.items.subarray(seen.first, seen.last);
  const columns = isBars ? "none" : isWide ? "all" : "few";
  return (
    <div className="relative flex min-h-0 min-w-0 flex-1 flex-col">
      <Toolbar
        field={field}
        find={words}
        onFind={type}
        onHit={nextHit}
        found={found}
        hasGroups={layout.groups.count > 0}
        areGroupsOpen={folds.opened.size === layout.groups.count}
        onGroups={() =>
          setFolds({ ...folds, opened: folds.opened.size === layout.groups.count ? new Set() : allOf(layout) })
        }
        bars={
          isBars
            ? {
                isPathOn: props.isPathOn,
                isPathAwaited: isAwaited,
                onPath: props.onPath,
                onZoom: zoomBy,
                onWhole: () => setZoom(null),
                isWhole: zoom === null,
              }
            : null
        }
      />
      <div className="relative flex min-h-0 flex-1 flex-col" style={{ ["--names" as string]: `${names}px` }}>
        <div className="flex shrink-0 border-line border-b">
          <span className="flex w-(--names) shrink-0 items-end truncate pb-1 pl-4 text-quiet text-table">
            {headWords(layout)}
          </span>
          {isBars ? (
            <span className="flex flex-col pt-1" style={{ width: barWidth }}>
              <Minimap
                density={layout.density}
                extent={layout.extent}
                bounds={bounds}
                window={window}
                width={barWidth}
                onWindow={show}
              />
              <Ruler ticks={ticks} window={window} bounds={bounds} width={barWidth} onWindow={show} />
            </span>
          ) : (
            <span className="flex h-7 flex-1 items-center">
              <ColumnHeads isAll={isWide} />
            </span>
          )}
        </div>
        <div
          ref={scroller}
          role="tree"
          aria-label="Spans"
          aria-activedescendant={index >= seen.first && index < seen.last && here !== null ? idOf(here) : undefined}
          tabIndex={0}
          onKeyDown={arrows}
          onClick={click}
          onDoubleClick={doubleClick}
          className="relative min-h-0 flex-1 touch-pan-y overflow-y-auto overflow-x-hidden overscroll-contain [scrollbar-gutter:stable]"
        >
          <div role="none" className="relative" style={{ height: spaceOf(visible.items.length) }}>
            {Array.from(items, (item, at) => {
              const row = item < 0 ? -1 : item;
              const matching = item < 0 && hits !== null ? (hits.inGroups[~item] as number) : null;
              return (
                <Row
                  key={item}
                  layout={layout}
                  item={item}
                  depth={visible.depths[seen.first + at] as number}
                  top={(seen.first + at) * rowHeight + seen.shift}
                  isOpen={isOpen(item)}
                  isSelected={row >= 0 && row === selectedRow}
                  isHere={item === here}
                  isDim={hits !== null && (row < 0 ? matching === 0 : hits.rows[row] === 0)}
                  matching={matching}
                  indent={isWide ? 12 : 7}
                  columns={columns}
                  now={row >= 0 && columns !== "none" && isRunning(layout, row) ? now : 0}
                />
              );
            })}
            {isBars && (
              <Bars
                left={names}
                width={barWidth}
                height={items.length * rowHeight}
                layout={layout}
                items={items}
                top={seen.first * rowHeight + seen.shift}
                window={window}
                now={now}
                ticks={ticks.map(({ at }) => at)}
                hits={hits}
                path={path}
                colors={colors}
              />
            )}
          </div>
        </div>
        {seen.width > 0 && (
          <Splitter
            label="Width of the names"
            value={names}
            least={120}
            most={Math.max(160, seen.width - 120)}
            grows="right"
            onChange={setChosen}
            className="left-[calc(var(--names)-4px)]"
          />
        )}
      </div>
    </div>
  );
}

function allOf({ groups }: Layout): ReadonlySet<number> {
  return new Set(Array.from({ length: groups.count }, (_, group) => group));
}

function headWords({ spans, spanCount, truncated }: Layout): string {
  const shown = spans.toLocaleString("en-US");
  return truncated ? `The first ${shown} of ${spanCount.toLocaleString("en-US")} spans` : `${shown} spans`;
}
