import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { ArrowLeft } from "lucide-react";
import { useMemo } from "react";
import { formatCount, formatMoment, plural } from "../../../receiver/src/format.ts";
import type { Trace } from "../../../receiver/src/model/trace.ts";
import { logsQuery, metricsQuery, traceQuery } from "../api/queries.ts";
import type { WholeTrace } from "../api/types.ts";
import { CopyButton } from "../parts/copy-button.tsx";
import { CostFact, Fact, Facts } from "../parts/facts.tsx";
import { useKeys } from "../parts/keys.ts";
import { Link, useGo } from "../parts/link.tsx";
import { KindMark, StatusMark } from "../parts/marks.tsx";
import { TokenCount, Took } from "../parts/numbers.tsx";
import { usePageTitle } from "../parts/page-title.ts";
import { Waiting } from "../parts/states.tsx";
import { paths } from "../paths.ts";
import type { TraceSearch } from "../search.ts";
import { LogList } from "../trace/log-list.tsx";
import { PointList } from "../trace/point-list.tsx";
import { SpanPanel } from "../trace/span-panel.tsx";
import { buildTree } from "../trace/tree.ts";
import { Waterfall } from "../trace/waterfall.tsx";

interface TracePageProps {
  readonly project: string;
  readonly traceId: string;
  readonly search: TraceSearch;
}

export function TracePage({ project, traceId, search }: TracePageProps) {
  const found = useQuery(traceQuery(project, traceId));
  usePageTitle(found.data?.trace.name ?? "Trace");
  if (!found.data) return <Waiting asked={found} rows={14} />;
  return <TraceView project={project} whole={found.data} search={search} />;
}

function TraceView({ project, whole, search }: { project: string; whole: WholeTrace; search: TraceSearch }) {
  const { trace, spans } = whole;
  const tree = useMemo(() => buildTree(spans), [spans]);
  const go = useGo();
  const turn = (next: TraceSearch) => go(paths.trace(project, trace.traceId, next), { replace: true });
  const selected = search.span === undefined ? undefined : tree.bySpanId.get(search.span);
  useKeys({
    escape: () => (search.span ? turn({ ...search, span: undefined }) : go(paths.traces(project))),
  });
  return (
    <>
      <TraceHeader project={project} trace={trace} />
      <Views project={project} trace={trace} search={search} />
      {search.view === "logs" && <Logs project={project} trace={trace} />}
      {search.view === "metrics" && <Metrics project={project} trace={trace} />}
      {!search.view && (
        <div className="flex min-h-0 flex-1">
          <Waterfall
            tree={tree}
            isRunning={trace.status === "running"}
            selected={search.span}
            onSelect={(span) => turn({ ...search, span })}
          />
          {selected && (
            <SpanPanel
              key={selected.id}
              project={project}
              span={selected.span}
              tab={search.tab ?? "attributes"}
              onTab={(tab) => turn({ ...search, tab })}
              onClose={() => turn({ ...search, span: undefined })}
            />
          )}
        </div>
      )}
    </>
  );
}

function TraceHeader({ project, trace }: { project: string; trace: Trace }) {
  return (
    <header className="shrink-0 px-4 pt-3">
      <div className="flex items-center gap-2">
        <Link
          to={paths.traces(project)}
          aria-label="All traces"
          title="All traces (Esc)"
          className="-ml-1 rounded-sm p-1 text-quiet hover:bg-hover hover:text-ink"
        >
          <ArrowLeft size={16} aria-hidden />
        </Link>
        <StatusMark status={trace.status} size={16} />
        <KindMark kind={trace.rootKind} size={12} />
        <h1 className="truncate font-semibold text-title tracking-tight" title={trace.name}>
          {trace.name}
        </h1>
      </div>
      <Facts>
        <Fact name="Took">
          <Took nanos={trace.durationNanos} since={trace.startTime} />
        </Fact>
        <Fact name="Spans">{formatCount(trace.spanCount)}</Fact>
        {trace.errorCount > 0 && (
          <span className="font-semibold text-error">{plural(trace.errorCount, "span")} failed</span>
        )}
        {trace.tokens && (
          <Fact name="Tokens">
            <TokenCount tokens={trace.tokens} />
          </Fact>
        )}
        <CostFact cost={trace.cost} coverage={trace.costCoverage} />
        {trace.agentName && <Fact name="Agent">{trace.agentName}</Fact>}
        {trace.service && <Fact name="Service">{trace.service}</Fact>}
        {trace.sessionId && (
          <Fact name="Session">
            <Link to={paths.session(project, trace.sessionId)} className="text-accent hover:underline">
              {trace.sessionId}
            </Link>
          </Fact>
        )}
        <Fact name="Began">{formatMoment(trace.startTime)}</Fact>
        <span className="flex items-center gap-1 font-mono text-quiet">
          {trace.traceId.slice(0, 8)}… <CopyButton text={trace.traceId} what="trace id" />
        </span>
      </Facts>
    </header>
  );
}

function Views({ project, trace, search }: { project: string; trace: Trace; search: TraceSearch }) {
  const logs = useInfiniteQuery(logsQuery(project, trace.traceId));
  const metrics = useInfiniteQuery(metricsQuery(project, trace.traceId));
  const views = [
    { view: undefined, label: "Timeline", count: "" },
    { view: "logs", label: "Logs", count: countOf(logs) },
    { view: "metrics", label: "Metrics", count: countOf(metrics) },
  ] as const;
  return (
    <nav aria-label="Views" className="flex shrink-0 gap-5 border-line border-b px-4 pt-2">
      {views.map(({ view, label, count }) => (
        <Link
          key={label}
          to={paths.trace(project, trace.traceId, { ...search, view })}
          replace
          aria-current={view === search.view ? "page" : undefined}
          className="-mb-px border-transparent border-b-2 pb-1.5 text-quiet hover:text-ink aria-[current]:border-accent aria-[current]:font-semibold aria-[current]:text-ink"
        >
          {label} <span className="font-normal text-quiet text-table tabular-nums">{count}</span>
        </Link>
      ))}
    </nav>
  );
}

function countOf({
  data,
  hasNextPage,
}: {
  data: { pages: { items: readonly unknown[] }[] } | undefined;
  hasNextPage: boolean;
}) {
  const count = data?.pages.reduce((sum, page) => sum + page.items.length, 0) ?? 0;
  return count === 0 ? "" : `${formatCount(count)}${hasNextPage ? "+" : ""}`;
}

function Logs({ project, trace }: { project: string; trace: Trace }) {
  const list = useInfiniteQuery(logsQuery(project, trace.traceId));
  if (!list.data) return <Waiting asked={list} />;
  return (
    <div className="min-h-0 flex-1 overflow-y-auto px-4 py-2">
      <LogList project={project} logs={list.data.pages.flatMap((page) => page.items)} since={trace.startTime} />
      {list.hasNextPage && <More onClick={() => void list.fetchNextPage()} isLoading={list.isFetchingNextPage} />}
    </div>
  );
}

function Metrics({ project, trace }: { project: string; trace: Trace }) {
  const list = useInfiniteQuery(metricsQuery(project, trace.traceId));
  if (!list.data) return <Waiting asked={list} />;
  return (
    <div className="min-h-0 flex-1 overflow-y-auto px-4 py-2">
      <PointList points={list.data.pages.flatMap((page) => page.items)} />
      {list.hasNextPage && <More onClick={() => void list.fetchNextPage()} isLoading={list.isFetchingNextPage} />}
    </div>
  );
}

function More({ onClick, isLoading }: { onClick: () => void; isLoading: boolean }) {
  return (
    <button type="button" onClick={onClick} disabled={isLoading} className="chip my-3">
      {isLoading ? "Loading…" : "Load more"}
    </button>
  );
}
