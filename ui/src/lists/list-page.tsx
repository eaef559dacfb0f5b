import { type InfiniteData, useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { ArrowUp, ListChecks, PanelLeft } from "lucide-react";
import { type ReactNode, useMemo, useRef, useState } from "react";
import { startDownload } from "../api/download.ts";
import type { ListNoun, ListQueries } from "../api/lists.ts";
import { liveEvery } from "../api/queries.ts";
import type { Page } from "../api/types.ts";
import { useActs } from "../parts/acts.ts";
import { ItemList } from "../parts/item-list.tsx";
import { useGo } from "../parts/link.tsx";
import { useRemembered } from "../parts/remembered.ts";
import { tellDone } from "../parts/undo.ts";
import { useHasSideRoom, useIsWide } from "../parts/wide.ts";
import type { ListSearch } from "../search.ts";
import { ColumnPick } from "./column-pick.tsx";
import { type ChosenColumn, colsWith, shownColumns } from "./columns.ts";
import { ExportMenu, filesOf } from "./export-menu.tsx";
import { FacetSheet } from "./facet-sheet.tsx";
import { Facets, type FacetsProps } from "./facets.tsx";
import { FilterBar } from "./filter-bar.tsx";
import { isNarrowed, widened } from "./filters.ts";
import { changeWords, type Held, heldList } from "./held-list.ts";
import { ListState } from "./list-state.tsx";
import { SelectionBar } from "./selection-bar.tsx";
import { sortingOf } from "./sorting.ts";
import { Totals } from "./totals.tsx";
import { ViewsMenu } from "./views-menu.tsx";

interface ListPageProps<Item> {
  readonly project: string;
  readonly noun: ListNoun;
  readonly search: ListSearch;
  /** The address of this list with another search. */
  readonly addressOf: (search: ListSearch) => string;
  readonly queries: ListQueries<Item>;
  readonly columns: readonly ChosenColumn<Item>[];
  readonly card: (item: Item) => ReactNode;
  readonly idOf: (item: Item) => string;
  readonly pathOf: (item: Item) => string;
}

/** A list with what narrows it, what it sums to, and what can be done with it. */
export function ListPage<Item extends { readonly startTime: string }>(props: ListPageProps<Item>) {
  const { project, noun, search, addressOf, queries, idOf } = props;
  const go = useGo();
  const held = useHeldList(queries, search, idOf);
  const hasSideRoom = useHasSideRoom();
  const [side, setSide] = useRemembered<"open" | "folded">("spanwise.facets", ["open", "folded"]);
  const [density, setDensity] = useRemembered<"roomy" | "compact">("spanwise.density", ["roomy", "compact"]);
  const narrowing = { project, noun, search, onChange: (next: ListSearch) => go(addressOf(next)) };
  const pick = usePicking(search, addressOf);
  const sorting = useMemo(() => sortingOf(search, addressOf), [search, addressOf]);
  const header = useRef<HTMLElement>(null);
  useActs([
    ...filesOf(noun, search).map(({ name, file, given }) => ({
      label: `Export ${name === "OTLP" ? "their spans" : `these ${noun}`} as ${name}`,
      words: "download save file",
      act: () => void startDownload(project, given, file).catch((error: Error) => tellDone({ words: error.message })),
    })),
    {
      label: "Keep this list as a view…",
      words: "new saved view bookmark",
      act: () => header.current?.querySelector<HTMLButtonElement>("button[aria-label=Views]")?.click(),
    },
    ...(isNarrowed(search)
      ? [{ label: "Clear the filters", words: "reset", act: () => go(addressOf(widened(search))) }]
      : []),
  ]);
  return (
    <>
      <header ref={header} className="shrink-0 space-y-3 border-line border-b px-4 pt-4 pb-3">
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <h1 className="font-semibold text-title tracking-tight">{titles[noun]}</h1>
          <span className="order-last w-full sm:order-none sm:w-auto">
            <Totals project={project} noun={noun} search={search} />
          </span>
          <span className="ml-auto flex items-center gap-2">
            <ViewsMenu project={project} noun={noun} search={search} addressOf={addressOf} />
            <ListColumns {...props} density={density} onDensity={setDensity} />
            <SelectToggle isOn={pick.picking.isOn} turn={pick.turnMode} />
            <ExportMenu project={project} noun={noun} search={search} />
          </span>
        </div>
        <div className="flex flex-wrap items-center gap-2">
          {hasSideRoom ? (
            <SideToggle isOpen={side === "open"} turn={() => setSide(side === "open" ? "folded" : "open")} />
          ) : (
            <FacetSheet {...narrowing} />
          )}
          <FilterBar {...narrowing} />
        </div>
      </header>
      <div className="flex min-h-0 flex-1">
        {hasSideRoom && side === "open" && <Side {...narrowing} />}
        <section
          aria-label={titles[noun]}
          aria-busy={held.list.isPlaceholderData}
          className={`relative flex min-w-0 flex-1 flex-col ${held.list.isPlaceholderData ? "opacity-50" : ""}`}
        >
          <SelectionBar project={project} noun={noun} picked={search.pick ?? []} clear={pick.clear} />
          <ListState
            list={held.list}
            noun={noun}
            count={held.items.length}
            search={search}
            everything={addressOf({ last: "all" })}
          >
            <ChangeLine held={held} noun={noun} onClick={held.renew} />
            <ItemList
              key={held.key}
              label={titles[noun]}
              items={held.items}
              columns={shownColumns(props.columns, search.cols)}
              card={props.card}
              idOf={idOf}
              pathOf={props.pathOf}
              sorting={sorting}
              isCompact={density === "compact"}
              picking={pick.picking}
              hasMore={held.hasMore}
              loadMore={held.loadMore}
            />
          </ListState>
        </section>
      </div>
    </>
  );
}

const titles = { sessions: "Sessions", traces: "Traces" } as const;

type ColumnsProps<Item> = Pick<ListPageProps<Item>, "columns" | "search" | "addressOf"> & {
  readonly density: "roomy" | "compact";
  readonly onDensity: (density: "roomy" | "compact") => void;
};

/** Cards have no columns. */
function ListColumns<Item>({ columns, search, addressOf, density, onDensity }: ColumnsProps<Item>) {
  const go = useGo();
  const isWide = useIsWide();
  if (!isWide) return null;
  const shown = new Set(shownColumns(columns, search.cols));
  return (
    <ColumnPick
      columns={columns.map((column) => ({ ...column, isShown: shown.has(column) }))}
      onTurn={(name) => go(addressOf({ ...search, cols: colsWith(columns, search.cols, name) }), { replace: true })}
      density={density}
      onDensity={onDensity}
    />
  );
}

function SideToggle({ isOpen, turn }: { isOpen: boolean; turn: () => void }) {
  return (
    <button
      type="button"
      aria-pressed={isOpen}
      aria-label="Facets"
      title={isOpen ? "Fold the facets" : "Show the facets"}
      onClick={turn}
      className="chip px-2 aria-pressed:text-accent"
    >
      <PanelLeft size={14} aria-hidden />
    </button>
  );
}

function Side(props: FacetsProps) {
  return (
    <aside aria-label="Facets" className="w-56 shrink-0 overflow-y-auto border-line border-r">
      <Facets {...props} />
    </aside>
  );
}

/** What is new says so and waits, over the edge of the list: a list does not jump. */
function ChangeLine({ held, noun, onClick }: { held: Held<unknown>; noun: ListNoun; onClick: () => void }) {
  const words = changeWords(held, noun);
  return (
    <div role="status" className="relative z-10 h-0 shrink-0">
      {words !== "" && (
        <button
          type="button"
          onClick={onClick}
          title={`Show the ${noun} as they are now`}
          className="absolute -top-3 left-1/2 flex h-6 -translate-x-1/2 items-center gap-1.5 whitespace-nowrap rounded-full bg-accent px-3 font-semibold text-on-accent text-table shadow-md"
        >
          <ArrowUp size={12} aria-hidden /> {words}
        </button>
      )}
    </div>
  );
}

/** Cards have no room for a box each: one switch shows all. A long touch on a card does the same. */
function SelectToggle({ isOn, turn }: { isOn: boolean; turn: () => void }) {
  const isWide = useIsWide();
  if (isWide) return null;
  return (
    <button
      type="button"
      aria-pressed={isOn}
      aria-label="Select"
      title="Select two to compare"
      onClick={turn}
      className="chip aria-pressed:border-accent aria-pressed:text-accent"
    >
      <ListChecks size={14} aria-hidden />
    </button>
  );
}

function usePicking(search: ListSearch, addressOf: (search: ListSearch) => string) {
  const go = useGo();
  const [isAsked, setAsked] = useState(false);
  const { pick = [] } = search;
  const isOn = isAsked || pick.length > 0;
  const keep = (next: readonly string[]) => go(addressOf({ ...search, pick: next }), { replace: true });
  const turn = (id: string) => keep(pick.includes(id) ? pick.filter((one) => one !== id) : [...pick, id].slice(-2));
  function clear() {
    setAsked(false);
    if (pick.length > 0) keep([]);
  }
  return { picking: { picked: new Set(pick), turn, isOn }, clear, turnMode: () => (isOn ? clear() : setAsked(true)) };
}

type Pages<Item> = InfiniteData<Page<Item>>;

/** The list as it was when it was asked for, with its rows as they are by now, and how much it changed since. */
function useHeldList<Item extends { readonly startTime: string }>(
  queries: ListQueries<Item>,
  search: ListSearch,
  idOf: (item: Item) => string,
) {
  const isLive = search.live !== "off";
  const client = useQueryClient();
  const list = useInfiniteQuery({
    ...queries.list,
    // What was there stays in sight, dimmed, until the answer comes.
    placeholderData: (before, asked) => (isSameList(asked?.queryKey, queries.list.queryKey) ? before : undefined),
    // What is empty has nothing that could jump.
    refetchInterval: ({ state }) => (isLive && isEmpty(state.data) ? liveEvery : false),
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  const shown = useMemo(() => list.data?.pages.flatMap(({ items }) => items) ?? [], [list.data]);
  const newest = useQuery({ ...queries.newest, enabled: isLive && shown.length > 0 && !list.isPlaceholderData });
  const isNewer = newest.data !== undefined && newest.dataUpdatedAt >= list.dataUpdatedAt;
  const held = useMemo(
    () => heldList(shown, isNewer ? newest.data?.items : undefined, idOf, withinOf(search, newest.data)),
    [shown, isNewer, newest.data, idOf, search],
  );
  return {
    ...held,
    list,
    key: JSON.stringify(queries.list.queryKey),
    renew: () => void client.resetQueries({ queryKey: queries.list.queryKey, exact: true }),
    hasMore: list.hasNextPage && !list.isFetchingNextPage && !list.isFetchNextPageError,
    loadMore: () => void list.fetchNextPage(),
  };
}

/** Of the same project and noun. */
const isSameList = (one: readonly unknown[] | undefined, other: readonly unknown[]) =>
  one !== undefined && one[0] === other[0] && one[1] === other[1];

const isEmpty = <Item,>(data: Pages<Item> | undefined) => data?.pages.every(({ items }) => items.length === 0) ?? false;

/** By time it is known what stands on the first page; by other orders a row may just have moved. */
function withinOf(search: ListSearch, page: Page<{ readonly startTime: string }> | undefined) {
  const last = page?.items.at(-1);
  const isByTime = search.sort === undefined && search.order === undefined;
  return ({ startTime }: { readonly startTime: string }) => {
    if (!isByTime || page === undefined) return false;
    return page.nextCursor === null || (last !== undefined && BigInt(startTime) > BigInt(last.startTime));
  };
}
