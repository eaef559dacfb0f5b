import { formatCount, formatMoment, plural } from "../../../receiver/src/format.ts";
import { inert } from "../../../receiver/src/inert.ts";
import type { Session } from "../../../receiver/src/model/session.ts";
import { BackLink } from "../parts/back-link.tsx";
import { CopyButton } from "../parts/copy-button.tsx";
import { CostFact, Fact, Facts } from "../parts/facts.tsx";
import { Link } from "../parts/link.tsx";
import { StatusMark } from "../parts/marks.tsx";
import { TokenCount, Took } from "../parts/numbers.tsx";
import { shownName } from "../parts/shown-name.ts";
import { paths } from "../paths.ts";
import type { SessionSearch } from "../session-search.ts";
import { SessionExport } from "./session-export.tsx";
import { ShareMenu } from "./share-menu.tsx";

interface SessionHeaderProps {
  readonly project: string;
  readonly session: Session;
  /** What the user asked first; its name where that is not known. */
  readonly title: string;
  readonly search: SessionSearch;
}

/** What a session is, in two lines. */
export function SessionHeader({ project, session, title, search }: SessionHeaderProps) {
  const shownTitle = inert(title);
  return (
    <header className="shrink-0 px-4 pt-3">
      <div className="flex items-center gap-2">
        <BackLink to={paths.sessions(project)} name="All sessions" />
        <StatusMark status={session.status} size={16} />
        <h1 className="min-w-0 truncate font-semibold text-title tracking-tight" title={shownTitle}>
          {shownTitle}
        </h1>
        <span className="ml-auto flex shrink-0 gap-1.5">
          <ShareMenu project={project} session={session} search={search} />
          <SessionExport project={project} session={session} />
        </span>
      </div>
      <Facts>
        <Fact name="Took">
          <Took nanos={session.durationNanos} since={session.startTime} />
        </Fact>
        <Fact name="Steps">{formatCount(session.spanCount)}</Fact>
        {session.llmCalls > 0 && <Fact name="Model calls">{formatCount(session.llmCalls)}</Fact>}
        {session.toolCalls > 0 && <Fact name="Tools">{formatCount(session.toolCalls)}</Fact>}
        {session.errorCount > 0 && (
          <span className="font-semibold text-error">{plural(session.errorCount, "step")} failed</span>
        )}
        {session.tokens && (
          <Fact name="Tokens">
            <TokenCount tokens={session.tokens} />
            {session.tokens.cached > 0 && <span className="text-quiet"> {cachedPart(session.tokens)}</span>}
          </Fact>
        )}
        <CostFact cost={session.cost} coverage={session.costCoverage} />
        {session.agentName && (
          <Fact name="Agent">
            <Link
              to={paths.entity(project, "agents", session.agentName)}
              className="inline-block max-w-60 truncate align-bottom text-accent hover:underline"
            >
              {shownName(session.agentName)}
            </Link>
          </Fact>
        )}
        {session.userId && (
          <Fact name="User">
            <Link
              to={paths.entity(project, "users", session.userId)}
              className="inline-block max-w-60 truncate align-bottom text-accent hover:underline"
            >
              {shownName(session.userId)}
            </Link>
          </Fact>
        )}
        <Fact name="Began">{formatMoment(session.startTime)}</Fact>
        <span className="flex min-w-0 items-center gap-1 font-mono text-quiet">
          <span className="truncate">{shownName(session.sessionId)}</span>{" "}
          <CopyButton text={session.sessionId} what="session id" />
        </span>
      </Facts>
    </header>
  );
}

function cachedPart({ cached, input }: NonNullable<Session["tokens"]>): string {
  return `${Math.min(100, Math.round((cached / Math.max(1, input)) * 100))} % of input cached`;
}
