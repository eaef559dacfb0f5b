import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { ListOptions } from "../api/queries.ts";
import type { ListSearch } from "../search.ts";
import { FilterBar } from "./filter-bar.tsx";
import { type Column, ItemList } from "./item-list.tsx";
import { useGo } from "./link.tsx";
import { ListState } from "./list-state.tsx";
import { NewestLine } from "./newest-line.tsx";
import { sortingOf } from "./sorting.ts";

interface LiveListProps<Item> {
  readonly title: "Traces" | "Sessions";
  readonly search: ListSearch;
  /** The address of this list with another search. */
  readonly addressOf: (search: ListSearch) => string;
  readonly options: ListOptions<Item>;
  readonly columns: readonly Column<Item>[];
  readonly card: (item: Item) => ReactNode;
  readonly idOf: (item: Item) => string;
  readonly pathOf: (item: Item) => string;
}

/** A list with its filters, which follows what is new while its reader is at the top. */
export function LiveList<Item>({ title, search, addressOf, options, ...shown }: LiveListProps<Item>) {
  const [isAtTop, setAtTop] = useState(true);
  const list = useInfiniteQuery(isAtTop ? options : { ...options, refetchInterval: false });
  const client = useQueryClient();
  const go = useGo();
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <FilterBar title={title} search={search} onChange={(next) => go(addressOf(next))} />
      <ListState
        list={list}
        noun={title.toLowerCase()}
        count={items.length}
        search={search}
        everything={addressOf({ last: "all" })}
      >
        <NewestLine
          isShown={search.live !== "off" && (!isAtTop || (list.data?.pages.length ?? 0) > 1)}
          onClick={() => {
            setAtTop(true);
            void client.resetQueries({ queryKey: options.queryKey });
          }}
        />
        <ItemList
          key={JSON.stringify(search)}
          label={title}
          items={items}
          {...shown}
          sorting={sortingOf(search, addressOf)}
          hasMore={list.hasNextPage && !list.isFetchingNextPage && !list.isFetchNextPageError}
          loadMore={() => void list.fetchNextPage()}
          onScroll={setAtTop}
        />
      </ListState>
    </>
  );
}
