import { useQuery } from "@tanstack/react-query";
import { facetsQuery, type ListNoun } from "../api/lists.ts";
import { type ErrorShape, topErrorsQuery } from "../api/sum-queries.ts";
import type { ListSearch, ManyName } from "../search.ts";
import type { FacetValue } from "./facet-values.ts";

type Counted = Omit<FacetValue, "isChosen">;

const most = 200;

/** The values of a filter that occur, as often as they do; undefined until they are known. */
export function useValues(
  project: string,
  noun: ListNoun,
  search: ListSearch,
  name: ManyName,
): readonly Counted[] | undefined {
  const ofErrors = name === "errorShape";
  const facets = useQuery({ ...facetsQuery(project, noun, { ...search, [name]: undefined }), enabled: !ofErrors });
  const { errorType } = search;
  const errors = useQuery({
    ...topErrorsQuery(project, search, errorType ? { errorType } : {}, most),
    enabled: ofErrors,
  });
  if (ofErrors) return errors.data && errorShapes(errors.data.items);
  return facets.data && (facets.data.facets[name] ?? []);
}

/** What the errors say, the most frequent first. */
export function errorShapes(items: readonly Pick<ErrorShape, "detail" | "calls">[]): readonly Counted[] {
  const counts = new Map<string, number>();
  for (const { detail, calls } of items) if (detail) counts.set(detail, (counts.get(detail) ?? 0) + calls);
  return [...counts].map(([value, count]) => ({ value, count })).toSorted((a, b) => b.count - a.count);
}
