import type { Sorting } from "../parts/item-list.tsx";
import type { ListSearch } from "../search.ts";

/** By `usual` unless the address names another column; what is usual is not named in it. */
export function sortingOf(
  search: ListSearch,
  pathOf: (search: ListSearch) => string,
  usual: string = "start",
): Sorting {
  const { sort: asked, order, ...rest } = search;
  const sort = asked ?? usual;
  const isAscending = order === "asc";
  return {
    sort,
    isAscending,
    pathOf(next) {
      const isTurned = next === sort && !isAscending;
      return pathOf({ ...rest, ...(next !== usual && { sort: next }), ...(isTurned && { order: "asc" }) });
    },
  };
}
