import { useMemo } from "react";
import type { Session } from "../../../receiver/src/model/session.ts";
import { sessionLists } from "../api/lists.ts";
import { UntilFirst } from "../connecting/until-first.tsx";
import { ListPage } from "../lists/list-page.tsx";
import { RowStrip, RowTitle } from "../lists/row-strip.tsx";
import { rowOfSession, sessionColumns } from "../lists/session-columns.tsx";
import { SummaryCard } from "../lists/summary-card.tsx";
import { usePageTitle } from "../parts/page-title.ts";
import { paths } from "../paths.ts";
import type { ListSearch } from "../search.ts";

interface SessionsProps {
  readonly project: string;
  readonly search: ListSearch;
}

export function SessionsPage(props: SessionsProps) {
  return (
    <UntilFirst project={props.project}>
      <Sessions {...props} />
    </UntilFirst>
  );
}

function Sessions({ project, search }: SessionsProps) {
  usePageTitle("Sessions");
  const columns = useMemo(() => sessionColumns(project), [project]);
  return (
    <ListPage
      project={project}
      noun="sessions"
      search={search}
      addressOf={(next) => paths.sessions(project, next)}
      queries={sessionLists(project, search)}
      columns={columns}
      card={(session) => <SessionCard project={project} session={session} />}
      idOf={idOf}
      pathOf={({ sessionId }) => paths.session(project, sessionId)}
    />
  );
}

const idOf = ({ sessionId }: Session) => sessionId;

function SessionCard({ project, session }: { project: string; session: Session }) {
  const asked = { project, of: "sessions", row: rowOfSession(session) } as const;
  const { name, sessionId, agentName, botName, service, userId } = session;
  return (
    <SummaryCard
      item={session}
      title={<RowTitle {...asked} name={name || sessionId} />}
      about={[agentName ?? botName ?? service, userId].filter(Boolean).join(" · ")}
      spans="step"
      strip={<RowStrip {...asked} />}
    />
  );
}
