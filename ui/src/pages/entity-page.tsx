import { BackLink } from "../parts/back-link.tsx";
import { useKeys } from "../parts/keys.ts";
import { useGo } from "../parts/link.tsx";
import { usePageTitle } from "../parts/page-title.ts";
import { type EntityPlace, paths } from "../paths.ts";
import type { EntitySearch } from "../sum-search.ts";
import { EntityBeside } from "../sums/entity-beside.tsx";
import { EntityCharts } from "../sums/entity-charts.tsx";
import { EntityMark } from "../sums/entity-columns.tsx";
import { EntityErrors } from "../sums/entity-errors.tsx";
import { callsOf, entityKinds, partsOf } from "../sums/entity-kinds.ts";
import { EntityRecent } from "../sums/entity-recent.tsx";
import { EntityTiles } from "../sums/entity-tiles.tsx";
import { ErrorSample } from "../sums/error-sample.tsx";

interface EntityProps {
  readonly project: string;
  readonly place: EntityPlace;
  readonly name: string;
  readonly search: EntitySearch;
}

/** One agent, tool, user, model or error: its figures over time, what it is used with, and where it was of late. */
export function EntityPage({ project, place, name, search }: EntityProps) {
  const { says, as: _, ...time } = search;
  const { title, one, costs } = entityKinds[place];
  const go = useGo();
  const shown = place === "errors" ? says || name : name;
  usePageTitle(shown);
  const all = paths.entities(project, place, time);
  useKeys({ escape: () => go(all) });
  const narrowing = callsOf(place, name, says);
  const parts = partsOf(place, name, says, time);
  const asking = { project, place, time, narrowing };
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto flex max-w-[1600px] flex-col gap-4 p-4">
        <header className="flex min-w-0 items-center gap-2">
          <BackLink to={all} name={`All ${title.toLowerCase()}`} />
          <EntityMark place={place} size={13} />
          <h1 className="min-w-0 font-semibold text-title tracking-tight [overflow-wrap:anywhere]">{shown}</h1>
          <span className="ml-1 shrink-0 text-quiet">{place === "errors" && says ? name : one}</span>
        </header>
        {place === "errors" && <ErrorSample {...asking} name={name} says={says} />}
        <EntityTiles {...asking} />
        <EntityCharts {...asking} />
        <EntityBeside {...asking} />
        {place !== "errors" && <EntityErrors {...asking} />}
        <EntityRecent project={project} parts={parts} costs={costs} />
      </div>
    </div>
  );
}
