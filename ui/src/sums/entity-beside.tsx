import { useQuery } from "@tanstack/react-query";
import { formatCount, formatExact } from "../../../receiver/src/format.ts";
import { facetsQuery } from "../api/sum-queries.ts";
import { Link } from "../parts/link.tsx";
import { Panel, PanelTitle } from "../parts/panel.tsx";
import { Waiting } from "../parts/states.tsx";
import { paths } from "../paths.ts";
import type { TimeSearch } from "../search.ts";
import { dimensionWords } from "./cost-words.ts";
import type { EntityAsking } from "./entity-asking.ts";
import { entityKinds, placeOf } from "./entity-kinds.ts";

const most = 6;

interface Value {
  readonly value: string;
  readonly count: number;
}

/** What is told beside it most: its agents, models, users. */
export function EntityBeside({ project, place, time, narrowing }: EntityAsking) {
  const asked = useQuery(facetsQuery(project, time, narrowing));
  const { beside } = entityKinds[place];
  return (
    <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
      {beside.map((name) => (
        <Panel key={name} className="min-h-[240px]">
          <PanelTitle>
            By <span>{dimensionWords[name]}</span>
          </PanelTitle>
          {!asked.data && <Waiting asked={asked} rows={5} />}
          {asked.data && (
            <Values project={project} time={time} name={name} values={asked.data.facets[name]?.slice(0, most) ?? []} />
          )}
        </Panel>
      ))}
    </div>
  );
}

interface ValuesProps {
  readonly project: string;
  readonly time: TimeSearch;
  readonly name: string;
  readonly values: readonly Value[];
}

function Values({ project, time, name, values }: ValuesProps) {
  const top = values[0]?.count ?? 1;
  const place = name in placeOf ? placeOf[name as keyof typeof placeOf] : undefined;
  if (values.length === 0) return <p className="text-quiet">None is told.</p>;
  return (
    <ul className="-mx-2">
      {values.map(({ value, count }) => {
        const bar = <Bar value={value} count={count} share={count / top} />;
        return (
          <li key={value}>
            {place ? (
              <Link
                to={paths.entity(project, place, value, time)}
                className="block rounded-box px-2 py-1 hover:bg-hover"
              >
                {bar}
              </Link>
            ) : (
              <span className="block px-2 py-1">{bar}</span>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function Bar({ value, count, share }: Value & { share: number }) {
  return (
    <>
      <span className="flex justify-between gap-3 text-table">
        <span className="truncate">{value}</span>
        <span className="text-quiet tabular-nums" title={formatExact(count)}>
          {formatCount(count)}
        </span>
      </span>
      <span className="mt-0.5 block h-1 overflow-hidden rounded-xs bg-hover" aria-hidden>
        <span className="block h-full rounded-xs bg-series-1" style={{ width: `${share * 100}%` }} />
      </span>
    </>
  );
}
