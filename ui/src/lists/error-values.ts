import { useQuery } from "@tanstack/react-query";
import { facetsQuery, type ListNoun } from "../api/lists.ts";
import { type ErrorShape, topErrorsQuery } from "../api/sum-queries.ts";
import type { ListSearch, ManyName } from "../search.ts";
import type { FacetValue } from "./facet-values.ts";

type Counted = Omit<FacetValue, "isChosen">;

/** Filters whose values are told with the errors, and not with the facets. */
export const isOfErrors = (name: ManyName): name is "errorType" | "errorShape" =>
  name === "errorType" || name === "errorShape";

const most = 200;

/** The values of a filter that occur, as often as they do; undefined until they are known. */
export function useValues(
  project: string,
  noun: ListNoun,
  search: ListSearch,
  name: ManyName,
): readonly Counted[] | undefined {
  const ofErrors = isOfErrors(name);
  const facets = useQuery({ ...facetsQuery(project, noun, { ...search, [name]: undefined }), enabled: !ofErrors });
  const { errorType } = search;
  const narrowing = name === "errorShape" && errorType ? { errorType } : {};
  const errors = useQuery({ ...topErrorsQuery(project, search, narrowing, most), enabled: ofErrors });
  if (ofErrors) return errors.data && errorValues(errors.data.items, name);
  return facets.data && (facets.data.facets[name] ?? []);
}

/** What the errors are called, or what they say, the most frequent first. */
export function errorValues(
  items: readonly Pick<ErrorShape, "name" | "detail" | "calls">[],
  name: "errorType" | "errorShape",
): readonly Counted[] {
  const counts = new Map<string, number>();
  for (const { name: type, detail, calls } of items) {
    const value = name === "errorType" ? type : (detail ?? "");
    if (value !== "") counts.set(value, (counts.get(value) ?? 0) + calls);
  }
  return [...counts].map(([value, count]) => ({ value, count })).toSorted((a, b) => b.count - a.count);
}
