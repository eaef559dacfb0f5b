import { useQuery } from "@tanstack/react-query";
import { newestQuery } from "../api/queries.ts";
import { usePageTitle } from "../parts/page-title.ts";
import { Waiting } from "../parts/states.tsx";
import type { TimeSearch } from "../search.ts";
import { FirstRun } from "./first-run.tsx";

/** The home of a project: how its agents do, what they cost and what needs a look. */
export function OverviewPage({ project }: { project: string; search: TimeSearch }) {
  usePageTitle("Overview");
  const newest = useQuery(newestQuery(project));
  if (!newest.data) return <Waiting asked={newest} />;
  if (newest.data.items.length === 0) return <FirstRun />;
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <h1 className="px-4 pt-4 font-semibold text-title tracking-tight">Overview</h1>
    </div>
  );
}
