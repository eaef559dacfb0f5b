import type { ReactNode } from "react";
import { plural } from "../../../receiver/src/format.ts";
import type { Session } from "../../../receiver/src/model/session.ts";
import type { Trace } from "../../../receiver/src/model/trace.ts";
import { StatusMark } from "../parts/marks.tsx";
import { MoneySum, Took, When } from "../parts/numbers.tsx";
import { shownName } from "../parts/shown-name.ts";

interface SummaryCardProps {
  readonly item: Trace | Session;
  readonly title: ReactNode;
  readonly about: string | null;
  readonly spans: "span" | "step";
  readonly strip: ReactNode;
}

/** A row where there is no room for a table. */
export function SummaryCard({ item, title, about, spans, strip }: SummaryCardProps) {
  const { status, startTime, spanCount, errorCount, cost, costCoverage, durationNanos } = item;
  return (
    <>
      <span className="flex items-center gap-2">
        <StatusMark status={status} />
        {title}
        <span className="ml-auto shrink-0 text-quiet text-table">
          <When nanos={startTime} />
        </span>
      </span>
      <span className="mt-1 flex items-center gap-3 text-quiet text-table">
        {strip}
        <span className="ml-auto truncate">{about && shownName(about)}</span>
      </span>
      <span className="mt-1 flex gap-3 whitespace-nowrap text-quiet text-table tabular-nums">
        <span>{plural(spanCount, spans)}</span>
        {errorCount > 0 && <span className="font-semibold text-error">{errorCount} failed</span>}
        {(cost || costCoverage.unknown > 0) && (
          <span className="ml-auto text-ink">
            <MoneySum cost={cost} coverage={costCoverage} />
          </span>
        )}
        <span className={`text-ink ${cost || costCoverage.unknown > 0 ? "" : "ml-auto"}`}>
          <Took nanos={durationNanos} since={startTime} />
        </span>
      </span>
    </>
  );
}
