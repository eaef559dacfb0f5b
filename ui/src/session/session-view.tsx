import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useMemo } from "react";
import type { LogRecord } from "../../../receiver/src/model/log.ts";
import type { Session } from "../../../receiver/src/model/session.ts";
import type { Span } from "../../../receiver/src/model/span.ts";
import { Waiting } from "../parts/states.tsx";
import type { SessionSearch, SessionView, SpanName } from "../session-search.ts";
import { FindingList } from "../trace/finding-list.tsx";
import { CostLedger } from "./cost-ledger.tsx";
import { FailureList } from "./failure-list.tsx";
import { failuresOf } from "./failures.ts";
import { Replay } from "./replay.tsx";
import { SessionFacts } from "./session-facts.tsx";
import { sessionFindingsQuery } from "./session-queries.ts";
import { SessionTraces } from "./session-traces.tsx";
import { turnsOf } from "./thread-turns.ts";
import { Timeline } from "./timeline.tsx";
import { timelineLines } from "./timeline-lines.ts";
import { transcriptOf } from "./transcript.ts";
import { TranscriptList } from "./transcript-list.tsx";
import { type Rest, useSessionSpans } from "./use-session-spans.ts";

interface ViewProps {
  readonly project: string;
  readonly session: Session;
  readonly events: readonly LogRecord[];
  readonly search: SessionSearch;
  /** The moment that is looked at, in nanoseconds after the session began. */
  readonly at: number | undefined;
  readonly seek: (nanos: number) => void;
  readonly onSelect: (span: SpanName) => void;
}

/** One of the ways to look at a session. */
export function SessionViewOf({ view, ...props }: ViewProps & { readonly view: SessionView }) {
  const { asked, spans, rest } = useSessionSpans(props.project, props.session);
  if (view === "traces") return <SessionTraces {...props} />;
  if (!spans) {
    return (
      <Scrolled>
        <Waiting asked={asked} rows={14} />
      </Scrolled>
    );
  }
  if (view === "timeline") return <LinesOf {...props} spans={spans} rest={rest} />;
  if (view === "replay") return <Replay {...props} spans={spans} at={props.at ?? 0} selected={props.search.span} />;
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
  return (
    <FindingList
      findings={items}
      isPartial={partial}
      wordsOf={(spanId) => byId.get(spanId)?.name ?? null}
      onSelect={select}
    />
  );
}

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
