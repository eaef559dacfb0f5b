import { formatCount } from "../format.ts";
import type { Session } from "../model/session.ts";
import type { Trace } from "../model/trace.ts";
import { failures, moneySum, tokenCount, took, when } from "./amounts.ts";
import { statusMark } from "./marks.ts";
import type { Line, Sheet } from "./sheet.ts";
import { type Column, drawTable } from "./table.ts";

const sumColumns: readonly Column[] = [
  { title: "Steps", isRight: true, spare: 3 },
  { title: "Failed", isRight: true, spare: 4 },
  { title: "Tokens", isRight: true, spare: 5 },
  { title: "Cost", isRight: true },
  { title: "Took", isRight: true },
  { title: "When", isRight: true },
];

function sumCells(told: Session | Trace, sheet: Sheet): Line[] {
  const { spanCount, errorCount, tokens, cost, costCoverage, durationNanos, startTime } = told;
  return [
    formatCount(spanCount),
    failures(errorCount),
    tokenCount(tokens),
    moneySum(cost, costCoverage),
    took(durationNanos, startTime, sheet),
    when(startTime, sheet),
  ];
}

/** Ids are never cut: they are what the next command is given. */
export function sessionTable(sessions: readonly Session[], sheet: Sheet): string[] {
  const columns: readonly Column[] = [
    { title: "" },
    { title: "Session" },
    { title: "Title", least: 12, spare: 1 },
    { title: "Agent", least: 8, spare: 2 },
    { title: "User", least: 6, spare: 6 },
    ...sumColumns,
  ];
  const rows = sessions.map((session) => {
    const { status, sessionId, name, agentName, botName, service, userId } = session;
    const title = name === sessionId ? "" : name;
    return [
      statusMark(status),
      sessionId,
      title,
      agentName ?? botName ?? service ?? "",
      userId ?? "",
      ...sumCells(session, sheet),
    ];
  });
  return drawTable(columns, rows, sheet);
}

export function traceTable(traces: readonly Trace[], sheet: Sheet): string[] {
  const columns: readonly Column[] = [
    { title: "" },
    { title: "Trace" },
    { title: "Name", least: 12, spare: 1 },
    { title: "Asked", least: 12, spare: 6 },
    ...sumColumns,
  ];
  const rows = traces.map((trace) => {
    const { status, traceId, name, inputPreview } = trace;
    return [statusMark(status), traceId, name, inputPreview ?? "", ...sumCells(trace, sheet)];
  });
  return drawTable(columns, rows, sheet);
}
