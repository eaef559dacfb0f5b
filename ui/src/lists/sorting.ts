import type { Sorting } from "../parts/item-list.tsx";
import type { ListSearch } from "../search.ts";

export function sortingOf(search: ListSearch, pathOf: (search: ListSearch) => string): Sorting {
  const { sort: asked, order, ...rest } = search;
  const sort = asked ?? "start";
  const isAscending = order === "asc";
  return {
    sort,
    isAscending,
    pathOf(next) {
      const isTurned = next === sort && !isAscending;
      return pathOf({ ...rest, ...(next !== "start" && { sort: next }), ...(isTurned && { order: "asc" }) });
    },
  };
}
