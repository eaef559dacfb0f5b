import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { arrivedQuery, newestQuery } from "../api/queries.ts";
import { Arrival } from "../connecting/arrival.tsx";
import { FirstRun } from "../connecting/first-run.tsx";
import { Guide } from "../connecting/guide.tsx";
import { Listening } from "../connecting/listening.tsx";
import { useGo } from "../parts/link.tsx";
import { usePageTitle } from "../parts/page-title.ts";
import { Waiting } from "../parts/states.tsx";
import { paths } from "../paths.ts";

/** How to connect one more program, whenever that is. */
export function ConnectPage({ project }: { project: string }) {
  usePageTitle("Connect");
  const newest = useQuery(newestQuery(project));
  const [wasEmpty, setWasEmpty] = useState(false);
  const go = useGo();
  if (!newest.data) return <Waiting asked={newest} />;
  const [first] = newest.data.items;
  if (first === undefined && !wasEmpty) setWasEmpty(true);
  if (first === undefined || wasEmpty) {
    return <FirstRun project={project} first={first} onGoOn={() => go(paths.place(project, "overview"))} />;
  }
  return <ConnectMore project={project} />;
}

function ConnectMore({ project }: { project: string }) {
  const [since] = useState(() => new Date().toISOString());
  const { data } = useQuery(arrivedQuery(project, since));
  const [arrived] = data?.items ?? [];
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto max-w-5xl px-4 pt-4 pb-12">
        <h1 className="font-semibold text-title tracking-tight">Connect</h1>
        <div className="mt-3 mb-6 min-h-[112px] md:min-h-[74px]">
          {arrived ? (
            <Arrival project={project} trace={arrived} isFirst={false} />
          ) : (
            <Listening words="Waiting for what begins from now on" />
          )}
        </div>
        <Guide project={project} />
      </div>
    </div>
  );
}
