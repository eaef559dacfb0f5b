import { useEffect, useMemo, useRef, useState } from "react";
import { spanIdAt } from "../../../receiver/src/skeleton/read-skeleton.ts";
import { flag } from "../../../receiver/src/skeleton/wire.ts";
import { membersOf } from "./groups.ts";
import { failedRank, hasFlag, type Layout, worstOf } from "./layout.ts";
import { rowsOfSpans } from "./span-ids.ts";
import { type Folds, nextRow, revealing, turned, type Visible } from "./visible.ts";

interface Walk {
  readonly layout: Layout;
  readonly ids: Uint8Array | null;
  readonly awaitIds: () => Promise<Uint8Array>;
  readonly visible: Visible;
  readonly folds: Folds;
  readonly setFolds: (folds: Folds) => void;
  readonly selected: string | undefined;
  readonly onSelect: (spanId: string) => void;
  /** Scrolls to a line, once there is a screen to scroll. */
  readonly reveal: (index: number) => void;
  readonly hasScreen: boolean;
}

/** Where a reader is in the tree and how they go on. Spans that are reached are selected; other lines are stops. */
export function useWalk({ layout, ids, visible, folds, setFolds, selected, onSelect, ...rest }: Walk) {
  const { awaitIds, reveal, hasScreen } = rest;
  const selectedRow = useMemo(() => (ids && selected ? (rowsOfSpans(ids, [selected])[0] ?? -1) : -1), [ids, selected]);
  const [stop, setStop] = useState<number | null>(null);
  const here = stop ?? (selectedRow < 0 ? null : selectedRow);
  const index = here === null ? -1 : visible.items.indexOf(here);

  // Once for each selection: what is folded over it afterwards stays so, and nothing is scrolled when rows arrive.
  const revealed = useRef<string>(undefined);
  useEffect(() => {
    if (selectedRow < 0 || revealed.current === selected) return;
    revealed.current = selected;
    setFolds(revealing(layout, folds, selectedRow));
  });
  const place = stop ?? selected ?? null;
  const [followed, setFollowed] = useState<number | string | null>(null);
  useEffect(() => {
    if (index < 0 || followed === place || !hasScreen) return;
    setFollowed(place);
    reveal(index);
  }, [index, followed, place, hasScreen, reveal]);

  const last = visible.items.length - 1;
  const itemAt = (at: number) => visible.items[Math.max(0, Math.min(last, at))];
  function goTo(item: number | undefined): void {
    if (item === undefined) return;
    const isSpan = item >= 0 && !hasFlag(layout, item, flag.missing);
    setStop(isSpan && ids ? null : item);
    if (isSpan && ids) onSelect(spanIdAt(ids, item));
    else if (isSpan) void selectSoon(item);
  }
  async function selectSoon(row: number): Promise<void> {
    const told = await awaitIds().catch(() => null);
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
  const canFold = (item: number) => item < 0 || (layout.size[item] as number) > 1;
  const isOpen = (item: number) => (item < 0 ? folds.opened.has(~item) : canFold(item) && !folds.closed.has(item));
  const turn = (item: number) => setFolds(turned(folds, item));
  const step = (by: number) => goTo(itemAt(index + by));
  /** Unfolds, or goes on where there is nothing to unfold; folds, or goes up where there is nothing to fold. */
  function fold(opening: boolean): void {
    const item = visible.items[index];
    if (item === undefined) return;
    if (canFold(item) && isOpen(item) !== opening) return turn(item);
    if (opening) return step(1);
    const depth = visible.depths[index] as number;
    for (let at = index - 1; at >= 0; at -= 1)
      if ((visible.depths[at] as number) < depth) return goTo(visible.items[at]);
  }
  const row = here === null ? -1 : here < 0 ? (membersOf(layout.groups, ~here)[0] ?? -1) : here;
  const goToNext = (matches: (row: number) => boolean, by: 1 | -1 = 1) =>
    goToRow(nextRow(layout.rows, row, matches, by));
  return {
    ...{ selectedRow, here, row, index, last },
    ...{ goTo, goToRow, step, fold, turn, isOpen, goToNext },
    goToIndex: (at: number) => goTo(itemAt(at)),
    nextFailed: () => goToNext((at) => worstOf(layout.flags[at] as number) === failedRank),
    /** What is seen already is not scrolled to. */
    stayAt: (item: number) => setFollowed(item < 0 || !ids ? item : spanIdAt(ids, item)),
  };
}
