import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Trace } from "../../../receiver/src/model/trace.ts";
import { traceLists } from "../api/lists.ts";
import { newestQuery } from "../api/queries.ts";
import { ListPage } from "../lists/list-page.tsx";
import { TraceCard, traceColumns } from "../lists/trace-columns.tsx";
import { usePageTitle } from "../parts/page-title.ts";
import { Waiting } from "../parts/states.tsx";
import { paths } from "../paths.ts";
import type { ListSearch } from "../search.ts";
import { FirstRun } from "./first-run.tsx";

export function TracesPage({ project, search }: { project: string; search: ListSearch }) {
  usePageTitle("Traces");
  const columns = useMemo(() => traceColumns(project), [project]);
  const newest = useQuery(newestQuery(project));
  if (!newest.data) return <Waiting asked={newest} />;
  if (newest.data.items.length === 0) return <FirstRun />;
  return (
    <ListPage
      project={project}
      noun="traces"
      search={search}
      addressOf={(next) => paths.traces(project, next)}
      queries={traceLists(project, search)}
      columns={columns}
      card={(trace) => <TraceCard project={project} trace={trace} />}
      idOf={idOf}
      pathOf={({ traceId }) => paths.trace(project, traceId)}
    />
  );
}

const idOf = ({ traceId }: Trace) => traceId;
