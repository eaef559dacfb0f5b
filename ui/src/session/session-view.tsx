import { type ReactNode, useMemo } from "react";
import type { LogRecord } from "../../../receiver/src/model/log.ts";
import type { Session } from "../../../receiver/src/model/session.ts";
import { Waiting } from "../parts/states.tsx";
import type { SessionSearch, SessionView, SpanName } from "../session-search.ts";
import { SessionTraces } from "./session-traces.tsx";
import { turnsOf } from "./thread-turns.ts";
import { Timeline } from "./timeline.tsx";
import { timelineLines } from "./timeline-lines.ts";
import { useSessionSpans } from "./use-session-spans.ts";

export interface ViewProps {
  readonly project: string;
  readonly session: Session;
  readonly events: readonly LogRecord[];
  readonly search: SessionSearch;
  readonly onSelect: (span: SpanName) => void;
}

/** One of the ways to look at a session. */
export function SessionViewOf({ view, ...props }: ViewProps & { readonly view: SessionView }) {
  if (view === "traces") return <SessionTraces {...props} />;
  return <SessionTimeline {...props} />;
}

function SessionTimeline({ project, session, events, search, onSelect }: ViewProps) {
  const { asked, spans, rest } = useSessionSpans(project, session);
  const isWhole = !rest.hasMore;
  const lines = useMemo(
    () => timelineLines({ session, spans: spans ?? [], turns: turnsOf(spans ?? []), events, isWhole }),
    [session, spans, events, isWhole],
  );
  if (!spans)
    return (
      <Scrolled>
        <Waiting asked={asked} rows={14} />
      </Scrolled>
    );
  const moment = search.at === undefined ? null : BigInt(session.startTime) + BigInt(search.at) * 1_000_000n;
  return <Timeline lines={lines} rest={rest} selected={search.span} moment={moment} onSelect={onSelect} />;
}

function Scrolled({ children }: { children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled with the keyboard too
    <div tabIndex={0} className="min-h-0 min-w-0 flex-1 overflow-y-auto px-4 py-3">
      {children}
    </div>
  );
}
