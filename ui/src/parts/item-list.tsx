import { useVirtualizer } from "@tanstack/react-virtual";
import { ArrowDown, ArrowUp } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useKeys } from "./keys.ts";
import { Link, useGo } from "./link.tsx";
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
}

export interface Picking {
  readonly picked: ReadonlySet<string>;
  readonly turn: (id: string) => void;
}

/** Rows that are links: a table where there is room, cards where there is not. Only what is seen is drawn. */
export function ItemList<Item>(props: ItemListProps<Item>) {
  const { items, columns, idOf, pathOf, hasMore, loadMore, picking } = props;
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
  const lastSeen = rows.range?.endIndex ?? 0;
  useEffect(() => {
    if (hasMore && lastSeen >= items.length - 10) loadMore();
  }, [hasMore, lastSeen, items.length, loadMore]);

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

  const tracks = columns.map(({ width }) => width).join(" ");
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      {isWide && <Heads columns={columns} tracks={tracks} sorting={props.sorting} isIndented={!!picking} />}
      <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto [scrollbar-gutter:stable]">
        <ul aria-label={props.label} className="relative" style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map(({ index, key, start, size }) => {
            const item = items[index];
            return (
              item && (
                <li
                  key={key}
                  className="group absolute inset-x-0 top-0"
                  style={{ height: size, translate: `0 ${start}px` }}
                >
                  {picking && isWide && <PickBox id={idOf(item)} picking={picking} />}
                  <Link
                    to={pathOf(item)}
                    aria-current={index === active || undefined}
                    style={isWide ? { gridTemplateColumns: tracks } : {}}
                    className={`h-full border-line border-b hover:bg-hover aria-[current]:bg-picked ${
                      isWide
                        ? `grid items-center gap-3 pr-4 text-table ${picking ? "pl-8" : "pl-4"}`
                        : "block px-4 py-2.5"
                    } ${picking?.picked.has(idOf(item)) ? "bg-picked" : ""}`}
                  >
                    {isWide ? <Cells columns={columns} item={item} /> : props.card(item)}
                  </Link>
                </li>
              )
            );
          })}
        </ul>
      </div>
    </div>
  );
}

/** Beside the row, since it leads elsewhere than the row does. */
function PickBox({ id, picking: { picked, turn } }: { id: string; picking: Picking }) {
  return (
    <label className="absolute top-0 left-0 grid h-full w-8 place-items-center">
      <input
        type="checkbox"
        checked={picked.has(id)}
        onChange={() => turn(id)}
        aria-label={`Select ${id}`}
        className="size-3.5 accent-accent opacity-0 checked:opacity-100 focus-visible:opacity-100 group-hover:opacity-100"
      />
    </label>
  );
}

function Cells<Item>({ columns, item }: { columns: readonly Column<Item>[]; item: Item }) {
  return columns.map(({ label, isNumber, cell }) => (
    <span key={label} className={`min-w-0 truncate ${isNumber ? "text-right tabular-nums" : ""}`}>
      {cell(item)}
    </span>
  ));
}

interface HeadsProps<Item> {
  readonly columns: readonly Column<Item>[];
  readonly tracks: string;
  readonly sorting: Sorting | undefined;
  readonly isIndented: boolean;
}

function Heads<Item>({ columns, tracks, sorting, isIndented }: HeadsProps<Item>) {
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
    </div>
  );
}
