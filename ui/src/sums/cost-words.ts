import type { UsageDimension } from "../../../receiver/src/model/usage.ts";
import { listFilters } from "../api/list-filters.ts";
import type { Narrowing } from "../api/usage-queries.ts";
import { chipsOf } from "../lists/filters.ts";
import type { ListSearch } from "../search.ts";
import type { SumMeasure, SumSearch } from "../sum-search.ts";

/** By what it can be told, as a title says it. */
export const dimensionWords: Readonly<Record<UsageDimension, string>> = {
  model: "model",
  agent: "agent",
  provider: "provider",
  user: "user",
  tool: "tool",
  platform: "platform",
  tag: "tag",
  session: "session",
  bot: "bot",
  botType: "type of bot",
  service: "service",
  environment: "environment",
  kind: "kind of step",
  endReason: "end of session",
  status: "status",
};

/** Tools cost nothing themselves, so they are counted unless something else is asked for. */
export function measureOf({ of, by }: SumSearch): SumMeasure {
  return of ?? (by === "tool" ? "calls" : "cost");
}

/** What the address narrows sums to. */
export function narrowingOf({ as: _, by: __, step: ___, of: ____, ...search }: SumSearch): Narrowing {
  const { from, to, sort, order, limit, cursor, minErrors, ...given } = listFilters(search, 0);
  return given;
}

export interface Narrowed<Search extends ListSearch> {
  readonly words: string;
  /** The search without it. */
  readonly without: Search;
}

/** What of the address narrows the sums, each to be taken away. */
export function narrowedBy<Search extends ListSearch>(search: Search): readonly Narrowed<Search>[] {
  const given = search as Readonly<Record<string, unknown>>;
  const byDimension = (Object.keys(dimensionWords) as UsageDimension[]).flatMap((name) =>
    [given[name] ?? []].flat().map((value) => {
      const rest = [given[name]].flat().filter((other) => other !== value);
      const without = { ...search, [name]: rest.length > 0 ? rest : undefined };
      return { words: `${dimensionWords[name]} ${value}`, without };
    }),
  );
  const said = search.q === undefined ? [] : [{ words: `says ${search.q}`, without: { ...search, q: undefined } }];
  return [...byDimension, ...narrowedOtherwise(search), ...said];
}

/** By what nothing can be summed. Sums count no failed steps of a whole. */
function narrowedOtherwise<Search extends ListSearch>(search: Search): readonly Narrowed<Search>[] {
  const isToldElsewhere = (name: string) => Object.hasOwn(dimensionWords, name) || name === "minErrors";
  return chipsOf(search)
    .filter(({ key }) => !isToldElsewhere(key.split(" ")[0] ?? ""))
    .map(({ text, without }) => ({ words: text, without: { ...search, ...without } }));
}

/** What one asks next about a part: of a model who uses it, of all else which models it uses. */
export const nextDimension = (by: UsageDimension): UsageDimension =>
  by === "model" || by === "provider" ? "agent" : "model";
