import { type KeyboardEvent, type MouseEvent, useMemo, useRef } from "react";
import { useKeptWidth } from "../parts/kept-width.ts";
import { useKeys } from "../parts/keys.ts";
import { useNow } from "../parts/now.ts";
import { Splitter } from "../parts/splitter.tsx";
import { useIsWide } from "../parts/wide.ts";
import { Bars } from "./bars.tsx";
import { rowHeight } from "./draw-bars.ts";
import type { Layout } from "./layout.ts";
import { MatchLine } from "./match-line.tsx";
import { idOf, Row } from "./row.tsx";
import { isRunning } from "./row-words.ts";
import { spaceOf } from "./scroll-space.ts";
import { useThemeColors } from "./theme-colors.ts";
import { ticksOf } from "./time-window.ts";
import { Toolbar } from "./toolbar.tsx";
import { useBarPointer } from "./use-bar-pointer.ts";
import { useFolds } from "./use-folds.ts";
import { useHits } from "./use-hits.ts";
import { type ShownTrace, usePath } from "./use-path.ts";
import { useSeenRows } from "./use-seen-rows.ts";
import { useTyped } from "./use-typed.ts";
import { useWalk } from "./use-walk.ts";
import { useZoom } from "./use-zoom.ts";
import { ViewerHead } from "./viewer-head.tsx";
import { visibleRows } from "./visible.ts";

export interface ViewerProps {
  readonly project: string;
  /** Those that are laid out. */
  readonly traces: readonly ShownTrace[];
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

/** The whole tree of a trace, or of several: names as text, time as bars on one canvas. Only what is seen is drawn. */
export function Viewer(props: ViewerProps) {
  const { project, traces, layout, ids, mode } = props;
  const isWide = useIsWide();
  const [folds, setFolds] = useFolds(layout, ids);
  const visible = useMemo(() => visibleRows(layout, folds), [layout, folds]);
  const [words, type] = useTyped(props.find, props.onFind);
  const { hits, words: found, matches } = useHits({ project, layout, ids, words, settled: props.find });
  const { path, isAwaited } = usePath({ project, traces, layout, ids, folds, isOn: props.isPathOn && mode === "bars" });
  const colors = useThemeColors();

  const clock = useNow(layout.running > 0 ? 500 : 3_600_000);
  const now = Number(BigInt(clock) * 1_000_000n - BigInt(layout.origin));

  const scroller = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const { seen, reveal } = useSeenRows(scroller, visible.items.length);
  const [chosen, setChosen] = useKeptWidth("names");
  const names = Math.round(
    Math.min(chosen ?? (isWide ? Math.min(380, seen.width * 0.36) : seen.width * 0.46), seen.width - 80),
  );
  const barRoom = isWide ? 24 : 8;
  const barWidth = Math.max(0, seen.width - names - barRoom);
  const walk = useWalk({ ...props, visible, folds, setFolds, reveal, hasScreen: seen.height > 0 });
  const { here, index, selectedRow, isOpen } = walk;
  const { bounds, window, isWhole, show, fit, zoomBy, pan, showAll } = useZoom(layout, walk.row, now);
  const ticks = ticksOf(window, Math.max(2, Math.floor(barWidth / 130)));
  function nextHit(by: 1 | -1): void {
    if (hits !== null && hits.count > 0) walk.goToNext((row) => hits.rows[row] === 1, by);
  }

  const isBars = mode === "bars";
  useKeys({
    j: () => walk.step(1),
    k: () => walk.step(-1),
    arrowleft: () => walk.fold(false),
    arrowright: () => walk.fold(true),
    enter: () => here !== null && here < 0 && walk.turn(here),
    e: walk.nextFailed,
    n: () => nextHit(1),
    p: () => nextHit(-1),
    "/": () => field.current?.focus(),
    ...(isBars && {
      c: props.onPath,
      f: () => here !== null && fit(here),
      "0": showAll,
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
      End: walk.last,
    };
    const to = moves[event.key];
    if (to === undefined) return;
    event.preventDefault();
    walk.goToIndex(to);
  }
  function click(event: MouseEvent) {
    const line = event.target instanceof Element ? event.target.closest("[data-item]") : null;
    if (!line || wasDragged()) return;
    const item = Number(line.getAttribute("data-item"));
    const onFold = event.target instanceof Element && event.target.closest("[data-fold]") !== null;
    if (onFold || item < 0) walk.turn(item);
    if (onFold) return;
    walk.stayAt(item);
    walk.goTo(item);
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
                pathWords: traces.length > 1 ? "What the end of each trace waited for" : "What the end waited for",
                onZoom: zoomBy,
                onWhole: showAll,
                isWhole,
              }
            : null
        }
      />
      <div className="relative flex min-h-0 flex-1 flex-col" style={{ ["--names" as string]: `${names}px` }}>
        <ViewerHead
          layout={layout}
          mode={mode}
          isWide={isWide}
          bounds={bounds}
          window={window}
          now={layout.running > 0 ? now : 0}
          ticks={ticks}
          width={barWidth}
          onWindow={show}
          onPick={walk.goToRow}
        />
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
      {hits && <MatchLine hits={hits} row={here ?? -1} matches={matches} onHit={nextHit} />}
    </div>
  );
}

function allOf({ groups }: Layout): ReadonlySet<number> {
  return new Set(Array.from({ length: groups.count }, (_, group) => group));
}
