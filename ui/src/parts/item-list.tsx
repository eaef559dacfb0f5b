import { useVirtualizer } from "@tanstack/react-virtual";
import { ArrowDown, ArrowUp } from "lucide-react";
import { type CSSProperties, type ReactNode, useEffect, useRef, useState } from "react";
import { useKeys } from "./keys.ts";
import { Link, useGo } from "./link.tsx";
import { useLongPress } from "./long-press.ts";
import { shownName } from "./shown-name.ts";
import { useIsWide } from "./wide.ts";

export interface Column<Item> {
  readonly label: string;
  /** A grid track. */
  readonly width: string;
  readonly isNumber?: boolean;
  /** The name the API sorts by, if it does. */
  readonly sort?: string;
  readonly cell: (item: Item) => ReactNode;
}

export interface Sorting {
  readonly sort: string;
  readonly isAscending: boolean;
  /** The address that sorts by this column, turned round when it already does. */
  readonly pathOf: (sort: string) => string;
}

interface ItemListProps<Item> {
  readonly label: string;
  readonly items: readonly Item[];
  readonly columns: readonly Column<Item>[];
  readonly card: (item: Item) => ReactNode;
  readonly idOf: (item: Item) => string;
  readonly pathOf: (item: Item) => string;
  readonly sorting?: Sorting;
  readonly hasMore: boolean;
  readonly loadMore: () => void;
  readonly isCompact?: boolean;
  /** Pixels. */
  readonly cardHeight?: number;
  /** Rows that can be selected, and which are. */
  readonly picking?: Picking | undefined;
  /** At the end of a row, since it leads elsewhere than the row does. */
  readonly aside?: Aside<Item>;
}

export interface Picking {
  readonly picked: ReadonlySet<string>;
  readonly turn: (id: string) => void;
  /** Of cards: a touch selects, and leads nowhere. */
  readonly isOn: boolean;
}

interface Aside<Item> {
  readonly label: string;
  /** Of CSS. */
  readonly width: string;
  readonly cell: (item: Item) => ReactNode;
}

/** Rows that are links: a table where there is room, cards where there is not. Only what is seen is drawn. */
export function ItemList<Item>(props: ItemListProps<Item>) {
  const { items, columns, idOf, pathOf, hasMore, loadMore, picking, aside } = props;
  const isWide = useIsWide();
  const rowHeight = isWide ? (props.isCompact ? 28 : 32) : (props.cardHeight ?? 88);
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    // With the height in the key, turning a phone measures anew.
    getItemKey: (index) => `${rowHeight} ${items[index] ? idOf(items[index]) : index}`,
  });
  const drawn = rows.getVirtualItems();
  const isNearEnd = (drawn.at(-1)?.index ?? -1) >= items.length - 1;
  useEffect(() => {
    if (hasMore && isNearEnd) loadMore();
  }, [hasMore, isNearEnd, loadMore]);

  const [active, setActive] = useState(-1);
  const go = useGo();
  function move(by: number) {
    const next = Math.max(0, Math.min(items.length - 1, active + by));
    setActive(next);
    rows.scrollToIndex(next);
  }
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    enter: () => items[active] && go(pathOf(items[active])),
    ...(picking && { x: () => items[active] && picking.turn(idOf(items[active])) }),
  });

  const tracks = [...columns, ...(aside ? [aside] : [])].map(({ width }) => width).join(" ");
  const isSelecting = !isWide && picking !== undefined && (picking.isOn || picking.picked.size > 0);
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      {isWide && (
        <Heads columns={columns} last={aside?.label} tracks={tracks} sorting={props.sorting} isIndented={!!picking} />
      )}
      <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto [scrollbar-gutter:stable]">
        <ul aria-label={props.label} className="relative" style={{ height: rows.getTotalSize() }}>
          {drawn.map(({ index, key, start, size }) => {
            const item = items[index];
            return (
              item && (
                <Row
                  key={key}
                  style={{ height: size, translate: `0 ${start}px` }}
                  onLongPress={picking && !isWide ? () => picking.turn(idOf(item)) : undefined}
                >
                  {picking && (isWide || isSelecting) && (
                    <PickBox id={idOf(item)} picking={picking} isSeen={isSelecting} />
                  )}
                  <Link
                    to={pathOf(item)}
                    aria-current={index === active || undefined}
                    onClick={(event) => {
                      if (!isSelecting) return;
                      event.preventDefault();
                      picking.turn(idOf(item));
                    }}
                    style={isWide ? { gridTemplateColumns: tracks } : {}}
                    className={`h-full border-line border-b hover:bg-hover aria-[current]:bg-picked ${
                      isWide
                        ? `grid items-center gap-3 pr-4 text-table ${picking ? "pl-8" : "pl-4"}`
                        : `block py-2.5 pr-4 ${isSelecting ? "pl-12" : "pl-4"}`
                    } ${picking?.picked.has(idOf(item)) ? "bg-picked" : ""}`}
                  >
                    {isWide ? <Cells columns={columns} item={item} /> : props.card(item)}
                  </Link>
                  {aside && (
                    <span
                      className={`absolute right-4 text-table ${isWide ? "inset-y-0 flex items-center" : "top-[34px] max-w-32"}`}
                      style={isWide ? { width: aside.width } : {}}
                    >
                      {aside.cell(item)}
                    </span>
                  )}
                </Row>
              )
            );
          })}
        </ul>
      </div>
    </div>
  );
}

interface RowProps {
  readonly style: CSSProperties;
  readonly onLongPress: (() => void) | undefined;
  readonly children: ReactNode;
}

function Row({ style, onLongPress, children }: RowProps) {
  return (
    <li
      className="group absolute inset-x-0 top-0 [-webkit-touch-callout:none]"
      style={style}
      {...useLongPress(onLongPress)}
    >
      {children}
    </li>
  );
}

interface PickBoxProps {
  readonly id: string;
  readonly picking: Picking;
  /** Also where nothing points at it. */
  readonly isSeen: boolean;
}

/** Beside the row, since it leads elsewhere than the row does. */
function PickBox({ id, picking: { picked, turn }, isSeen }: PickBoxProps) {
  return (
    <label className={`absolute top-0 left-0 grid h-full place-items-center ${isSeen ? "w-12" : "w-8"}`}>
      <input
        type="checkbox"
        checked={picked.has(id)}
        onChange={() => turn(id)}
        aria-label={`Select ${id}`}
        className={`accent-accent ${isSeen ? "size-5" : "size-3.5 opacity-0 checked:opacity-100 focus-visible:opacity-100 group-hover:opacity-100"}`}
      />
    </label>
  );
}

function Cells<Item>({ columns, item }: { columns: readonly Column<Item>[]; item: Item }) {
  return columns.map(({ label, isNumber, cell }) => (
    <span key={label} className={`min-w-0 truncate ${isNumber ? "text-right tabular-nums" : ""}`}>
      {safely(cell(item))}
    </span>
  ));
}

/** A text of its own is whatever somebody sent. */
function safely(shown: ReactNode): ReactNode {
  return typeof shown === "string" ? shownName(shown) : shown;
}

interface HeadsProps<Item> {
  readonly columns: readonly Column<Item>[];
  /** Of what stands at the end of each row. */
  readonly last: string | undefined;
  readonly tracks: string;
  readonly sorting: Sorting | undefined;
  readonly isIndented: boolean;
}

function Heads<Item>({ columns, last, tracks, sorting, isIndented }: HeadsProps<Item>) {
  return (
    <div
      className={`grid h-8 shrink-0 items-center gap-3 overflow-y-hidden border-line border-b bg-ground pr-4 text-quiet text-table [scrollbar-gutter:stable] ${isIndented ? "pl-8" : "pl-4"}`}
      style={{ gridTemplateColumns: tracks }}
    >
      {columns.map(({ label, sort, isNumber }) => {
        const isSorted = sort !== undefined && sorting?.sort === sort;
        const Arrow = sorting?.isAscending ? ArrowUp : ArrowDown;
        return (
          <span key={label} className={`truncate ${isNumber ? "text-right" : ""}`}>
            {sort && sorting ? (
              <Link
                to={sorting.pathOf(sort)}
                replace
                className={`inline-flex items-center gap-1 hover:text-ink ${isSorted ? "font-semibold text-ink" : ""}`}
              >
                {isSorted && <Arrow size={12} aria-label={sorting.isAscending ? "smallest first" : "largest first"} />}
                {label}
              </Link>
            ) : (
              label
            )}
          </span>
        );
      })}
      {last && <span className="truncate">{last}</span>}
    </div>
  );
}
