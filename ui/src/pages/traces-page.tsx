import { useQuery } from "@tanstack/react-query";
import { newestQuery, tracesQuery } from "../api/queries.ts";
import { LiveList } from "../parts/live-list.tsx";
import { usePageTitle } from "../parts/page-title.ts";
import { Waiting } from "../parts/states.tsx";
import { TraceCard, traceColumns } from "../parts/trace-columns.tsx";
import { paths } from "../paths.ts";
import type { ListSearch } from "../search.ts";
import { FirstRun } from "./first-run.tsx";

export function TracesPage({ project, search }: { project: string; search: ListSearch }) {
  usePageTitle("Traces");
  const newest = useQuery(newestQuery(project));
  if (!newest.data) return <Waiting asked={newest} />;
  if (newest.data.items.length === 0) return <FirstRun />;
  return (
    <LiveList
      title="Traces"
      search={search}
      addressOf={(next) => paths.traces(project, next)}
      options={tracesQuery(project, search)}
      columns={traceColumns}
      card={(trace) => <TraceCard trace={trace} />}
      idOf={({ traceId }) => traceId}
      pathOf={({ traceId }) => paths.trace(project, traceId)}
    />
  );
}
