import { useMemo } from "react";
import type { Trace } from "../../../receiver/src/model/trace.ts";
import { traceLists } from "../api/lists.ts";
import { UntilFirst } from "../connecting/until-first.tsx";
import { ListPage } from "../lists/list-page.tsx";
import { TraceCard, traceColumns } from "../lists/trace-columns.tsx";
import { usePageTitle } from "../parts/page-title.ts";
import { paths } from "../paths.ts";
import type { ListSearch } from "../search.ts";

interface TracesProps {
  readonly project: string;
  readonly search: ListSearch;
}

export function TracesPage(props: TracesProps) {
  return (
    <UntilFirst project={props.project}>
      <Traces {...props} />
    </UntilFirst>
  );
}

function Traces({ project, search }: TracesProps) {
  usePageTitle("Traces");
  const columns = useMemo(() => traceColumns(project), [project]);
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
