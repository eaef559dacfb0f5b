import { type ListSearch, readListSearch } from "./search.ts";

export const liveKinds = ["session", "trace", "span"] as const;
export type LiveKind = (typeof liveKinds)[number];
export const usuallyTold: readonly LiveKind[] = ["session", "span"];

export interface LiveSearch extends ListSearch {
  /** Of what there are lines, where it is not what is usually told. */
  readonly tells?: readonly LiveKind[];
}

export function readLiveSearch(raw: Readonly<Record<string, unknown>>): LiveSearch {
  const given = [raw.tells].flat();
  const tells = liveKinds.filter((kind) => given.includes(kind));
  return { ...readListSearch(raw), ...(tells.length > 0 && { tells }) };
}

/** With one kind more or less; never without any. */
export function tellsWith(tells: readonly LiveKind[], turned: LiveKind): readonly LiveKind[] | undefined {
  const next = liveKinds.filter((kind) => tells.includes(kind) !== (kind === turned));
  if (next.length === 0) return tells;
  return next.join() === usuallyTold.join() ? undefined : next;
}
