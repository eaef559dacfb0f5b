import { useInfiniteQuery } from "@tanstack/react-query";
import { type Entity, type ErrorShape, entitiesQuery } from "../api/sum-queries.ts";
import { sortingOf } from "../lists/sorting.ts";
import { Chip } from "../parts/chip.tsx";
import { ItemList } from "../parts/item-list.tsx";
import { Link } from "../parts/link.tsx";
import { usePageTitle } from "../parts/page-title.ts";
import { Empty, Failure, Waiting } from "../parts/states.tsx";
import { type EntityPlace, paths } from "../paths.ts";
import type { EntitiesSearch } from "../sum-search.ts";
import { narrowedBy } from "../sums/cost-words.ts";
import { EntityCard, entityColumns, errorColumns } from "../sums/entity-columns.tsx";
import { entityKinds } from "../sums/entity-kinds.ts";

interface EntitiesProps {
  readonly project: string;
  readonly place: EntityPlace;
  readonly search: EntitiesSearch;
}

/** All agents, tools, users, models or errors of a time, each with its figures. */
export function EntitiesPage({ project, place, search }: EntitiesProps) {
  const { title } = entityKinds[place];
  usePageTitle(title);
  return (
    <>
      <header className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-2 border-line border-b px-4 py-3">
        <h1 className="font-semibold text-title tracking-tight">{title}</h1>
        <Narrowed project={project} place={place} search={search} />
      </header>
      <List project={project} place={place} search={search} />
    </>
  );
}

function List({ project, place, search }: EntitiesProps) {
  const list = useInfiniteQuery(entitiesQuery(project, place, search));
  if (!list.data) return <Waiting asked={list} rows={12} />;
  const items: readonly (Entity | ErrorShape)[] = list.data.pages.flatMap((page) => page.items);
  const { last, from, to, live } = search;
  const time = { ...(last && { last }), ...(from && { from }), ...(to && { to }), ...(live && { live }) };
  if (items.length === 0) return <Nothing project={project} place={place} />;
  return (
    <>
      {list.failureReason && <Failure error={list.failureReason} retry={() => void list.refetch()} />}
      <ItemList
        key={JSON.stringify([place, search])}
        label={entityKinds[place].title}
        items={items}
        columns={place === "errors" ? errorColumns : entityColumns(place)}
        card={(item) => <EntityCard place={place} item={item} />}
        cardHeight={66}
        idOf={({ name, detail }) => JSON.stringify([name, detail])}
        pathOf={({ name, detail }) =>
          paths.entity(project, place, name, { ...time, says: place === "errors" ? (detail ?? undefined) : undefined })
        }
        sorting={sortingOf(search, (sorted) => paths.entities(project, place, sorted), "calls")}
        hasMore={list.hasNextPage && !list.isFetchingNextPage && !list.isFetchNextPageError}
        loadMore={() => void list.fetchNextPage()}
      />
    </>
  );
}

function Nothing({ project, place }: { project: string; place: EntityPlace }) {
  const { title, one } = entityKinds[place];
  const words = place === "errors" ? "Nothing failed in this time" : `No ${one} was at work in this time`;
  return (
    <Empty title={words}>
      {place === "errors" ? "" : "What spans say of it is listed here. "}
      <Link to={paths.entities(project, place, { last: "all" })} className="font-semibold text-accent hover:underline">
        Show {title.toLowerCase()} of all time
      </Link>
    </Empty>
  );
}

/** What the list is narrowed to; where it is to what has no price, why that matters. */
function Narrowed({ project, place, search }: EntitiesProps) {
  const priced = search.priced === undefined ? [] : [{ ...search, priced: undefined }];
  return (
    <>
      {priced.map((without) => (
        <Chip key="priced" words="without a price" without={paths.entities(project, place, without)} />
      ))}
      {narrowedBy(search).map(({ words, without }) => (
        <Chip key={words} words={words} without={paths.entities(project, place, without)} />
      ))}
      {search.priced && (
        <p className="w-full text-quiet">
          What calls of these models cost is in no sum.{" "}
          <Link to={paths.settings(project, { part: "prices" })} className="text-accent underline">
            Set a price of your own for them, or an alias
          </Link>
          .
        </p>
      )}
    </>
  );
}
