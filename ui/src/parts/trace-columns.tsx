import { formatCount } from "../../../receiver/src/format.ts";
import type { Trace } from "../../../receiver/src/model/trace.ts";
import type { Column } from "./item-list.tsx";
import { KindMark, StatusMark } from "./marks.tsx";
import { MoneySum, Took, When } from "./numbers.tsx";
import { sumColumns } from "./sum-columns.tsx";

export const traceColumns: readonly Column<Trace>[] = [
  {
    label: "Trace",
    width: "minmax(10rem, 1fr)",
    cell: (trace) => <TraceName trace={trace} />,
  },
  {
    label: "Agent or service",
    width: "minmax(6rem, 11rem)",
    cell: ({ agentName, service }) => (
      <span title={[agentName, service].filter(Boolean).join(" in ")}>
        {agentName ?? service ?? <span className="text-quiet">–</span>}
      </span>
    ),
  },
  ...sumColumns("Spans"),
];

function TraceName({ trace }: { trace: Trace }) {
  return (
    <span className="flex items-center gap-2">
      <StatusMark status={trace.status} />
      <KindMark kind={trace.rootKind} />
      <span className="shrink-0 truncate font-medium text-body">{trace.name}</span>
      {trace.inputPreview && <span className="truncate text-quiet">{trace.inputPreview}</span>}
    </span>
  );
}

export function TraceCard({ trace }: { trace: Trace }) {
  const { agentName, service, spanCount, errorCount, cost, durationNanos, startTime } = trace;
  return (
    <>
      <span className="flex items-center gap-2">
        <StatusMark status={trace.status} />
        <KindMark kind={trace.rootKind} />
        <span className="truncate font-medium">{trace.name}</span>
        <span className="ml-auto shrink-0 text-quiet text-table">
          <When nanos={startTime} />
        </span>
      </span>
      <span className="mt-1.5 flex gap-3 whitespace-nowrap text-quiet text-table tabular-nums">
        <span className="truncate">{agentName ?? service}</span>
        <span className="ml-auto">{formatCount(spanCount)} spans</span>
        {errorCount > 0 && <span className="font-semibold text-error">{errorCount} failed</span>}
        {(cost || trace.costCoverage.unknown > 0) && (
          <span className="text-ink">
            <MoneySum cost={cost} coverage={trace.costCoverage} />
          </span>
        )}
        <span className="text-ink">
          <Took nanos={durationNanos} since={startTime} />
        </span>
      </span>
    </>
  );
}
