import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { formatCount, formatDuration } from "../../../receiver/src/format.ts";
import type { Trace } from "../../../receiver/src/model/trace.ts";
import { logsQuery, metricsQuery } from "../api/queries.ts";
import { CompareWith } from "../comparing/compare-with.tsx";
import { useKeys } from "../parts/keys.ts";
import { useGo } from "../parts/link.tsx";
import { usePageTitle } from "../parts/page-title.ts";
import { Waiting } from "../parts/states.tsx";
import { paths } from "../paths.ts";
import { readTraceSearch, type TraceSearch, type TraceView } from "../search.ts";
import { FindingList } from "../trace/finding-list.tsx";
import { LogList } from "../trace/log-list.tsx";
import { PointList } from "../trace/point-list.tsx";
import { SpanPanel } from "../trace/span-panel.tsx";
import { TimingView } from "../trace/timing-view.tsx";
import { TraceHeader } from "../trace/trace-header.tsx";
import { TraceMessages } from "../trace/trace-messages.tsx";
import { ViewTabs } from "../trace/view-tabs.tsx";
import { knownSpan } from "../viewer/known-span.ts";
import type { Layout } from "../viewer/layout.ts";
import { nameOf } from "../viewer/row-words.ts";
import { rowsOfSpans } from "../viewer/span-ids.ts";
import { callsQuery, findingsQuery, timingQuery, traceQuery } from "../viewer/trace-queries.ts";
import { useTraceLayout } from "../viewer/use-trace-layout.ts";
import { Viewer } from "../viewer/viewer.tsx";

interface TracePageProps {
  readonly project: string;
  readonly traceId: string;
  readonly search: TraceSearch;
}

type Changes = { readonly [Name in keyof TraceSearch]?: TraceSearch[Name] | undefined };

export function TracePage({ project, traceId, search }: TracePageProps) {
  const found = useQuery(traceQuery(project, traceId));
  const { asked, layout, ids, awaitIds } = useTraceLayout(project, traceId);
  usePageTitle(found.data?.name ?? "Trace");
  const go = useGo();
  const router = useRouter();
  /** Changes what the address says, whatever it has come to say since this was drawn. */
  function turn(change: Changes): void {
    const search = readTraceSearch(router.latestLocation.search);
    go(paths.trace(project, traceId, { ...search, ...change } as TraceSearch), { replace: true });
  }
  useKeys({
    escape: () => (search.span ? turn({ span: undefined }) : go(paths.traces(project))),
    y: () => void navigator.clipboard.writeText(location.href).catch(() => {}),
  });
  // What is not there, or not open to the reader, is told at once; else the rows do not wait for the header.
  if (!found.data && !layout && found.failureReason) return <Waiting asked={found} rows={14} />;
  const select = (span: string) => turn({ span });
  return (
    <>
      <TraceHeader
        project={project}
        trace={found.data}
        actions={found.data && <CompareWith project={project} of="traces" one={{ ...found.data, id: traceId }} />}
      />
      <Tabs project={project} traceId={traceId} search={search} isRunning={found.data?.status === "running"} />
      <div className="flex min-h-0 flex-1">
        {search.view === undefined || search.view === "tree" ? (
          layout ? (
            <Viewer
              project={project}
              traces={[{ traceId, isRunning: layout.running > 0 }]}
              layout={layout}
              ids={ids}
              awaitIds={awaitIds}
              mode={search.view === "tree" ? "columns" : "bars"}
              selected={search.span}
              onSelect={select}
              find={search.find ?? ""}
              onFind={(find) => turn({ find })}
              isPathOn={search.path === "on"}
              onPath={() => turn({ path: search.path ? undefined : "on" })}
            />
          ) : (
            <Beside>
              <Waiting asked={asked} rows={14} />
            </Beside>
          )
        ) : (
          <Beside key={search.view}>
            {found.data ? (
              <OtherView
                project={project}
                trace={found.data}
                view={search.view}
                wordsOf={(spanId) => wordsOf(layout, ids, spanId)}
                onSelect={select}
                onShowPath={() => turn({ view: undefined, path: "on" })}
              />
            ) : (
              <Waiting asked={found} rows={14} />
            )}
          </Beside>
        )}
        {search.span && (
          <SpanPanel
            key={search.span}
            project={project}
            traceId={traceId}
            spanId={search.span}
            known={knownOf(layout, ids, search.span)}
            find={search.find}
            tab={search.tab ?? "attributes"}
            onTab={(tab) => turn({ tab })}
            onClose={() => turn({ span: undefined })}
          />
        )}
      </div>
    </>
  );
}

function Beside({ children }: { children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled with the keyboard too
    <div tabIndex={0} className="min-h-0 min-w-0 flex-1 overflow-y-auto px-4 py-3">
      {children}
    </div>
  );
}

function rowOf(layout: Layout | undefined, ids: Uint8Array | null, spanId: string): number {
  return layout && ids ? (rowsOfSpans(ids, [spanId])[0] ?? -1) : -1;
}

function knownOf(layout: Layout | undefined, ids: Uint8Array | null, spanId: string) {
  const row = rowOf(layout, ids, spanId);
  return layout && row >= 0 ? knownSpan(layout, row) : null;
}

function wordsOf(layout: Layout | undefined, ids: Uint8Array | null, spanId: string): string | null {
  const row = rowOf(layout, ids, spanId);
  return layout && row >= 0 ? `${nameOf(layout, row)} +${formatDuration(layout.start[row] as number)}` : null;
}

interface TabsProps extends TracePageProps {
  readonly isRunning: boolean;
}

function Tabs({ project, traceId, search, isRunning }: TabsProps) {
  const logs = useInfiniteQuery(logsQuery(project, traceId));
  const metrics = useInfiniteQuery(metricsQuery(project, traceId));
  const findings = useQuery(findingsQuery(project, traceId, isRunning));
  const found = findings.data?.items.length ?? 0;
  const counts = { logs: countOf(logs), metrics: countOf(metrics), findings: found === 0 ? "" : String(found) };
  return <ViewTabs project={project} traceId={traceId} search={search} counts={counts} />;
}

interface Pages {
  readonly data: { readonly pages: readonly { readonly items: readonly unknown[] }[] } | undefined;
  readonly hasNextPage: boolean;
}

function countOf({ data, hasNextPage }: Pages): string {
  const count = data?.pages.reduce((sum, page) => sum + page.items.length, 0) ?? 0;
  return count === 0 ? "" : `${formatCount(count)}${hasNextPage ? "+" : ""}`;
}

interface OtherViewProps {
  readonly project: string;
  readonly trace: Trace;
  readonly view: Exclude<TraceView, "tree">;
  readonly wordsOf: (spanId: string) => string | null;
  readonly onSelect: (spanId: string) => void;
  readonly onShowPath: () => void;
}

function OtherView({ view, ...props }: OtherViewProps) {
  if (view === "logs") return <Logs {...props} />;
  if (view === "metrics") return <Metrics {...props} />;
  if (view === "messages") return <Said {...props} />;
  if (view === "timing") return <Timing {...props} />;
  return <Findings {...props} />;
}

type Shown = Omit<OtherViewProps, "view">;

function Logs({ project, trace }: Shown) {
  const list = useInfiniteQuery(logsQuery(project, trace.traceId));
  if (!list.data) return <Waiting asked={list} />;
  return (
    <>
      <LogList project={project} logs={list.data.pages.flatMap((page) => page.items)} since={trace.startTime} />
      {list.hasNextPage && <More onClick={() => void list.fetchNextPage()} isLoading={list.isFetchingNextPage} />}
    </>
  );
}

function Metrics({ project, trace }: Shown) {
  const list = useInfiniteQuery(metricsQuery(project, trace.traceId));
  if (!list.data) return <Waiting asked={list} />;
  return (
    <>
      <PointList points={list.data.pages.flatMap((page) => page.items)} />
      {list.hasNextPage && <More onClick={() => void list.fetchNextPage()} isLoading={list.isFetchingNextPage} />}
    </>
  );
}

function Said({ project, trace, onSelect }: Shown) {
  const list = useInfiniteQuery(callsQuery(project, trace.traceId));
  if (!list.data) return <Waiting asked={list} />;
  return (
    <>
      <TraceMessages spans={list.data.pages.flatMap((page) => page.spans)} onSelect={onSelect} />
      {list.hasNextPage && <More onClick={() => void list.fetchNextPage()} isLoading={list.isFetchingNextPage} />}
    </>
  );
}

function Timing({ project, trace, onSelect, onShowPath }: Shown) {
  const asked = useQuery(timingQuery(project, trace.traceId, trace.status === "running"));
  if (!asked.data) return <Waiting asked={asked} />;
  return <TimingView timing={asked.data} onSelect={onSelect} onShowPath={onShowPath} />;
}

function Findings({ project, trace, wordsOf, onSelect }: Shown) {
  const asked = useQuery(findingsQuery(project, trace.traceId, trace.status === "running"));
  if (!asked.data) return <Waiting asked={asked} />;
  const { items, partial } = asked.data;
  return <FindingList findings={items} isPartial={partial} wordsOf={wordsOf} onSelect={onSelect} />;
}

function More({ onClick, isLoading }: { onClick: () => void; isLoading: boolean }) {
  return (
    <button type="button" onClick={onClick} disabled={isLoading} className="chip my-3">
      {isLoading ? "Loading…" : "Load more"}
    </button>
  );
}
