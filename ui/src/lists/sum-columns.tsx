import type { Session } from "../../../receiver/src/model/session.ts";
import type { Trace } from "../../../receiver/src/model/trace.ts";
import { Count, MoneySum, TokenCount, Took, When } from "../parts/numbers.tsx";
import type { ChosenColumn } from "./columns.ts";

type Summary = Trace | Session;

export function Nothing() {
  return <span className="text-quiet">–</span>;
}

/** A number that is nothing to look at when it is none. */
const counted = (name: string, label: string, count: (item: Summary) => number, sort = name) =>
  ({
    ...{ name, label, width: "3.5rem", isNumber: true, isUsual: false, sort },
    cell: (item: Summary) => (count(item) === 0 ? <Nothing /> : <Count value={count(item)} />),
  }) satisfies ChosenColumn<Summary>;

const texted = (name: string, label: string, text: (item: Summary) => string | null) =>
  ({
    ...{ name, label, width: "6rem", isUsual: false, sort: name },
    cell: (item: Summary) => text(item) || <Nothing />,
  }) satisfies ChosenColumn<Summary>;

/** What a list says of traces and of sessions alike; what is a span to the one is a step to the other. */
export function sumColumns(spans: "Spans" | "Steps"): readonly ChosenColumn<Summary>[] {
  return [
    { ...counted("spans", spans, ({ spanCount }) => spanCount), isUsual: true },
    {
      ...counted("errors", "Failed", ({ errorCount }) => errorCount),
      cell: ({ errorCount }) =>
        errorCount === 0 ? <Nothing /> : <span className="font-semibold text-error">{errorCount}</span>,
    },
    counted("llmCalls", "Calls", ({ llmCalls }) => llmCalls),
    counted("toolCalls", "Tools", ({ toolCalls }) => toolCalls),
    {
      ...{ name: "tokens", label: "Tokens", width: "3.75rem", isNumber: true, isUsual: true, sort: "tokens" },
      cell: ({ tokens }) => <TokenCount tokens={tokens} />,
    },
    {
      ...{ name: "cost", label: "Cost", width: "5rem", isNumber: true, isUsual: true, sort: "cost" },
      cell: ({ cost, costCoverage }) => <MoneySum cost={cost} coverage={costCoverage} />,
    },
    {
      ...{ name: "duration", label: "Took", width: "4.75rem", isNumber: true, isUsual: true, sort: "duration" },
      cell: ({ durationNanos, startTime }) => <Took nanos={durationNanos} since={startTime} />,
    },
    {
      ...{ name: "start", label: "When", width: "4.5rem", isNumber: true, isUsual: true, sort: "start" },
      cell: ({ startTime }) => (
        <span className="text-quiet">
          <When nanos={startTime} />
        </span>
      ),
    },
    texted("service", "Service", ({ service }) => service),
    { ...texted("tag", "Tags", ({ tags }) => tags.join(", ")), width: "10rem" },
  ];
}
