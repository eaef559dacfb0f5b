import type { Session } from "../../../receiver/src/model/session.ts";
import type { Trace } from "../../../receiver/src/model/trace.ts";
import type { Column } from "./item-list.tsx";
import { Count, MoneySum, TokenCount, Took, When } from "./numbers.tsx";

/** What a list says of traces and of sessions alike; what is a span to the one is a step to the other. */
export function sumColumns(spans: "Spans" | "Steps"): readonly Column<Trace | Session>[] {
  return [
    {
      label: spans,
      width: "3.5rem",
      isNumber: true,
      sort: "spans",
      cell: ({ spanCount }) => <Count value={spanCount} />,
    },
    {
      label: "Errors",
      width: "3.5rem",
      isNumber: true,
      sort: "errors",
      cell: ({ errorCount }) => <Errors count={errorCount} />,
    },
    {
      label: "Tokens",
      width: "4rem",
      isNumber: true,
      sort: "tokens",
      cell: ({ tokens }) => <TokenCount tokens={tokens} />,
    },
    {
      label: "Cost",
      width: "5rem",
      isNumber: true,
      sort: "cost",
      cell: ({ cost, costCoverage }) => <MoneySum cost={cost} coverage={costCoverage} />,
    },
    {
      label: "Took",
      width: "5rem",
      isNumber: true,
      sort: "duration",
      cell: ({ durationNanos, startTime }) => <Took nanos={durationNanos} since={startTime} />,
    },
    {
      label: "When",
      width: "5rem",
      isNumber: true,
      sort: "start",
      cell: ({ startTime }) => (
        <span className="text-quiet">
          <When nanos={startTime} />
        </span>
      ),
    },
  ];
}

function Errors({ count }: { count: number }) {
  return count === 0 ? (
    <span className="text-quiet">–</span>
  ) : (
    <span className="font-semibold text-error">{count}</span>
  );
}
