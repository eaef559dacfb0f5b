import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { plural } from "../../../receiver/src/format.ts";
import type { Session } from "../../../receiver/src/model/session.ts";
import { tracesQuery } from "../api/lists.ts";
import { Link } from "../parts/link.tsx";
import { Empty, Waiting } from "../parts/states.tsx";
import { paths } from "../paths.ts";
import { type SessionSearch, type SpanName, spanNamed } from "../session-search.ts";
import { Viewer } from "../viewer/viewer.tsx";
import { sessionLayoutQuery } from "./session-layout-query.ts";

interface SessionTreeProps {
  readonly project: string;
  readonly session: Session;
  readonly search: SessionSearch;
  readonly onSelect: (span: SpanName) => void;
  readonly onFind: (find: string) => void;
  readonly onPath: () => void;
}

/** All traces of a session as one tree: who began what, with its time, tokens and cost. */
export function SessionTree({ project, session, search, onSelect, onFind, onPath }: SessionTreeProps) {
  const asked = { session: session.sessionId, last: "all", sort: "start", order: "asc" } as const;
  const list = useInfiniteQuery(tracesQuery(project, asked));
  const traces = list.data?.pages[0]?.items ?? [];
  const traceIds = traces.map(({ traceId }) => traceId);
  const change = `${session.spanCount} ${session.errorCount} ${session.status}`;
  const tree = useQuery({
    ...sessionLayoutQuery(project, traceIds, change),
    placeholderData: (before) => before,
  });
  if (list.data && traceIds.length === 0) return <Empty title="No traces are left of this session" />;
  if (!tree.data) {
    return (
      <div className="min-h-0 min-w-0 flex-1 overflow-y-auto px-4 py-3">
        <Waiting asked={list.data ? tree : list} rows={14} />
      </div>
    );
  }
  const { layout, traceOf } = tree.data;
  const selected = spanNamed(search.span);
  const left = session.traceCount - traceIds.length;
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col">
      <Viewer
        project={project}
        traces={traces.map(({ traceId, status }) => ({ traceId, isRunning: status === "running" }))}
        layout={layout}
        ids={layout.ids}
        awaitIds={async () => layout.ids ?? new Uint8Array()}
        mode={search.as === "waterfall" ? "bars" : "columns"}
        selected={selected?.spanId}
        onSelect={(spanId) => {
          const traceId = traceOf(spanId);
          if (traceId) onSelect({ traceId, spanId });
        }}
        find={search.find ?? ""}
        onFind={onFind}
        isPathOn={search.path === "on"}
        onPath={onPath}
      />
      {left > 0 && (
        <p className="shrink-0 border-line border-t px-4 py-1.5 text-quiet text-table">
          These are the first {plural(traceIds.length, "trace")}.{" "}
          <Link
            to={paths.session(project, session.sessionId, { ...search, view: "traces" })}
            className="text-accent hover:underline"
          >
            All {plural(session.traceCount, "trace")}
          </Link>
        </p>
      )}
    </div>
  );
}
