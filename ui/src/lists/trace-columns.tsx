import type { Trace } from "../../../receiver/src/model/trace.ts";
import { KindMark, StatusMark } from "../parts/marks.tsx";
import { shownName } from "../parts/shown-name.ts";
import type { ChosenColumn } from "./columns.ts";
import { RowStrip } from "./row-strip.tsx";
import { Nothing, sumColumns } from "./sum-columns.tsx";
import { SummaryCard } from "./summary-card.tsx";

const rowOfTrace = ({ traceId, ...trace }: Trace) => ({ ...trace, id: traceId });

export function traceColumns(project: string): readonly ChosenColumn<Trace>[] {
  return [
    {
      ...{ name: "name", label: "Trace", width: "minmax(9rem, 1fr)", isUsual: true, sort: "name" },
      cell: (trace) => <TraceName trace={trace} />,
    },
    {
      ...{ name: "id", label: "Id", width: "9rem", isUsual: false },
      cell: ({ traceId }) => <span className="font-mono text-[11px] text-quiet">{traceId}</span>,
    },
    {
      ...{ name: "agent", label: "Agent", width: "6.5rem", isUsual: true, sort: "agent" },
      cell: ({ agentName, service }) => (
        <span title={[agentName, service].filter(Boolean).join(" in ")}>{agentName ?? service ?? <Nothing />}</span>
      ),
    },
    {
      ...{ name: "user", label: "User", width: "4.5rem", isUsual: false, sort: "user" },
      cell: ({ userId }) => userId ?? <Nothing />,
    },
    {
      ...{ name: "session", label: "Session", width: "8rem", isUsual: false, sort: "session" },
      cell: ({ sessionId }) => sessionId ?? <Nothing />,
    },
    {
      ...{ name: "strip", label: "Strip", width: "120px", isUsual: true },
      cell: (trace) => <RowStrip project={project} of="traces" row={rowOfTrace(trace)} />,
    },
    ...sumColumns("Spans"),
    {
      ...{ name: "output", label: "Answer", width: "14rem", isUsual: false },
      cell: ({ outputPreview }) => outputPreview ?? <Nothing />,
    },
  ];
}

function TraceName({ trace: { status, rootKind, name, inputPreview } }: { trace: Trace }) {
  return (
    <span className="flex items-center gap-2" title={inputPreview ?? undefined}>
      <StatusMark status={status} />
      <KindMark kind={rootKind} />
      <span className="max-w-[60%] shrink-0 truncate font-medium text-body">{shownName(name)}</span>
      {inputPreview && <span className="truncate text-quiet">{shownName(inputPreview)}</span>}
    </span>
  );
}

export function TraceCard({ project, trace }: { project: string; trace: Trace }) {
  return (
    <SummaryCard
      item={trace}
      title={
        <>
          <KindMark kind={trace.rootKind} />
          <span className="truncate font-medium">{shownName(trace.name)}</span>
        </>
      }
      about={trace.inputPreview ?? trace.agentName ?? trace.service}
      spans="span"
      strip={<RowStrip project={project} of="traces" row={rowOfTrace(trace)} />}
    />
  );
}
