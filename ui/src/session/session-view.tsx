import { useQuery } from "@tanstack/react-query";
import { lazy, type ReactNode, Suspense, useMemo } from "react";
import { formatDuration } from "../../../receiver/src/format.ts";
import type { LogRecord } from "../../../receiver/src/model/log.ts";
import type { Session } from "../../../receiver/src/model/session.ts";
import type { Span } from "../../../receiver/src/model/span.ts";
import { shownName } from "../parts/shown-name.ts";
import { Loading, Waiting } from "../parts/states.tsx";
import { nameOfSpan, type SessionSearch, type SessionView, type SpanName } from "../session-search.ts";
import { FindingList } from "../trace/finding-list.tsx";
import { CostLedger } from "./cost-ledger.tsx";
import { FailureList } from "./failure-list.tsx";
import { failuresOf } from "./failures.ts";
import { Replay } from "./replay.tsx";
import { SessionFacts } from "./session-facts.tsx";
import { sessionFindingsQuery } from "./session-queries.ts";
import { SessionTraces } from "./session-traces.tsx";
import { ShapeLinks } from "./shape-links.tsx";
import { turnsOf } from "./thread-turns.ts";
import { Timeline } from "./timeline.tsx";
import { timelineLines } from "./timeline-lines.ts";
import { transcriptOf } from "./transcript.ts";
import { TranscriptList } from "./transcript-list.tsx";
import { useAllSteps } from "./use-all-steps.ts";
import { useSaidAround } from "./use-said-around.ts";
import { type Rest, useSessionSpans } from "./use-session-spans.ts";

const SessionTree = lazy(async () => ({ default: (await import("./session-tree.tsx")).SessionTree }));
const GraphView = lazy(async () => ({ default: (await import("./graph-view.tsx")).GraphView }));
const RawView = lazy(async () => ({ default: (await import("./raw-view.tsx")).RawView }));
const Waterfall = lazy(async () => ({ default: (await import("./waterfall.tsx")).Waterfall }));

interface ViewProps {
  readonly project: string;
  readonly session: Session;
  readonly events: readonly LogRecord[];
  /** As the API answered when it was asked for the session. */
  readonly answer: unknown;
  readonly search: SessionSearch;
  /** The moment that is looked at, in nanoseconds after the session began. */
  readonly at: number | undefined;
  readonly seek: (nanos: number) => void;
  readonly onSelect: (span: SpanName) => void;
  readonly onFind: (find: string) => void;
  readonly onPath: () => void;
}

/** One of the ways to look at a session. */
export function SessionViewOf({ view, ...props }: ViewProps & { readonly view: SessionView }) {
  const { asked, spans, rest } = useSessionSpans(props.project, props.session);
  if (view === "traces") return <SessionTraces {...props} />;
  if (view === "tree") return <TreeOf {...props} />;
  if (!spans) {
    return (
      <Scrolled>
        <Waiting asked={asked} rows={14} />
      </Scrolled>
    );
  }
  if (view === "timeline") return <TimelineOf {...props} spans={spans} rest={rest} />;
  if (view === "replay") return <ReplayOf {...props} spans={spans} rest={rest} />;
  if (view === "graph") return <GraphOf {...props} spans={spans} rest={rest} />;
  if (view === "raw") return <RawOf {...props} spans={spans} rest={rest} />;
  return (
    <Scrolled>
      {view === "messages" && <Said {...props} spans={spans} rest={rest} />}
      {view === "findings" && <Findings {...props} spans={spans} />}
      {view === "errors" && <Errors spans={spans} onSelect={props.onSelect} />}
      {view === "cost" && <CostLedger {...props} spans={spans} selected={props.search.span} />}
      {view === "metadata" && <SessionFacts session={props.session} spans={spans} />}
      {view !== "messages" && rest.hasMore && <NotWhole rest={rest} />}
    </Scrolled>
  );
}

interface SpansProps extends ViewProps {
  readonly spans: readonly Span[];
  readonly rest: Rest;
}

function TreeOf(props: ViewProps) {
  const { project, session, search } = props;
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col">
      <ShapeLinks project={project} sessionId={session.sessionId} search={search} plain="Columns" />
      <Soon>
        <SessionTree {...props} />
      </Soon>
    </div>
  );
}

function TimelineOf(props: SpansProps) {
  const { project, session, search } = props;
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col">
      <ShapeLinks project={project} sessionId={session.sessionId} search={search} plain="Lines" />
      {search.as === "waterfall" ? <WaterfallOf {...props} /> : <LinesOf {...props} />}
    </div>
  );
}

function WaterfallOf({ spans, rest, ...props }: SpansProps) {
  const { steps } = useAllSteps(props.project, props.session, spans, rest);
  return (
    <Soon>
      <Waterfall {...props} spans={steps} selected={props.search.span} />
    </Soon>
  );
}

function GraphOf({ spans, rest, ...props }: SpansProps) {
  const { steps, isWhole } = useAllSteps(props.project, props.session, spans, rest);
  return (
    <Soon>
      <GraphView {...props} spans={steps} hasMore={!isWhole} selected={props.search.span} />
    </Soon>
  );
}

function ReplayOf({ spans, rest, ...props }: SpansProps) {
  const { project, session, search, at = 0 } = props;
  const { steps, isLong } = useAllSteps(project, session, spans, rest);
  const around = useSaidAround(project, session, steps, isLong ? momentOf(session, at) : null);
  const talks = isLong ? around : { spans, isAwaited: rest.isLoading };
  return (
    <Replay {...props} spans={steps} talks={talks.spans} isAwaited={talks.isAwaited} at={at} selected={search.span} />
  );
}

function RawOf({ session, spans, rest, answer, search, onFind }: SpansProps) {
  const value = useMemo(() => ({ ...(answer as object), spans }), [answer, spans]);
  const place = spans.findIndex((span) => nameOfSpan(span) === search.span);
  return (
    <Soon>
      <RawView
        value={value}
        spanCount={spans.length}
        rest={rest}
        fileName={`session-${session.sessionId.replaceAll(/[^\w.-]+/g, "-").slice(0, 60)}.json`}
        start={place < 0 ? null : `/spans/${place}`}
        find={search.find ?? ""}
        onFind={onFind}
      />
    </Soon>
  );
}

/** Bars while its code is on the way. */
function Soon({ children }: { children: ReactNode }) {
  return <Suspense fallback={<Loading rows={14} />}>{children}</Suspense>;
}

function LinesOf({ session, spans, events, rest, search, at, onSelect }: SpansProps) {
  const isWhole = !rest.hasMore;
  const lines = useMemo(
    () => timelineLines({ session, spans, turns: turnsOf(spans), events, isWhole }),
    [session, spans, events, isWhole],
  );
  const moment = momentOf(session, at);
  return <Timeline lines={lines} rest={rest} selected={search.span} moment={moment} onSelect={onSelect} />;
}

function Said({ session, spans, rest, search, at, onSelect }: SpansProps) {
  const items = useMemo(() => transcriptOf(spans), [spans]);
  const moment = momentOf(session, at);
  return <TranscriptList items={items} rest={rest} selected={search.span} moment={moment} onSelect={onSelect} />;
}

function Errors({ spans, onSelect }: Pick<SpansProps, "spans" | "onSelect">) {
  const failures = useMemo(() => failuresOf(spans), [spans]);
  return <FailureList failures={failures} onSelect={onSelect} />;
}

function Findings({ project, session, spans, onSelect }: Omit<SpansProps, "rest">) {
  const asked = useQuery(sessionFindingsQuery(project, session));
  const byId = useMemo(() => new Map(spans.map((span) => [span.spanId, span])), [spans]);
  if (!asked.data) return <Waiting asked={asked} />;
  const { items, partial } = asked.data;
  const traceOf = (spanId: string) =>
    byId.get(spanId)?.traceId ?? items.find(({ spanIds }) => spanIds.includes(spanId))?.traceId;
  function select(spanId: string) {
    const traceId = traceOf(spanId);
    if (traceId) onSelect({ traceId, spanId });
  }
  function wordsOf(spanId: string): string | null {
    const span = byId.get(spanId);
    return span ? `${shownName(span.name)} +${formatDuration(sinceStart(session, span.startTime))}` : null;
  }
  return <FindingList findings={items} isPartial={partial} wordsOf={wordsOf} onSelect={select} />;
}

const sinceStart = ({ startTime }: Session, time: string) => Math.max(0, Number(BigInt(time) - BigInt(startTime)));

/** In Unix nanoseconds. */
function momentOf({ startTime }: Session, at: number | undefined): bigint | null {
  return at === undefined ? null : BigInt(startTime) + BigInt(Math.round(at));
}

function NotWhole({ rest }: { rest: Rest }) {
  return (
    <p className="my-4 text-center text-quiet text-table">
      Not all steps are here yet.{" "}
      <button type="button" onClick={rest.loadMore} disabled={rest.isLoading} className="chip">
        {rest.isLoading ? "Loading…" : "Load more"}
      </button>
    </p>
  );
}

function Scrolled({ children }: { children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled with the keyboard too
    <div tabIndex={0} className="min-h-0 min-w-0 flex-1 overflow-y-auto px-4 py-3">
      {children}
    </div>
  );
}
