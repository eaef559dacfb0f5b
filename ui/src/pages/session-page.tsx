import { useQuery } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useMemo } from "react";
import type { Answer } from "../../../receiver/src/client/routes.ts";
import type { Span } from "../../../receiver/src/model/span.ts";
import { sessionQuery } from "../api/queries.ts";
import { useKeys } from "../parts/keys.ts";
import { useGo } from "../parts/link.tsx";
import { usePageTitle } from "../parts/page-title.ts";
import { Waiting } from "../parts/states.tsx";
import { paths } from "../paths.ts";
import { SessionHeader } from "../session/session-header.tsx";
import { sessionFindingsQuery } from "../session/session-queries.ts";
import { SessionStrip } from "../session/session-strip.tsx";
import { SessionTabs } from "../session/session-tabs.tsx";
import { SessionViewOf } from "../session/session-view.tsx";
import { useMoment } from "../session/use-moment.ts";
import { useSessionSpans } from "../session/use-session-spans.ts";
import { nameOfSpan, readSessionSearch, type SessionSearch, spanNamed } from "../session-search.ts";
import { stripQuery } from "../strip/strip-query.ts";
import { SpanPanel } from "../trace/span-panel.tsx";

interface SessionPageProps {
  readonly project: string;
  readonly sessionId: string;
  readonly search: SessionSearch;
}

type Changes = { readonly [Name in keyof SessionSearch]?: SessionSearch[Name] | undefined };

export function SessionPage(props: SessionPageProps) {
  const found = useQuery(sessionQuery(props.project, props.sessionId));
  usePageTitle(found.data?.session.name || props.sessionId);
  if (!found.data) return <Waiting asked={found} rows={14} />;
  return <Found {...props} found={found.data} />;
}

interface FoundProps extends SessionPageProps {
  readonly found: Answer<"sessions/:sessionId">;
}

function Found({ project, sessionId, search, found: answer }: FoundProps) {
  const { session, events } = answer;
  const strip = useQuery({
    ...stripQuery(project, "sessions", { ...session, id: sessionId }),
    placeholderData: (before) => before,
  });
  const { spans } = useSessionSpans(project, session);
  const findings = useQuery(sessionFindingsQuery(project, session));
  const turn = useTurnSession(project, sessionId);
  const { at, seek } = useMoment(search.at, (moment) => turn({ at: moment }));
  const go = useGo();
  useKeys({
    escape: () => (search.span ? turn({ span: undefined }) : go(paths.sessions(project))),
    y: () => void navigator.clipboard.writeText(location.href).catch(() => {}),
  });
  const selected = spanNamed(search.span);
  const known = useMemo(
    () => spans?.find((span) => selected && nameOfSpan(span) === nameOfSpan(selected)) ?? null,
    [spans, selected],
  );
  const view = search.view ?? (session.llmCalls > 0 ? "messages" : "timeline");
  const found = findings.data?.items.length ?? 0;
  const counts = {
    traces: session.traceCount > 1 ? String(session.traceCount) : "",
    findings: found === 0 ? "" : String(found),
    errors: session.errorCount === 0 ? "" : String(session.errorCount),
  };
  return (
    <>
      <SessionHeader
        project={project}
        session={session}
        title={strip.data?.title || session.name || sessionId}
        search={search}
      />
      <SessionStrip
        strip={strip.data}
        session={session}
        at={at}
        window={known ? windowOf(known, session.startTime) : undefined}
        onSeek={seek}
      />
      <SessionTabs project={project} sessionId={sessionId} search={search} view={view} counts={counts} />
      <div className="flex min-h-0 flex-1">
        <SessionViewOf
          key={view}
          project={project}
          session={session}
          view={view}
          events={events}
          answer={answer}
          search={search}
          at={at}
          seek={seek}
          onSelect={(span) => turn({ span: nameOfSpan(span) })}
          onFind={(find) => turn({ find })}
          onPath={() => turn({ path: search.path ? undefined : "on" })}
        />
        {selected && (
          <SpanPanel
            key={search.span}
            project={project}
            {...selected}
            known={known}
            tab={search.tab ?? "attributes"}
            onTab={(tab) => turn({ tab })}
            onClose={() => turn({ span: undefined })}
          />
        )}
      </div>
    </>
  );
}

/** Changes what the address says, whatever it has come to say since this was drawn. */
function useTurnSession(project: string, sessionId: string): (change: Changes) => void {
  const router = useRouter();
  const go = useGo();
  return (change) => {
    const search = readSessionSearch(router.latestLocation.search);
    go(paths.session(project, sessionId, { ...search, ...change } as SessionSearch), { replace: true });
  };
}

function windowOf({ startTime, durationNanos }: Span, since: string) {
  const from = Number(BigInt(startTime) - BigInt(since));
  return { from, to: from + Number(durationNanos ?? 0) };
}
