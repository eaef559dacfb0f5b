import type { Filters } from "../store/queries/filters.ts";
import type { Listener } from "./listener.ts";

export interface Group {
  readonly filters: Filters;
  readonly listeners: readonly Listener[];
}

/** Those who ask for the same are answered together. */
export function byFilters(listeners: Iterable<Listener>): readonly Group[] {
  const groups = Map.groupBy(listeners, ({ asked }) => JSON.stringify(asked.filters, plain));
  return [...groups.values()].flatMap((some) => {
    const [first] = some;
    return first === undefined ? [] : [{ filters: first.asked.filters, listeners: some }];
  });
}

const plain = (_: string, value: unknown) => (typeof value === "bigint" ? String(value) : value);
