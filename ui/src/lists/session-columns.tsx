import type { Session } from "../../../receiver/src/model/session.ts";
import { StatusMark } from "../parts/marks.tsx";
import { Count } from "../parts/numbers.tsx";
import type { ChosenColumn } from "./columns.ts";
import { RowStrip, RowTitle } from "./row-strip.tsx";
import { Nothing, sumColumns } from "./sum-columns.tsx";

export const rowOfSession = ({ sessionId, ...session }: Session) => ({ ...session, id: sessionId });

export function sessionColumns(project: string): readonly ChosenColumn<Session>[] {
  return [
    {
      ...{ name: "name", label: "Session", width: "minmax(9rem, 1fr)", isUsual: true },
      cell: (session) => (
        <span className="flex items-center gap-2">
          <StatusMark status={session.status} />
          <RowTitle
            project={project}
            of="sessions"
            row={rowOfSession(session)}
            name={session.name || session.sessionId}
          />
        </span>
      ),
    },
    {
      ...{ name: "id", label: "Id", width: "9rem", isUsual: false },
      cell: ({ sessionId }) => <span className="font-mono text-[11px] text-quiet">{sessionId}</span>,
    },
    {
      ...{ name: "agent", label: "Agent", width: "5.5rem", isUsual: true, sort: "agent" },
      cell: ({ agentName, botName, service }) => agentName ?? botName ?? service ?? <Nothing />,
    },
    {
      ...{ name: "user", label: "User", width: "4.5rem", isUsual: true, sort: "user" },
      cell: ({ userId }) => userId ?? <Nothing />,
    },
    {
      ...{ name: "strip", label: "Strip", width: "120px", isUsual: true },
      cell: (session) => <RowStrip project={project} of="sessions" row={rowOfSession(session)} />,
    },
    {
      ...{ name: "traces", label: "Traces", width: "3.5rem", isNumber: true, isUsual: false, sort: "traces" },
      cell: ({ traceCount }) => <Count value={traceCount} />,
    },
    ...sumColumns("Steps"),
    {
      ...{ name: "platform", label: "Platform", width: "6rem", isUsual: false, sort: "platform" },
      cell: ({ platform }) => platform ?? <Nothing />,
    },
    {
      ...{ name: "bot", label: "Bot", width: "6rem", isUsual: false, sort: "bot" },
      cell: ({ botName }) => botName ?? <Nothing />,
    },
    {
      ...{ name: "endReason", label: "Ended", width: "4.5rem", isUsual: false, sort: "endReason" },
      cell: ({ endReason }) => endReason ?? <Nothing />,
    },
  ];
}
